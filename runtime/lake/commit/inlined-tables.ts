import type { TableEntry } from '../../catalog/catalog-state.ts';
import type { CatalogDatabase } from '../database.ts';
import { inlinedType } from '../text/inlined-value.ts';
import type { CommitRequest } from './commit-request.ts';
import type { CommitPlace } from './write-catalog.ts';
import { insertRow } from './write-code.ts';

/** Makes the catalog table that takes a table's inlined rows in its present shape. DuckDB looks for it once per schema version, so it comes with the shape. */
export function createInlinedTable(database: CatalogDatabase, table: TableEntry, place: CommitPlace): void {
  const id = place.id(table.id);
  const name = `ducklake_inlined_data_${id}_${place.schemaVersion}`;
  const columns = table.columns
    .map((column) => `, "${column.name.replaceAll('"', '""')}" ${inlinedType(column.storageType)}`)
    .join('');
  database.script(`CREATE TABLE "${name}"(row_id BIGINT, begin_snapshot BIGINT, end_snapshot BIGINT${columns})`);
  database.script(`CREATE INDEX "gobi_row_of_${name}" ON "${name}"(row_id)`);
  insertRow(database, 'ducklake_inlined_data_tables', {
    table_id: id,
    table_name: name,
    schema_version: place.schemaVersion,
  });
}

/** The catalog table that takes a table's new inlined rows; `null` when there is none, as in lakes that were made without inlining. */
export function inlinedTableOf(database: CatalogDatabase, id: number): string | null {
  return database.ofTables(`inlined rows of ${id}`, () => {
    const row = database.one(
      'SELECT table_name FROM ducklake_inlined_data_tables WHERE table_id = ? ORDER BY schema_version DESC LIMIT 1',
      id,
    );
    return row === null ? null : String(row['table_name']);
  });
}

/** The tables that need one made for this commit's rows. */
export function lackingInlinedTable(
  database: CatalogDatabase,
  { base, changes, tables }: CommitRequest,
): readonly TableEntry[] {
  const reshaped = new Set(
    changes.tables.altered.filter(({ before, after }) => changesRows(before, after)).map(({ after }) => after.id),
  );
  return tables
    .filter(({ table, inlined }) => inlined !== null && table.id < base.nextCatalogId && !reshaped.has(table.id))
    .map(({ table }) => table)
    .filter(({ id }) => inlinedTableOf(database, id) === null);
}

/** Whether rows of the two shapes differ in the catalog, or the table has a new name: DuckDB then begins a new inlined table. */
export function changesRows(before: TableEntry, after: TableEntry): boolean {
  if (before.name !== after.name || before.columns.length !== after.columns.length) return true;
  return before.columns.some(({ fieldId, name, storageType }, i) => {
    const other = after.columns[i]!;
    return fieldId !== other.fieldId || name !== other.name || storageType !== other.storageType;
  });
}
