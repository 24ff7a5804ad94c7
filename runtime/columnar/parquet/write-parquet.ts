import type { Field } from '../../../compiler/contract/data-type.ts';
import { concat } from '../concat.ts';
import { compactTable } from '../gather-table.ts';
import type { Column } from '../column.ts';
import type { Segment, Table } from '../table.ts';
import { SEGMENT_ROWS } from '../table.ts';
import type { Value } from '../value.ts';
import { compareValues } from './compare-bounds.ts';
import type { EncodedChunk } from './encode/column-chunk.ts';
import { encodeChunk } from './encode/column-chunk.ts';
import type { ParquetCompression } from './encode/compress-page.ts';
import type { Leaf } from './encode/schema-elements.ts';
import { schemaElements } from './encode/schema-elements.ts';
import { leafSlots } from './encode/slots.ts';
import { i16, i32, i64, list, nested, structOf, T, text } from './encode/thrift-struct.ts';
import type { FieldIds } from './field-ids.ts';
import type { LeafStats } from './leaf-stats.ts';
import type { ThriftStruct } from './thrift.ts';
import { writeThrift } from './thrift.ts';

export type { FieldIds } from './field-ids.ts';
export type { ParquetCompression } from './encode/compress-page.ts';

export interface ParquetWriteOptions {
  /** Field ids, one for each column of the table. */
  readonly fieldIds?: readonly FieldIds[];
  /** Default `zstd`. */
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

/** The table as a Parquet file; deleted rows are left out. A row group has at most `SEGMENT_ROWS` rows, or those of one segment. */
export function parquetBytes(table: Table, options: ParquetWriteOptions = {}): Uint8Array {
  return writeParquet(table, options).bytes;
}

/** As `parquetBytes`, with what a catalog keeps. Throws `ConversionError` for intervals that Parquet cannot hold, `Unsupported` for secrets. */
export function writeParquet(table: Table, options: ParquetWriteOptions = {}): WrittenParquet {
  const { fields, segments, rowCount } = compactTable(table);
  const { elements, leaves } = schemaElements(fields, options.fieldIds ?? null);
  const parts: Uint8Array[] = [MARK];
  const groups: ThriftStruct[] = [];
  const chunks: EncodedChunk[][] = leaves.map(() => []);
  let at = MARK.length;
  for (const { columns, length } of rowGroups(fields, segments)) {
    const start = at;
    const encoded = encodeGroup(fields, columns, leaves, options.compression ?? 'zstd');
    const metas = encoded.map((chunk, leaf) => {
      const meta = chunk.meta(at);
      parts.push(chunk.bytes);
      at += chunk.bytes.length;
      chunks[leaf]!.push(chunk);
      return structOf([
        [2, i64(0)],
        [3, nested(meta)],
      ]);
    });
    const uncompressed = encoded.reduce((sum, chunk) => sum + chunk.uncompressed, 0);
    groups.push(
      structOf([
        [1, list(T.struct, metas)],
        [2, i64(uncompressed)],
        [3, i64(length)],
        [5, i64(start)],
        [6, i64(at - start)],
        [7, i16(groups.length)],
      ]),
    );
  }
  const orders = leaves.map(() => structOf([[1, nested(structOf([]))]]));
  const footer = writeThrift(
    structOf([
      [1, i32(1)],
      [2, list(T.struct, elements)],
      [3, i64(rowCount)],
      [4, list(T.struct, groups)],
      [6, text('gobi')],
      [7, list(T.struct, orders)],
    ]),
  );
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, footer.length, true);
  return {
    bytes: joined([...parts, footer, length, MARK]),
    footerBytes: footer.length,
    rowCount,
    columns: leaves.map((leaf, i) => statsOf(leaf, chunks[i]!)),
  };
}

const MARK = Uint8Array.of(0x50, 0x41, 0x52, 0x31);

interface Group {
  readonly columns: readonly Column[];
  readonly length: number;
}

/** Segments that are small are joined. */
function* rowGroups(fields: readonly Field[], segments: readonly Segment[]): Generator<Group, void> {
  let open: Segment[] = [];
  let rows = 0;
  const joinedGroup = (): Group => ({
    length: rows,
    columns: fields.map((_, i) => concat(open.map((segment) => segment.columns[i]!))),
  });
  for (const segment of segments) {
    if (segment.length === 0) continue;
    if (rows > 0 && rows + segment.length > SEGMENT_ROWS) {
      yield joinedGroup();
      open = [];
      rows = 0;
    }
    open.push(segment);
    rows += segment.length;
  }
  if (rows > 0) yield joinedGroup();
}

function encodeGroup(
  fields: readonly Field[],
  columns: readonly Column[],
  leaves: readonly Leaf[],
  compression: ParquetCompression,
): EncodedChunk[] {
  const slots = fields.flatMap(({ type, nullable }, i) => leafSlots(columns[i]!, type, nullable));
  return leaves.map((leaf, i) => encodeChunk(leaf, slots[i]!, compression));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function statsOf({ type, fieldId }: Leaf, chunks: readonly EncodedChunk[]): LeafStats {
  let min: Value = null;
  let max: Value = null;
  for (const { bounds } of chunks) {
    if (bounds.min !== null && (min === null || compareValues(bounds.min, min) < 0)) min = bounds.min;
    if (bounds.max !== null && (max === null || compareValues(bounds.max, max) > 0)) max = bounds.max;
  }
  const sum = (of: (chunk: EncodedChunk) => number): number => chunks.reduce((total, chunk) => total + of(chunk), 0);
  const hasNaN = type.kind === 'float' ? chunks.some(({ bounds }) => bounds.hasNaN) : null;
  return {
    fieldId,
    type,
    bytes: sum(({ bytes }) => bytes.length),
    values: sum(({ values }) => values),
    nulls: sum(({ nulls }) => nulls),
    min,
    max,
    hasNaN,
  };
}
