import { INT, STRING } from '../../compiler/contract/data-type.ts';
import type { CatalogState, ColumnPart, TableEntry } from '../catalog/catalog-state.ts';
import { columnFromValues } from '../columnar/builders/column-builder.ts';
import type { FieldIds, WrittenParquet } from '../columnar/parquet/write-parquet.ts';
import { writeParquet } from '../columnar/parquet/write-parquet.ts';
import { segmentOf, tableOf } from '../columnar/table-from-rows.ts';
import type { Segment, Table } from '../columnar/table.ts';
import { SEGMENT_ROWS } from '../columnar/table.ts';
import { compactSegment } from '../columnar/gather-table.ts';
import type { StagedColumnStats, StagedFile } from '../lake/commit/commit-request.ts';
import { ROW_ID_FIELD } from '../lake/parquet-data.ts';
import { shortBounds } from '../lake/commit/short-bounds.ts';
import type { StagedFiles } from './staged-files.ts';

/** Rows of one data file at most: they are encoded in memory. */
const FILE_ROWS = 16 * SEGMENT_ROWS;

/**
 * Writes new rows to data files of a table. Rows that continue others carry their row ids and have files of their own; the ids of really new rows
 * follow from where the commit places their file. `rowIds`: one for each row, `null` for new ones; `null` when all are new.
 */
export function writeDataFiles(
  state: CatalogState,
  table: TableEntry,
  rows: Table,
  rowIds: readonly (number | null)[] | null,
  files: StagedFiles,
): StagedFile[] {
  const fresh: Segment[] = [];
  const moved: Segment[] = [];
  let first = 0;
  for (const segment of rows.segments) {
    const ids = rowIds?.slice(first, first + segment.length) ?? [];
    first += segment.length;
    if (ids.every((id) => id === null)) {
      fresh.push(segment);
      continue;
    }
    fresh.push(only(segment, (row) => ids[row] === null));
    moved.push(
      only({ ...segment, columns: [...segment.columns, columnFromValues(INT, ids)] }, (row) => ids[row] !== null),
    );
  }
  const fieldIds = table.columns.map(fieldIdsOf);
  const write = (parts: readonly Segment[], fields: Table['fields'], ids: readonly FieldIds[]): StagedFile[] =>
    inFiles(parts.filter((segment) => segment.length > 0)).map((segments) => {
      const written = writeParquet(asStored(tableOf(fields, segments)), { fieldIds: ids });
      const { path, bytes } = files.write(state, table, '.parquet', written.bytes);
      return {
        path,
        bytes,
        rows: written.rowCount,
        footerBytes: written.footerBytes,
        columns: statsOf(written, table),
        segments: segments.map(({ length, columns }) => segmentOf(columns.slice(0, table.columns.length), length)),
      };
    });
  const rowIdField = { name: '_ducklake_internal_row_id', type: INT, nullable: false };
  return [
    ...write(fresh, rows.fields, fieldIds),
    ...write(moved, [...rows.fields, rowIdField], [...fieldIds, { id: ROW_ID_FIELD, parts: [] }]),
  ];
}

function only(segment: Segment, wanted: (row: number) => boolean): Segment {
  const deleted = new Uint8Array((segment.length + 7) >> 3);
  let deletedCount = 0;
  for (let row = 0; row < segment.length; row++) {
    if (wanted(row)) continue;
    deleted[row >> 3]! |= 1 << (row & 7);
    deletedCount++;
  }
  return compactSegment({ ...segment, deleted, deletedCount });
}

function inFiles(segments: readonly Segment[]): Segment[][] {
  const files: Segment[][] = [];
  let rows = FILE_ROWS;
  for (const segment of segments) {
    if (rows + segment.length > FILE_ROWS) {
      files.push([]);
      rows = 0;
    }
    files.at(-1)!.push(segment);
    rows += segment.length;
  }
  return files;
}

export function fieldIdsOf({ fieldId, parts }: Pick<ColumnPart, 'fieldId' | 'parts'>): FieldIds {
  return { id: fieldId, parts: parts.map(fieldIdsOf) };
}

/** The statistics that the catalog keeps: of the table's own columns, long texts cut. Secrets have no bounds. */
function statsOf({ columns }: WrittenParquet, table: TableEntry): StagedColumnStats[] {
  const secrets = new Set(table.columns.filter(({ type }) => type.kind === 'secret').map(({ fieldId }) => fieldId));
  return columns
    .filter(({ fieldId }) => fieldId !== ROW_ID_FIELD)
    .map(({ fieldId, min, max, ...counts }) => {
      const bounds = secrets.has(fieldId!) ? { min: null, max: null } : shortBounds(min, max);
      return { ...counts, fieldId: fieldId!, ...bounds };
    });
}

/** A table whose secrets are the texts that they are sealed into: what files hold of them. */
function asStored({ fields, segments }: Table): Table {
  if (!fields.some(({ type }) => type.kind === 'secret')) return tableOf(fields, segments);
  const stored = fields.map((field) => (field.type.kind === 'secret' ? { ...field, type: STRING } : field));
  return tableOf(
    stored,
    segments.map((segment) => ({
      ...segment,
      columns: segment.columns.map((column) => (column.type.kind === 'secret' ? { ...column, type: STRING } : column)),
    })),
  );
}
