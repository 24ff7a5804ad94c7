import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { CatalogChanges } from './catalog-changes.ts';
import type { CatalogState, RelationName, TableEntry } from './catalog-state.ts';
import { relationKey } from './find.ts';

/** Ids of temporary tables go down from here, so that they meet neither a stored table's nor a system table's. */
export const FIRST_TEMPORARY = -1_000_001;

/** Ids of tables of attached lakes go down from here. */
export const FIRST_ATTACHED = -1_000_000_001;

/** Whether an id is a session's temporary table's: the lake knows nothing of it. */
export function isTemporary(id: number): boolean {
  return id <= FIRST_TEMPORARY && id > FIRST_ATTACHED;
}

/** Whether an id is that of a table of an attached lake, which is read only. */
export function isAttached(id: number): boolean {
  return id <= FIRST_ATTACHED;
}

/** What a session sees of a state: its temporary tables hide stored ones of their names. */
export function withTemporary(state: CatalogState, temporary: readonly TableEntry[]): CatalogState {
  if (temporary.length === 0) return state;
  const tables = new Map(state.tables);
  const views = new Map(state.views);
  const relations = new Map<string, RelationName>(state.relations);
  for (const table of temporary) {
    const key = relationKey(table.schema, table.name);
    const hidden = relations.get(key);
    if (hidden !== undefined) (hidden.kind === 'table' ? tables : views).delete(hidden.id);
    tables.set(table.id, table);
    relations.set(key, { kind: 'table', id: table.id });
  }
  return { ...state, changed: true, tables, views, relations };
}

/** The state without temporary and attached tables. */
export function withoutTemporary(state: CatalogState): CatalogState {
  const temporary = [...state.tables.values()].filter(({ id }) => id <= FIRST_TEMPORARY);
  if (temporary.length === 0) return state;
  const tables = new Map(state.tables);
  const relations = new Map(state.relations);
  for (const table of temporary) {
    tables.delete(table.id);
    relations.delete(relationKey(table.schema, table.name));
  }
  return { ...state, tables, relations };
}

export function temporaryTables(state: CatalogState): readonly TableEntry[] {
  return [...state.tables.values()].filter(({ id }) => isTemporary(id));
}

/** The changes that are the lake's. */
export function withoutTemporaryChanges(changes: CatalogChanges): CatalogChanges {
  const { created, dropped, altered } = changes.tables;
  const stored = ({ id }: TableEntry): boolean => !isTemporary(id);
  return {
    ...changes,
    tables: {
      created: created.filter(stored),
      dropped: dropped.filter(stored),
      altered: altered.filter(({ after }) => stored(after)),
    },
  };
}

/** A stored object that would need a temporary table: `InvalidOperation`. */
export function needsTemporary(what: string): Error {
  return gobiError('InvalidOperation', {
    what,
    reason: 'it needs a table that ends with its session, a temporary or an attached one',
    instead: 'keep the rows in a table of the lake',
  });
}
