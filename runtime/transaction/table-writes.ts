import type { CatalogState, TableEntry } from '../catalog/catalog-state.ts';
import { isTemporary } from '../catalog/temporary.ts';
import { fitParquet } from '../columnar/arrow/parquet-intervals.ts';
import type { Column } from '../columnar/column.ts';
import { compactTable } from '../columnar/gather-table.ts';
import type { Table } from '../columnar/table.ts';
import { deleteFile } from '../lake/commit/delete-file.ts';
import type {
  DeleteWay,
  FileDeletes,
  InlinedDeletes,
  InlinedRows,
  TableWrites,
} from '../lake/commit/commit-request.ts';
import type { Lake } from '../lake/lake.ts';
import type { FileSource } from '../lake/rows/file-source.ts';
import { scanSources } from '../lake/rows/scan-rows.ts';
import type { VersionSource } from '../lake/rows/table-version.ts';
import { canInline } from '../lake/text/inlined-value.ts';
import { inlinedStats } from './inlined-stats.ts';
import type { StagedTable } from './row-stage.ts';
import type { StagedFiles } from './staged-files.ts';
import type { TableOverlay } from './table-overlay.ts';
import { writeDataFiles } from './write-data-files.ts';

/** What the catalog must take down for each table with new or deleted rows; large ones are written to files. Tables dropped since are left out. */
export function tableWrites(
  lake: Lake,
  state: CatalogState,
  tables: ReadonlyMap<number, StagedTable>,
  files: StagedFiles,
): TableWrites[] {
  const all: TableWrites[] = [];
  for (const [id, { overlay }] of tables) {
    const table = state.tables.get(id);
    if (table === undefined || !overlay.changed || isTemporary(table.id)) continue;
    const writes = {
      ...newRows(lake, state, table, overlay, files),
      ...deletedRows(lake, state, table, overlay, files),
    };
    if (writes.files.length + writes.fileDeletes.length + writes.inlinedDeletes.length > 0 || writes.inlined !== null)
      all.push({ table, ...writes });
  }
  return all;
}

function newRows(
  lake: Lake,
  state: CatalogState,
  table: TableEntry,
  overlay: TableOverlay,
  files: StagedFiles,
): Pick<TableWrites, 'files' | 'inlined' | 'stagedKeys'> {
  const count = overlay.liveRows;
  if (count === 0) return { files: [], inlined: null, stagedKeys: [] };
  const inlined = () => ({
    files: [],
    inlined: inlinedRows(table, overlay, overlay.livePositions()),
    stagedKeys: [],
  });
  const mayInline = table.columns.every((column) => canInline(column.type));
  if (count <= lake.inlineRows && mayInline) return inlined();
  const rows = compactTable(scanSources(table, overlay.ownSources(), null));
  if (mayInline && !rows.segments.every(({ columns }) => columns.every(hasPlaceInFiles))) return inlined();
  const rowIds = overlay.hasMovedRows ? overlay.livePositions().map((position) => overlay.rowId(position)) : null;
  return {
    files: writeDataFiles(state, table, rows, rowIds, files),
    inlined: null,
    stagedKeys: table.keys.map((key) => keyColumns(rows, key.columns)),
  };
}

/** Intervals that Parquet does not have stay in the catalog, however many rows they come with. */
function hasPlaceInFiles(column: Column): boolean {
  return column.layout !== 'interval' || fitParquet(column);
}

function inlinedRows(table: TableEntry, overlay: TableOverlay, live: readonly number[]): InlinedRows {
  const rows = live.map((position) => table.columns.map((column) => overlay.value(position, column)));
  return {
    rows,
    rowIds: live.map((position) => overlay.rowId(position)),
    columns: table.columns.map((column, i) => inlinedStats(column, i, rows)),
  };
}

function keyColumns(rows: Table, columns: readonly number[]): Table {
  return {
    fields: columns.map((column) => rows.fields[column]!),
    segments: rows.segments.map((segment) => ({
      ...segment,
      columns: columns.map((column) => segment.columns[column]!),
    })),
    rowCount: rows.rowCount,
  };
}

function deletedRows(
  lake: Lake,
  state: CatalogState,
  table: TableEntry,
  overlay: TableOverlay,
  files: StagedFiles,
): Pick<TableWrites, 'fileDeletes' | 'inlinedDeletes'> {
  const fileDeletes: FileDeletes[] = [];
  const inlinedDeletes: InlinedDeletes[] = [];
  const touched = overlay
    .baseSources()
    .map((source, i) => ({ source, rows: newlyDeleted(overlay.base.sources[i]!, source) }))
    .filter(({ rows }) => rows.length > 0);
  const inline = touched.reduce((sum, { rows }) => sum + rows.length, 0) <= lake.inlineRows;
  const store = lake.store(table.id);
  for (const { source, rows } of touched) {
    const inlined = store.inlinedAt(source.slot);
    if (inlined !== null) {
      inlinedDeletes.push({
        inlinedTable: inlined.inlinedTable,
        rows: rows.map((row) => ({ rowId: inlined.run.rowId(row)!, begin: inlined.begins[row]! })),
      });
      continue;
    }
    const { file } = source.source as FileSource;
    fileDeletes.push({
      dataFile: file.id,
      positions: rows,
      way: wayOf(lake, state, table, source, rows, inline, files),
    });
  }
  return { fileDeletes, inlinedDeletes };
}

function wayOf(
  lake: Lake,
  state: CatalogState,
  table: TableEntry,
  source: VersionSource,
  rows: readonly number[],
  inline: boolean,
  files: StagedFiles,
): DeleteWay {
  const { path } = (source.source as FileSource).file;
  if (source.deletedCount === source.rows) return { kind: 'whole' };
  if (inline) return { kind: 'inlined' };
  if (source.hasDeleteFile) return { kind: 'merge', dataPath: path, folder: lake.tableFolder(state, table) };
  const { bytes, footerBytes } = deleteFile(path, rows, null);
  return {
    kind: 'file',
    file: { ...files.write(state, table, '-delete.parquet', bytes), footerBytes, rows: rows.length },
  };
}

function newlyDeleted(before: VersionSource, after: VersionSource): number[] {
  return before.deletedCount === after.deletedCount ? [] : setRows(after.deleted!, before.deleted);
}

/** The rows whose bits are set in `bits` and not in `others`, ascending. */
function setRows(bits: Uint8Array, others: Uint8Array | null): number[] {
  const rows: number[] = [];
  for (let i = 0; i < bits.length; i++) {
    const set = bits[i]! & ~(others?.[i] ?? 0);
    if (set !== 0) for (let bit = 0; bit < 8; bit++) if (((set >> bit) & 1) === 1) rows.push(i * 8 + bit);
  }
  return rows;
}
