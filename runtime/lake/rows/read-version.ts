import type { ColumnEntry, TableEntry } from '../../catalog/catalog-state.ts';
import type { CatalogDatabase, CatalogRow, CatalogValue } from '../database.ts';
import { readColumnsAt } from '../state/read-tables.ts';
import { AT } from '../state/at-snapshot.ts';
import { fromInlined } from '../text/inlined-value.ts';
import { RowRun } from './row-run.ts';

/** A data file as registered at a snapshot, with what is deleted from it. */
export interface StoredFile {
  readonly id: number;
  readonly path: string;
  readonly relative: boolean;
  readonly rows: number;
  readonly firstRowId: number;
  /** Names in the file by field id, for a file that another program made; `null` where columns carry field ids. */
  readonly names: ReadonlyMap<number, string> | null;
  /** Rows carry the snapshot they were committed at: only those up to the wanted one count. */
  readonly partial: boolean;
  readonly deleteFile: StoredDeleteFile | null;
  /** Positions of rows whose deletion is kept in the catalog. */
  readonly inlinedDeletes: readonly number[];
}

export interface StoredDeleteFile {
  readonly id: number;
  readonly path: string;
  readonly relative: boolean;
  readonly format: string;
}

/** The rows of one inlined table that are there at a snapshot. */
export interface StoredRun {
  readonly inlinedTable: string;
  readonly run: RowRun;
  /** Snapshot at which each row began, in order of the run. */
  readonly begins: number[];
}

/** The data files of a table at a snapshot, in the order of their rows. */
export function readFiles(database: CatalogDatabase, table: number, snapshot: number): readonly StoredFile[] {
  const rows = database.all(
    `SELECT data_file_id, path, path_is_relative, record_count, row_id_start, mapping_id, partial_max FROM ducklake_data_file WHERE table_id = ? AND ${AT} ORDER BY data_file_id`,
    table,
    snapshot,
    snapshot,
  );
  if (rows.length === 0) return [];
  const deletes = readDeletes(database, table, snapshot);
  const inlined = readInlinedDeletes(database, table, snapshot);
  return rows.map((row) => {
    const id = Number(row['data_file_id']);
    const partialMax = row['partial_max'] ?? null;
    return {
      ...fileOf(database, row),
      partial: partialMax !== null && Number(partialMax) > snapshot,
      deleteFile: deletes.get(id) ?? null,
      inlinedDeletes: inlined.get(id) ?? [],
    };
  });
}

/** A row of `ducklake_data_file` as a file of which nothing is deleted. */
export function fileOf(database: CatalogDatabase, row: CatalogRow): StoredFile {
  return {
    id: Number(row['data_file_id']),
    path: String(row['path']),
    relative: row['path_is_relative'] === 1,
    rows: Number(row['record_count']),
    firstRowId: Number(row['row_id_start'] ?? 0),
    names: readNames(database, row['mapping_id']!),
    partial: false,
    deleteFile: null,
    inlinedDeletes: [],
  };
}

function readNames(database: CatalogDatabase, mapping: CatalogValue): ReadonlyMap<number, string> | null {
  if (mapping === null) return null;
  const rows = database.all(
    'SELECT source_name, target_field_id FROM ducklake_name_mapping WHERE mapping_id = ? AND parent_column IS NULL',
    mapping,
  );
  return new Map(rows.map((row) => [Number(row['target_field_id']), String(row['source_name'])]));
}

function readDeletes(
  database: CatalogDatabase,
  table: number,
  snapshot: number,
): ReadonlyMap<number, StoredDeleteFile> {
  const rows = database.all(
    `SELECT delete_file_id, data_file_id, path, path_is_relative, format FROM ducklake_delete_file WHERE table_id = ? AND ${AT}`,
    table,
    snapshot,
    snapshot,
  );
  return new Map(rows.map((row) => [Number(row['data_file_id']), deleteFileOf(row)]));
}

/** A row of `ducklake_delete_file`. */
export function deleteFileOf(row: CatalogRow): StoredDeleteFile {
  return {
    id: Number(row['delete_file_id']),
    path: String(row['path']),
    relative: row['path_is_relative'] === 1,
    format: String(row['format'] ?? 'parquet'),
  };
}

function readInlinedDeletes(database: CatalogDatabase, table: number, snapshot: number): ReadonlyMap<number, number[]> {
  if (!hasTable(database, inlinedDeleteTable(table))) return new Map();
  const positions = new Map<number, number[]>();
  const rows = database.arrays(
    `SELECT file_id, row_id FROM ${inlinedDeleteTable(table)} WHERE begin_snapshot <= ? ORDER BY row_id`,
    snapshot,
  );
  for (const [file, position] of rows) {
    const known = positions.get(Number(file));
    if (known === undefined) positions.set(Number(file), [Number(position)]);
    else known.push(Number(position));
  }
  return positions;
}

/** The rows of a table that the catalog holds itself, a run for each of its inlined tables. */
export function readRuns(database: CatalogDatabase, table: TableEntry, snapshot: number): readonly StoredRun[] {
  const inlinedTables = database.all(
    'SELECT table_name, schema_version FROM ducklake_inlined_data_tables WHERE table_id = ? ORDER BY schema_version',
    table.id,
  );
  return inlinedTables.map(({ table_name: name, schema_version: version }) =>
    readRun(database, table, String(name), Number(version), snapshot),
  );
}

function readRun(
  database: CatalogDatabase,
  table: TableEntry,
  inlinedTable: string,
  schemaVersion: number,
  snapshot: number,
): StoredRun {
  const columns = inlinedColumns(database, table, schemaVersion);
  const names = columns.map((column) => `, "${column.name.replaceAll('"', '""')}"`).join('');
  const rows = database.arrays(
    `SELECT row_id, begin_snapshot${names} FROM "${inlinedTable}" WHERE ${AT} ORDER BY rowid`,
    snapshot,
    snapshot,
  );
  const run = new RowRun(columns);
  const begins: number[] = [];
  for (const row of rows) {
    run.setRowId(
      run.append(
        columns.map((column, i) =>
          fromInlined(row[i + 2] as CatalogValue, column.type, `${table.name}.${column.name}`),
        ),
      ),
      Number(row[0]),
    );
    begins.push(Number(row[1]));
  }
  return { inlinedTable, run, begins };
}

/** The columns that an inlined table was made with. */
export function inlinedColumns(
  database: CatalogDatabase,
  table: TableEntry,
  schemaVersion: number,
): readonly ColumnEntry[] {
  if (schemaVersion === table.schemaVersion) return table.columns;
  const version = database.one(
    'SELECT begin_snapshot FROM ducklake_schema_versions WHERE table_id = ? AND schema_version = ?',
    table.id,
    schemaVersion,
  );
  return version === null
    ? table.columns
    : readColumnsAt(database, Number(version['begin_snapshot']), table.id, table.name);
}

export function inlinedDeleteTable(table: number): string {
  return `ducklake_inlined_delete_${table}`;
}

/** Finds the deletions of one data file, or of one of its rows. */
export function indexInlinedDeletes(database: CatalogDatabase, name: string): void {
  database.script(`CREATE INDEX IF NOT EXISTS "gobi_row_of_${name}" ON "${name}"(file_id, row_id)`);
}

export function hasTable(database: CatalogDatabase, name: string): boolean {
  const sql = `SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`;
  return database.ofTables(`table ${name}`, () => database.one(sql, name) !== null);
}
