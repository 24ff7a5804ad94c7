import type { ColumnEntry, TableEntry } from '../../catalog/catalog-state.ts';
import { parseChanges } from '../commit/changes-made.ts';
import type { CatalogDatabase, CatalogRow, CatalogValue } from '../database.ts';
import { fromInlined } from '../text/inlined-value.ts';
import { isWithin, type ChangedSource, type SnapshotRange } from './changed-source.ts';
import { deleteFileOf, fileOf, hasTable, inlinedColumns, inlinedDeleteTable, type StoredFile } from './read-version.ts';
import { RowRun } from './row-run.ts';
import type { RowSource } from './row-source.ts';
import type { StoreContext } from './table-store.ts';

/** How the files of a table are read. */
export interface ChangeReader extends Pick<StoreContext, 'database' | 'readDeletes' | 'readSnapshots'> {
  /** Absolute path of a file of the table. */
  readonly resolve: (path: string, relative: boolean) => string;
  readonly source: (file: StoredFile) => RowSource;
}

/** The rows of a table that came or went in a range of snapshots, among others: files are given whole. */
export function readChanges(reader: ChangeReader, table: TableEntry, range: SnapshotRange): readonly ChangedSource[] {
  const { database } = reader;
  return database.read(() => {
    const rewritten = rewritingSnapshots(database, table.id, range);
    const files = filesIn(database, table.id, range).map((row) => changedFile(reader, table.id, row, range, rewritten));
    return [...files.filter((each) => each !== null), ...changedRuns(database, table, range)];
  });
}

const REWRITING = new Set(['compacted_table', 'merge_adjacent', 'rewrite_delete']);

/** Snapshots that only laid the rows of the table into other files. */
function rewritingSnapshots(database: CatalogDatabase, table: number, range: SnapshotRange): ReadonlySet<number> {
  const rows = database.all(
    `SELECT snapshot_id, changes_made FROM ducklake_snapshot_changes WHERE snapshot_id > ? AND snapshot_id <= ?`,
    range.after,
    range.until,
  );
  const rewriting = rows.filter((row) =>
    parseChanges(row['changes_made'] as string | null).some(({ verb, id }) => id === table && REWRITING.has(verb)),
  );
  return new Set(rewriting.map((row) => Number(row['snapshot_id'])));
}

const OVERLAPS = 'begin_snapshot <= ? AND (end_snapshot IS NULL OR end_snapshot > ?)';

function filesIn(database: CatalogDatabase, table: number, { after, until }: SnapshotRange): readonly CatalogRow[] {
  return database.all(
    `SELECT * FROM ducklake_data_file WHERE table_id = ? AND ${OVERLAPS} ORDER BY data_file_id`,
    table,
    until,
    after,
  );
}

/** A data file with what became of its rows; `null` when nothing did. */
function changedFile(
  reader: ChangeReader,
  table: number,
  row: CatalogRow,
  range: SnapshotRange,
  rewritten: ReadonlySet<number>,
): ChangedSource | null {
  const file = fileOf(reader.database, row);
  const begin = Number(row['begin_snapshot']);
  const end = row['end_snapshot'] == null ? Infinity : Number(row['end_snapshot']);
  const isPartial = row['partial_max'] != null;
  const deletions = deletionsOf(reader, table, file, range);
  const isEnded = isWithin(end, range) && !rewritten.has(end);
  if (!isWithin(begin, range) && !isPartial && !isEnded && deletions.size === 0) return null;
  const path = reader.resolve(file.path, file.relative);
  // Rows that were only laid into this file came with a snapshot of long ago.
  const began = isPartial ? reader.readSnapshots(path, file) : rewritten.has(begin) ? -1 : begin;
  return {
    source: reader.source(file),
    rows: file.rows,
    began,
    ended: endsOf(file.rows, deletions, isEnded ? end : Infinity),
  };
}

function endsOf(rows: number, deletions: ReadonlyMap<number, number>, end: number): number | Float64Array {
  if (deletions.size === 0) return end;
  const ends = new Float64Array(rows).fill(end);
  for (const [row, snapshot] of deletions) if (snapshot < ends[row]!) ends[row] = snapshot;
  return ends;
}

/** The snapshots in which rows of a file were deleted, by their positions; those of rows that were gone before the range too. */
function deletionsOf(
  { database, readDeletes, resolve }: ChangeReader,
  table: number,
  file: StoredFile,
  { after, until }: SnapshotRange,
): ReadonlyMap<number, number> {
  const deletions = new Map<number, number>();
  const note = (position: number, snapshot: number): void => {
    if (snapshot <= until && snapshot < (deletions.get(position) ?? Infinity)) deletions.set(position, snapshot);
  };
  const files = database.all(
    `SELECT * FROM ducklake_delete_file WHERE table_id = ? AND data_file_id = ? AND ${OVERLAPS}`,
    table,
    file.id,
    until,
    after,
  );
  for (const row of files) {
    const { positions, snapshots } = readDeletes(
      resolve(String(row['path']), row['path_is_relative'] === 1),
      deleteFileOf(row),
    );
    const begin = Number(row['begin_snapshot']);
    for (let i = 0; i < positions.length; i++) note(positions[i]!, snapshots?.[i] ?? begin);
  }
  if (!hasTable(database, inlinedDeleteTable(table))) return deletions;
  const inlined = database.arrays(
    `SELECT row_id, begin_snapshot FROM ${inlinedDeleteTable(table)} WHERE file_id = ? AND begin_snapshot <= ?`,
    file.id,
    until,
  );
  for (const [position, snapshot] of inlined) note(Number(position), Number(snapshot));
  return deletions;
}

/** Rows that the catalog holds itself: a run for each of its inlined tables. */
function changedRuns(database: CatalogDatabase, table: TableEntry, range: SnapshotRange): readonly ChangedSource[] {
  const inlinedTables = database.all(
    'SELECT table_name, schema_version FROM ducklake_inlined_data_tables WHERE table_id = ? ORDER BY schema_version',
    table.id,
  );
  return inlinedTables.flatMap(({ table_name: name, schema_version: version }) => {
    const run = changedRun(database, table, String(name), inlinedColumns(database, table, Number(version)), range);
    return run.rows === 0 ? [] : [run];
  });
}

function changedRun(
  database: CatalogDatabase,
  table: TableEntry,
  inlinedTable: string,
  columns: readonly ColumnEntry[],
  { after, until }: SnapshotRange,
): ChangedSource {
  const names = columns.map((column) => `, "${column.name.replaceAll('"', '""')}"`).join('');
  const rows = database.arrays(
    `SELECT row_id, begin_snapshot, end_snapshot${names} FROM "${inlinedTable}" WHERE (begin_snapshot > ? AND begin_snapshot <= ?) OR (end_snapshot > ? AND end_snapshot <= ?) ORDER BY rowid`,
    after,
    until,
    after,
    until,
  );
  const run = new RowRun(columns);
  for (const row of rows) {
    const values = columns.map((column, i) =>
      fromInlined(row[i + 3] as CatalogValue, column.type, `${table.name}.${column.name}`),
    );
    run.setRowId(run.append(values), Number(row[0]));
  }
  const began = Float64Array.from(rows, (row) => Number(row[1]));
  const ended = Float64Array.from(rows, (row) => (row[2] === null ? Infinity : Number(row[2])));
  return { source: run, rows: run.length, began, ended };
}
