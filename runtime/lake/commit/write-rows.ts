import { assertNever } from '../../../compiler/source/assert-never.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { TableEntry } from '../../catalog/catalog-state.ts';
import { shownName } from '../../catalog/shown-name.ts';
import type { CatalogDatabase } from '../database.ts';
import { hasTable, indexInlinedDeletes, inlinedDeleteTable } from '../rows/read-version.ts';
import { toInlined } from '../text/inlined-value.ts';
import type { ChangeVerb } from './changes-made.ts';
import type {
  DeleteWay,
  FileDeletes,
  InlinedRows,
  StagedDeleteFile,
  StagedFile,
  TableWrites,
  WrittenTable,
} from './commit-request.ts';
import { inlinedTableOf } from './inlined-tables.ts';
import type { CommitPlace } from './write-catalog.ts';
import { insertRow } from './write-code.ts';
import { widenTableStats, writeFileStats } from './write-stats.ts';

export function isInsert({ files, inlined }: TableWrites): boolean {
  return files.length > 0 || inlined !== null;
}

/** What writing rows needs of its surroundings. */
export interface RowTools {
  readonly nextFileId: () => number;
  /** Puts a data file's delete file and more positions into a new one, and takes the old one out of the catalog; the new one counts from `begin`. */
  readonly mergeDeletes: MergeDeletes;
}

export type MergeDeletes = (
  dataFile: number,
  positions: readonly number[],
  way: Extract<DeleteWay, { kind: 'merge' }>,
  snapshot: number,
) => { readonly file: StagedDeleteFile; readonly begin: number };

/** Registers a table's new and deleted rows; gives what the snapshot says of them and the ids they got. */
export function writeRows(
  database: CatalogDatabase,
  writes: TableWrites,
  place: CommitPlace,
  tools: RowTools,
): { readonly verbs: readonly ChangeVerb[]; readonly written: WrittenTable } {
  const { table, files, inlined, fileDeletes, inlinedDeletes } = writes;
  const id = place.id(table.id);
  const verbs = new Set<ChangeVerb>();
  for (const deletes of fileDeletes) verbs.add(deleteFromFile(database, table, deletes, place, tools));
  for (const { inlinedTable, rows } of inlinedDeletes) {
    for (const { rowId, begin } of rows) {
      const ended = database.run(
        `UPDATE "${inlinedTable}" SET end_snapshot = ? WHERE row_id = ? AND begin_snapshot = ? AND end_snapshot IS NULL`,
        place.snapshot,
        rowId,
        begin,
      );
      if (ended !== 1)
        throw gobiError('SerializationConflict', {
          table: shownName(table),
          reason: 'a row was deleted or updated twice',
        });
    }
    verbs.add('inlined_delete');
  }
  if (!isInsert(writes)) return { verbs: [...verbs], written: { files: [], inlinedTable: null, rowIds: [] } };

  const stats = database.one(
    'SELECT record_count, next_row_id, file_size_bytes FROM ducklake_table_stats WHERE table_id = ?',
    id,
  );
  let nextRowId = Number(stats?.['next_row_id'] ?? 0);
  const registered = files.map((file) => {
    const added = { id: tools.nextFileId(), firstRowId: nextRowId };
    insertFile(database, id, file, added, place.snapshot);
    nextRowId += file.rows;
    verbs.add('inserted_into_table');
    return added;
  });
  let inlinedTable: string | null = null;
  const rowIds: number[] = [];
  if (inlined !== null) {
    for (const rowId of inlined.rowIds) rowIds.push(rowId ?? nextRowId++);
    inlinedTable = insertInlined(database, table, inlined, rowIds, place);
    verbs.add('inlined_insert');
  }
  const rows = files.reduce((sum, file) => sum + file.rows, 0) + rowIds.length;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (stats === null)
    insertRow(database, 'ducklake_table_stats', {
      table_id: id,
      record_count: rows,
      next_row_id: nextRowId,
      file_size_bytes: bytes,
    });
  else
    database.run(
      'UPDATE ducklake_table_stats SET record_count = record_count + ?, next_row_id = ?, file_size_bytes = file_size_bytes + ? WHERE table_id = ?',
      rows,
      nextRowId,
      bytes,
      id,
    );
  for (const { columns } of inlined === null ? files : [...files, inlined])
    widenTableStats(database, id, shownName(table), columns);
  return { verbs: [...verbs], written: { files: registered, inlinedTable, rowIds } };
}

function insertFile(
  database: CatalogDatabase,
  table: number,
  file: StagedFile,
  { id, firstRowId }: { id: number; firstRowId: number },
  snapshot: number,
): void {
  database.run(
    `INSERT INTO ducklake_data_file(data_file_id, table_id, begin_snapshot, path, path_is_relative, file_format, record_count, file_size_bytes, footer_size, row_id_start) VALUES (?, ?, ?, ?, 1, 'parquet', ?, ?, ?, ?)`,
    id,
    table,
    snapshot,
    file.path,
    file.rows,
    file.bytes,
    file.footerBytes,
    firstRowId,
  );
  writeFileStats(database, table, id, file.columns);
}

function insertInlined(
  database: CatalogDatabase,
  table: TableEntry,
  { rows }: InlinedRows,
  rowIds: readonly number[],
  place: CommitPlace,
): string {
  const name = inlinedTableOf(database, place.id(table.id))!;
  const values = table.columns.map(() => ', ?').join('');
  const columns = table.columns.map((column) => `, "${column.name.replaceAll('"', '""')}"`).join('');
  const sql = `INSERT INTO "${name}"(row_id, begin_snapshot${columns}) VALUES (?, ?${values})`;
  rows.forEach((row, i) => {
    const stored = table.columns.map(({ type, storageType }, column) => toInlined(row[column]!, type, storageType));
    database.run(sql, rowIds[i]!, place.snapshot, ...stored);
  });
  return name;
}

function deleteFromFile(
  database: CatalogDatabase,
  table: TableEntry,
  { dataFile, positions, way }: FileDeletes,
  place: CommitPlace,
  tools: RowTools,
): ChangeVerb {
  const { snapshot } = place;
  switch (way.kind) {
    case 'whole':
      for (const rows of ['ducklake_data_file', 'ducklake_delete_file'])
        database.run(
          `UPDATE ${rows} SET end_snapshot = ? WHERE data_file_id = ? AND end_snapshot IS NULL`,
          snapshot,
          dataFile,
        );
      return 'deleted_from_table';
    case 'inlined': {
      const name = inlinedDeleteTable(table.id);
      if (!hasTable(database, name)) {
        database.script(`CREATE TABLE ${name}(file_id BIGINT, row_id BIGINT, begin_snapshot BIGINT)`);
        indexInlinedDeletes(database, name);
      }
      const sql = `INSERT INTO ${name}(file_id, row_id, begin_snapshot) VALUES (?, ?, ?)`;
      for (const position of positions) database.run(sql, dataFile, position, snapshot);
      return 'inlined_delete';
    }
    case 'file':
      insertDeleteFile(database, table, dataFile, way.file, snapshot, null, tools);
      return 'deleted_from_table';
    case 'merge': {
      const { file, begin } = tools.mergeDeletes(dataFile, positions, way, snapshot);
      insertDeleteFile(database, table, dataFile, file, begin, snapshot, tools);
      return 'deleted_from_table';
    }
    default:
      return assertNever(way);
  }
}

function insertDeleteFile(
  database: CatalogDatabase,
  table: TableEntry,
  dataFile: number,
  file: StagedDeleteFile,
  begin: number,
  partialMax: number | null,
  tools: RowTools,
): void {
  insertRow(database, 'ducklake_delete_file', {
    delete_file_id: tools.nextFileId(),
    table_id: table.id,
    begin_snapshot: begin,
    data_file_id: dataFile,
    path: file.path,
    path_is_relative: 1,
    format: 'parquet',
    delete_count: file.rows,
    file_size_bytes: file.bytes,
    footer_size: file.footerBytes,
    partial_max: partialMax,
  });
}
