import type { ArrowForm } from '../arrow/arrow-schema.ts';
import { toIpc } from '../arrow/to-ipc.ts';
import { compactTable } from '../gather-table.ts';
import type { Segment, Table } from '../table.ts';
import { SEGMENT_ROWS } from '../table.ts';
import { tableOf } from '../table-from-rows.ts';
import type { LeafStats } from './leaf-stats.ts';
import { leafStats } from './leaf-stats.ts';
import { markLeafTypes } from './mark-leaf-types.ts';
import type { ParquetLibrary } from './parquet-library.ts';
import { parquetLibrary } from './parquet-library.ts';
import { stitchFiles } from './stitch-files.ts';

export type ParquetCompression = 'none' | 'snappy' | 'zstd';

/** The field id of a column, and of its parts: struct fields, a list's element, a map's key and value. */
export interface FieldIds {
  readonly id: number;
  readonly parts: readonly FieldIds[];
}

export interface ParquetWriteOptions {
  /** Field ids, one for each column of the table. */
  readonly fieldIds?: readonly FieldIds[];
  /** Default `snappy`. */
  readonly compression?: ParquetCompression;
}

/** A written file and what a catalog keeps of it. */
export interface WrittenParquet {
  readonly bytes: Uint8Array;
  /** Bytes of the footer, without its length and the closing mark. */
  readonly footerBytes: number;
  readonly rowCount: number;
  /** Of each leaf column, in the order of the schema. */
  readonly columns: readonly LeafStats[];
}

/** Rows that are encoded at a time: what bounds the encoder's memory. */
const ROWS_AT_A_TIME = 8 * SEGMENT_ROWS;

/** The table as a Parquet file; deleted rows are left out. A row group has at most `SEGMENT_ROWS` rows. */
export function parquetBytes(table: Table, options: ParquetWriteOptions = {}): Uint8Array {
  return writeParquet(table, options).bytes;
}

/** As `parquetBytes`, with what a catalog keeps. Throws `ConversionError` for intervals that Parquet cannot hold. */
export function writeParquet(table: Table, options: ParquetWriteOptions = {}): WrittenParquet {
  const live = compactTable(table);
  const library = parquetLibrary();
  const form: ArrowForm = { target: 'parquet', metadata: (path) => fieldIdMetadata(options.fieldIds, path) };
  const files = chunksOf(live).map((chunk) => encode(library, chunk, form, options.compression ?? 'snappy'));
  const { bytes, footer } = stitchFiles(files, (raw) => markLeafTypes(raw, live.fields));
  return {
    bytes,
    footerBytes: footer.length,
    rowCount: live.rowCount,
    columns: leafStats(live, footer, options.fieldIds ?? null),
  };
}

function fieldIdMetadata(
  fieldIds: readonly FieldIds[] | undefined,
  path: readonly number[],
): ReadonlyMap<string, string> {
  let level = fieldIds;
  let found: FieldIds | undefined;
  for (const position of path) {
    found = level?.[position];
    level = found?.parts;
  }
  return found === undefined ? new Map() : new Map([['PARQUET:field_id', String(found.id)]]);
}

/** The table in parts of bounded size; one part without rows when there are none. */
function chunksOf(table: Table): Table[] {
  const chunks: Segment[][] = [[]];
  let rows = 0;
  for (const segment of table.segments) {
    if (rows > 0 && rows + segment.length > ROWS_AT_A_TIME) {
      chunks.push([]);
      rows = 0;
    }
    chunks.at(-1)!.push(segment);
    rows += segment.length;
  }
  return chunks.map((segments) => tableOf(table.fields, segments));
}

function encode(library: ParquetLibrary, table: Table, form: ArrowForm, compression: ParquetCompression): Uint8Array {
  const { Compression, EnabledStatistics, WriterPropertiesBuilder } = library;
  const codec = { none: Compression.UNCOMPRESSED, snappy: Compression.SNAPPY, zstd: Compression.ZSTD }[compression];
  const properties = new WriterPropertiesBuilder()
    .setCompression(codec)
    .setMaxRowGroupSize(SEGMENT_ROWS)
    .setStatisticsEnabled(EnabledStatistics.Chunk)
    .setCreatedBy('gobi')
    .build();
  return library.writeParquet(library.Table.fromIPCStream(toIpc(table, { form })), properties);
}
