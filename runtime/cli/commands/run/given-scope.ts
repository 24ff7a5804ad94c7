import type { CatalogView, FileInfo, ScopeLocal } from '../../../../compiler/contract/catalog-view.ts';
import { STRING } from '../../../../compiler/contract/data-type.ts';
import type { Checked } from '../../../../compiler/index.ts';
import type { Locals } from '../../execute.ts';

const NAMES_A_FILE = /\.(?:parquet|[ct]sv|json|ndjson|jsonl|arrows?|feather|ipc)$/i;

/** Parameters of a script whose value, given or by default, names a table or a file that can be read: locals that stand for it, and the files. */
export function givenScope(
  { program }: Checked,
  { locals }: Locals,
  { tables }: CatalogView,
  read: (paths: readonly string[]) => readonly FileInfo[],
): { readonly scope: readonly ScopeLocal[]; readonly files: readonly FileInfo[] } {
  const [head] = program.statements;
  if (head?.kind !== 'ScriptParameters') return { scope: [], files: [] };
  const names = new Map(tables.map(({ schema, name }) => [name.toLowerCase(), `${schema}.${name}`]));
  const files: FileInfo[] = [];
  const scope = head.parameters.flatMap(({ name: { text: name }, default: initial }): ScopeLocal[] => {
    const byDefault = initial?.kind === 'StringLiteral' ? initial.value : undefined;
    const value = Object.hasOwn(locals, name) ? locals[name] : byDefault;
    if (typeof value !== 'string') return [];
    const base = { name, type: STRING, nullable: false };
    if (NAMES_A_FILE.test(value)) {
      const found = read([value]);
      files.push(...found);
      return found.length === 0 ? [] : [{ ...base, refersTo: { kind: 'file', path: value } }];
    }
    const table = names.get(value.toLowerCase());
    return table === undefined ? [] : [{ ...base, refersTo: { kind: 'table', name: table } }];
  });
  return { scope, files };
}
