import type { CatalogView, ScopeLocal } from '../../contract/catalog-view.ts';
import { isDataType, type TypeSlot } from '../../contract/type.ts';
import type { ChangeTarget } from '../../ir/syntax-change.ts';
import type { TypedModule } from '../../ir/typed.ts';
import { walk } from '../../ir/walk.ts';
import { checkParsed, parseFile, type Surroundings } from '../../pipeline.ts';
import type { FollowedObject } from './followed-object.ts';
import type { Summary } from './summary.ts';
import type { World } from './walk.ts';

/** What following code asks of a project. `summaries` is filled as the objects are followed. */
export function worldOf(
  view: CatalogView,
  surroundings: Surroundings,
  objects: ReadonlyMap<string, FollowedObject>,
  summaries: ReadonlyMap<string, Summary>,
): World {
  const columns = new Map<string, readonly string[]>();
  const keys = new Map<string, (typeof view.tables)[number]['keys']>();
  for (const table of view.tables) {
    const name = `${table.schema}.${table.name}`.toLowerCase();
    columns.set(
      name,
      table.columns.map((column) => column.name),
    );
    keys.set(name, table.keys);
  }
  for (const { schema, name, fields } of view.views)
    columns.set(
      `${schema}.${name}`.toLowerCase(),
      fields.map((field) => field.name),
    );
  const relationOf = (text: string): string | undefined => {
    const lower = text.trim().toLowerCase();
    return [lower, `${view.currentSchema.toLowerCase()}.${lower}`].find((name) => columns.has(name));
  };
  return {
    columnsOf: (relation) => columns.get(relation.toLowerCase()),
    keyOf: (relation, key) => keys.get(relation.toLowerCase())?.[key]?.columns ?? [],
    fileColumns: (path) => view.files.find((file) => file.path === path)?.fields.map((field) => field.name),
    summaryOf: (routine) => summaries.get(routine),
    parametersOf: (routine) => objects.get(routine)?.parameters.map(({ name }) => name) ?? [],
    relationOf,
    mentioned,
    typedFor: (text, locals) => {
      const scope = locals.map(({ name, table, slot }) => scopeOf(name, slot, table, relationOf));
      if (scope.includes(null)) return null;
      return typed(text, scope as readonly ScopeLocal[], { ...surroundings, view });
    },
  };
}

function scopeOf(
  name: string,
  slot: TypeSlot,
  table: string | null,
  relationOf: (text: string) => string | undefined,
): ScopeLocal | null {
  if (table !== null) {
    const relation = relationOf(table);
    const refersTo: ScopeLocal['refersTo'] =
      relation === undefined ? { kind: 'file', path: table } : { kind: 'table', name: relation };
    return { name, type: { kind: 'string' }, nullable: false, refersTo };
  }
  const { type, nullable } = slot;
  if (type.kind === 'function' || isDataType(type)) return { name, type, nullable, refersTo: null };
  if (type.kind !== 'table' || type.open !== null) return null;
  const fields = type.columns.flatMap((column) => (isDataType(column.type) ? [{ ...column, type: column.type }] : []));
  if (fields.length < type.columns.length) return null;
  return { name, type: { kind: 'table', fields, one: type.cardinality !== 'many' }, nullable: false, refersTo: null };
}

function typed(text: string, scope: readonly ScopeLocal[], surroundings: Surroundings): TypedModule | null {
  const parsed = parseFile({ name: 'statement', text, dialect: 'plg' });
  const checked = checkParsed(parsed, { ...surroundings, scope, mode: 'script' });
  return checked.diagnostics.some(({ severity }) => severity === 'error') ? null : checked.typed;
}

function mentioned(text: string): ReturnType<World['mentioned']> {
  const { program } = parseFile({ name: 'statement', text, dialect: 'plg' });
  const nameOf = (node: ChangeTarget): string =>
    node.kind === 'Name' ? node.parts.map((part) => part.text).join('.') : node.name.text;
  let target: string | null = null;
  const common = new Set<string>();
  const sources = new Set<string>();
  walk(program, (node) => {
    switch (node.kind) {
      case 'Insert':
      case 'Update':
      case 'Delete':
      case 'UpsertInto':
      case 'Merge':
        target ??= nameOf(node.target);
        return;
      case 'CommonTable':
        common.add(node.name.text.toLowerCase());
        return;
      case 'TableName':
        sources.add(nameOf(node.name));
        return;
      case 'Interpolation':
        sources.add(node.name.text);
        return;
      default:
        return;
    }
  });
  const isSource = (name: string): boolean => name !== target && !common.has(name.toLowerCase());
  return { target, sources: [...sources].filter(isSource) };
}
