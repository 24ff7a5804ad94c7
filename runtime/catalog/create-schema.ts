import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { CatalogState } from './catalog-state.ts';
import { dropTable } from './drop-table.ts';
import { dropView } from './create-view.ts';
import { findSchema, requireSchema } from './find.ts';
import { folderName } from './folder-name.ts';
import { shownName } from './shown-name.ts';

/** The state with one more schema. */
export function createSchema(state: CatalogState, name: string, uuid: string): CatalogState {
  if (name.toLowerCase() === 'system' || findSchema(state, name) !== null)
    throw gobiError('DuplicateDefinition', { kind: 'schema', name });
  const schema = { id: state.nextCatalogId, uuid, name, folder: { path: folderName(name, uuid), relative: true } };
  return {
    ...state,
    changed: true,
    schemaVersion: state.schemaVersion + 1,
    nextCatalogId: state.nextCatalogId + 1,
    schemas: new Map(state.schemas).set(name.toLowerCase(), schema),
  };
}

/** The state without a schema, and without what is in it when `cascade`. */
export function dropSchema(state: CatalogState, name: string, cascade: boolean): CatalogState {
  const schema = requireSchema(state, name);
  if (schema.name === 'main')
    throw gobiError('InvalidOperation', { what: 'dropping schema main', reason: 'names without a schema live in it' });
  const tables = [...state.tables.values()].filter((table) => table.schemaId === schema.id);
  const views = [...state.views.values()].filter((view) => view.schemaId === schema.id);
  if (!cascade && tables.length + views.length > 0) {
    throw gobiError('DependentObjects', {
      kind: 'schema',
      name: schema.name,
      dependents: [...tables, ...views].map(shownName),
    });
  }
  let next = state;
  for (const table of tables) next = dropTable(next, table.id);
  for (const view of views) next = dropView(next, view.id);
  const schemas = new Map(next.schemas);
  schemas.delete(schema.name.toLowerCase());
  return { ...next, changed: true, schemaVersion: next.schemaVersion + 1, schemas };
}
