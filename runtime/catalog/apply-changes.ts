import { accessKey } from './access.ts';
import type { CatalogChanges, Difference } from './catalog-changes.ts';
import type { CatalogState, RelationName, TableEntry } from './catalog-state.ts';
import { automationKey, relationKey } from './find.ts';

/**
 * The state after a commit made `changes` on `before`, nobody having come between. Tables with a new shape all have the commit's schema version.
 * Costs as much as the changed kinds of objects have entries.
 */
export function applyChanges(
  before: CatalogState,
  changes: CatalogChanges,
  at: Pick<CatalogState, 'snapshot' | 'time' | 'schemaVersion' | 'nextCatalogId'>,
): CatalogState {
  const reshaped = (table: TableEntry): TableEntry => ({ ...table, schemaVersion: at.schemaVersion });
  const tables = apply(before.tables, changes.tables, (table) => table.id, reshaped);
  const views = apply(before.views, changes.views, (view) => view.id);
  return {
    ...before,
    ...at,
    namesSince: at.snapshot,
    schemas: apply(before.schemas, changes.schemas, (schema) => schema.name.toLowerCase()),
    tables,
    views,
    relations: tables === before.tables && views === before.views ? before.relations : relationsOf(tables, views),
    routines: apply(before.routines, changes.routines, (routine) => routine.id),
    types: apply(before.types, changes.types, (type) => type.name.toLowerCase()),
    automation: apply(before.automation, changes.automation, (entry) => automationKey(entry.kind, entry.name)),
    access: apply(before.access, changes.access, (entry) => accessKey(entry.kind, entry.name)),
    modules: apply(before.modules, changes.modules, (module) => module.fingerprint),
    deployed: apply(
      before.deployed,
      changes.deployed,
      ({ object }) => object,
      (entry) => ({ ...entry, snapshot: at.snapshot }),
    ),
  };
}

/** Tables and views by name. */
export function relationsOf(
  tables: CatalogState['tables'],
  views: CatalogState['views'],
): ReadonlyMap<string, RelationName> {
  const relations = new Map<string, RelationName>();
  for (const { id, schema, name } of tables.values()) relations.set(relationKey(schema, name), { kind: 'table', id });
  for (const { id, schema, name } of views.values()) relations.set(relationKey(schema, name), { kind: 'view', id });
  return relations;
}

function apply<K, T>(
  entries: ReadonlyMap<K, T>,
  { created, dropped, altered }: Difference<T>,
  keyOf: (entry: T) => K,
  finished: (entry: T) => T = (entry) => entry,
): ReadonlyMap<K, T> {
  if (created.length + dropped.length + altered.length === 0) return entries;
  const next = new Map(entries);
  for (const entry of dropped) next.delete(keyOf(entry));
  for (const { after } of altered) next.set(keyOf(after), finished(after));
  for (const entry of created) next.set(keyOf(entry), finished(entry));
  return next;
}
