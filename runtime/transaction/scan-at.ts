import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { CatalogState } from '../catalog/catalog-state.ts';
import { requireTable } from '../catalog/create-table.ts';
import { shownName } from '../catalog/shown-name.ts';
import { systemTable } from '../catalog/system-tables.ts';
import type { Table } from '../columnar/table.ts';
import type { Lake } from '../lake/lake.ts';
import type { ColumnTest } from '../lake/rows/column-test.ts';
import { scanSources } from '../lake/rows/scan-rows.ts';

/**
 * The rows that a table had at a snapshot, for a transaction that began at `base` and is at `now`. Columns are those that the table has now; rows from before a
 * column have its initial default. Errors: `TableNotFound` where there was no table yet.
 */
export function scanAt(
  lake: Lake,
  base: CatalogState,
  now: CatalogState,
  snapshot: number,
  id: number,
  columns: readonly number[] | null,
  tests: readonly ColumnTest[],
): Table {
  const state = lake.stateAt(snapshot);
  if (systemTable(id) !== null) return lake.scan(state, id, columns);
  const former = id < base.nextCatalogId ? state.tables.get(id) : undefined;
  if (former === undefined)
    throw gobiError('TableNotFound', { name: shownName(requireTable(now, id)), snapshot: state.snapshot });
  // Positions of the tested columns are those of the present table, as `columns` are.
  return scanSources(now.tables.get(id) ?? former, lake.version(state, former).sources, columns, tests);
}
