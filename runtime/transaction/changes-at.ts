import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { CatalogState, TableEntry } from '../catalog/catalog-state.ts';
import { requireTable } from '../catalog/create-table.ts';
import { shownName } from '../catalog/shown-name.ts';
import type { Table } from '../columnar/table.ts';
import type { Lake } from '../lake/lake.ts';
import type { SnapshotRange } from '../lake/rows/changed-source.ts';
import type { ColumnTest } from '../lake/rows/column-test.ts';
import { scanChanges } from '../lake/rows/scan-changes.ts';

/**
 * What commits after `after` and up to `until` did to a table's rows, for a transaction that began at `base` and is at `now`: of what it does itself nothing, nor of commits after
 * its beginning. Columns are those that the table has now. Errors: `InvalidOperation` where a wanted column took another one's place in the range, `Unsupported` for tables that are not stored in the lake, `ObjectNotFound` where the snapshots of the range are no longer known.
 */
export function changesAt(
  lake: Lake,
  base: CatalogState,
  now: CatalogState,
  { after, until }: SnapshotRange,
  id: number,
  columns: readonly number[] | null,
  tests: readonly ColumnTest[],
): Table {
  const table = requireTable(now, id);
  if (id < 0)
    throw gobiError('Unsupported', {
      what: `SINCE for ${shownName(table)}`,
      instead: 'take a stored table of this lake: only these have snapshots here',
    });
  const former = base.tables.get(id);
  const range = { after, until: Math.min(until, base.snapshot) };
  const oldest = lake.oldestSnapshot();
  if (oldest > 0 && after < oldest && former !== undefined)
    throw gobiError('ObjectNotFound', { kind: 'snapshot', name: String(Math.max(after, 0)) });
  const changed = former === undefined || range.after >= range.until ? [] : lake.store(id).changed(base, former, range);
  if (changed.length > 0) requireSameColumns(lake, table, columns, range);
  return scanChanges(table, changed, range, columns, tests);
}

/** A column that took the place of another one of its name has no value in the rows from before. */
function requireSameColumns(
  lake: Lake,
  table: TableEntry,
  columns: readonly number[] | null,
  { after }: SnapshotRange,
): void {
  const wanted = columns === null ? table.columns : columns.flatMap((index) => table.columns[index] ?? []);
  const present = new Set(table.columns.map(({ fieldId }) => fieldId));
  for (const { name, fieldId, ended } of lake.endedColumns(table.id, after)) {
    if (present.has(fieldId) || !wanted.some((column) => column.name.toLowerCase() === name.toLowerCase())) continue;
    throw gobiError('InvalidOperation', {
      what: `reading the changes of ${shownName(table)} since snapshot ${after} with the columns of today`,
      reason: `\`${name}\` was another column before snapshot ${ended}`,
      instead: `read what was done \`since ${ended}\`, or other columns`,
    });
  }
}
