import type { CatalogState } from './catalog-state.ts';
import { objectKey, withoutDeployed } from './deployed.ts';
import { requireTable } from './create-table.ts';
import { relationKey } from './find.ts';

/** The state without a table. Views that read it stay and fail where they are used. */
export function dropTable(state: CatalogState, id: number): CatalogState {
  const table = requireTable(state, id);
  const tables = new Map(state.tables);
  const relations = new Map(state.relations);
  tables.delete(id);
  relations.delete(relationKey(table.schema, table.name));
  const rest = withoutDeployed(state, objectKey('table', `${table.schema}.${table.name}`));
  return { ...rest, changed: true, schemaVersion: state.schemaVersion + 1, tables, relations };
}
