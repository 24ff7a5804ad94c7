import { EMPTY_VIEW, type CatalogView, type FileInfo } from '../contract/catalog-view.ts';

/** The form of the file; a file of a later form is refused. */
const FORM = 1;
/** The file, its lists, their objects and the lists of these are laid out over lines; what lies deeper is not. */
const EXPANDED_DEPTH = 3;

/** The parts of a view that a schema file holds: lists of objects with the keys that each must have. */
const LISTS = {
  tables: ['schema', 'name', 'columns', 'keys', 'checks'],
  views: ['schema', 'name', 'text', 'fields'],
  routines: ['id', 'kind', 'name', 'signature', 'text'],
  types: ['kind', 'name', 'text'],
  automation: ['kind', 'name', 'options', 'text'],
  files: ['path', 'fields'],
} as const;

/**
 * A catalog view as the text of a `gobi.schema.json`: JSON, ordered by names, so that it changes only where the schema does. Tables of `system` are left
 * out (every gobi knows its own), and so is what changes with the data (row counts, the snapshot).
 */
export function writeSchemaFile(view: CatalogView, files: readonly FileInfo[] = view.files): string {
  const named = <T extends { readonly name: string; readonly schema?: string }>(list: readonly T[]): T[] =>
    [...list].sort((a, b) => compare(`${a.schema ?? ''}.${a.name}`, `${b.schema ?? ''}.${b.name}`));
  const content = {
    form: FORM,
    schemas: view.schemas.filter((name) => name !== 'system'),
    tables: named(view.tables.filter((table) => !table.readOnly)).map((table) => ({ ...table, rowCount: null })),
    views: named(view.views),
    types: named(view.types),
    routines: named(view.routines),
    automation: named(view.automation),
    files: [...files].sort((a, b) => compare(a.path, b.path)),
  };
  return `${laidOut(content)}\n`;
}

/** JSON with an object's lists over several lines and each column on one, so that a change of a column is a change of a line. */
function laidOut(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null || depth > EXPANDED_DEPTH) return JSON.stringify(value);
  const list = Array.isArray(value);
  const parts = list
    ? value.map((part) => laidOut(part, depth + 1))
    : Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${laidOut(part, depth + 1)}`);
  const [open, close] = list ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + close;
  const indent = ' '.repeat(depth + 1);
  return `${open}\n${parts.map((part) => indent + part).join(',\n')}\n${' '.repeat(depth)}${close}`;
}

/** The view that a schema file tells; it is complete: a table that it does not name does not exist. Errors: `Error` whose message says what is wrong with the text. */
export function readSchemaFile(text: string): CatalogView {
  const content: unknown = JSON.parse(text);
  if (!isObject(content)) throw new Error('it holds no object');
  const { form = FORM } = content;
  if (typeof form !== 'number' || form > FORM) throw new Error(`it is of form ${String(form)}; known is ${FORM}`);
  for (const [list, keys] of Object.entries(LISTS)) {
    const entries = content[list] ?? [];
    if (!Array.isArray(entries)) throw new Error(`'${list}' is no list`);
    for (const [i, entry] of entries.entries()) {
      const missing = keys.find((key) => !isObject(entry) || !(key in entry));
      if (missing !== undefined) throw new Error(`${list}[${i}] has no '${missing}'`);
    }
  }
  const schemas = (content['schemas'] ?? EMPTY_VIEW.schemas) as readonly string[];
  return { ...EMPTY_VIEW, ...(content as Partial<CatalogView>), schemas, complete: true };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
