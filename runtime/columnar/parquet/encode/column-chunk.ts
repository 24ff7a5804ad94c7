import { columnFromValues } from '../../builders/column-builder.ts';
import { slice } from '../../slice.ts';
import { take } from '../../take.ts';
import type { Column } from '../../column.ts';
import type { Value } from '../../value.ts';
import type { ThriftField, ThriftStruct } from '../thrift.ts';
import { writeThrift } from '../thrift.ts';
import { ByteSink } from './byte-sink.ts';
import type { ParquetCompression } from './compress-page.ts';
import { CODECS, compressPage } from './compress-page.ts';
import type { ExactBounds } from './exact-bounds.ts';
import { exactBounds } from './exact-bounds.ts';
import { bitWidth, writeHybrid, writeRun } from './hybrid.ts';
import { plainValues } from './plain-values.ts';
import type { Leaf } from './schema-elements.ts';
import { Physical } from './schema-elements.ts';
import type { LeafSlots } from './slots.ts';
import { binary, i32, i64, list, nested, structOf, T } from './thrift-struct.ts';
import type { ValueDictionary } from './value-dictionary.ts';
import { valueDictionary } from './value-dictionary.ts';

/** The pages of one leaf column in one row group, and what the footer says of them. */
export interface EncodedChunk {
  readonly bytes: Uint8Array;
  readonly uncompressed: number;
  /** The chunk's meta data when its pages begin at `start` of the file. */
  readonly meta: (start: number) => ThriftStruct;
  readonly values: number;
  readonly nulls: number;
  readonly bounds: ExactBounds;
}

const DATA_PAGE = 0;
const DICTIONARY_PAGE = 2;
const PLAIN = 0;
const RLE = 3;
const RLE_DICTIONARY = 8;

/** Places of a page, but for those of one row, which stay together. */
const PAGE_SLOTS = 1 << 20;
/** Bytes of text in a page. */
const PAGE_BYTES = 8 << 20;

/** Encodes a leaf column of a row group. Throws `ConversionError` for intervals that Parquet cannot hold. */
export function encodeChunk(leaf: Leaf, slots: LeafSlots, compression: ParquetCompression): EncodedChunk {
  const column = presentValues(slots);
  const found = valueDictionary(column);
  const entries = found === null ? null : take(column, found.rows);
  const dictionary = found !== null && entries !== null && dictionaryPays(column, leaf, found) ? found : null;
  const sink = new ByteSink(4096);
  let uncompressed = 0;
  const page = (header: readonly (readonly [number, ThriftField | null])[], type: number, bytes: Uint8Array): void => {
    const compressed = compressPage(bytes, compression);
    const head = writeThrift(
      structOf([[1, i32(type)], [2, i32(bytes.length)], [3, i32(compressed.length)], ...header]),
    );
    sink.append(head);
    sink.append(compressed);
    uncompressed += head.length + bytes.length;
  };
  if (dictionary !== null)
    page(
      [
        [
          7,
          nested(
            structOf([
              [1, i32(dictionary.rows.length)],
              [2, i32(PLAIN)],
            ]),
          ),
        ],
      ],
      DICTIONARY_PAGE,
      plainValues(entries!, leaf),
    );
  const dictionaryBytes = sink.length;
  for (const { start, end, from, until } of pageRanges(slots, leaf, column)) {
    const bytes = dataPage(leaf, slots, column, dictionary, start, end, from, until);
    page(
      [
        [
          5,
          nested(
            structOf([
              [1, i32(end - start)],
              [2, i32(dictionary === null ? PLAIN : RLE_DICTIONARY)],
              [3, i32(RLE)],
              [4, i32(RLE)],
            ]),
          ),
        ],
      ],
      DATA_PAGE,
      bytes,
    );
  }
  const bounds = exactBounds(entries ?? column);
  const nulls = slots.count - column.length;
  const encodings = dictionary === null ? [PLAIN, RLE] : [PLAIN, RLE, RLE_DICTIONARY];
  const bytes = sink.bytes();
  return {
    bytes,
    uncompressed,
    values: column.length,
    nulls,
    bounds,
    meta: (start) =>
      structOf([
        [1, i32(leaf.physical)],
        [2, list(T.i32, encodings)],
        [
          3,
          list(
            T.binary,
            leaf.path.map((part) => Buffer.from(part)),
          ),
        ],
        [4, i32(CODECS[compression])],
        [5, i64(slots.count)],
        [6, i64(uncompressed)],
        [7, i64(bytes.length)],
        [9, i64(start + dictionaryBytes)],
        [11, dictionary === null ? null : i64(start)],
        [12, nested(statistics(leaf, nulls, bounds))],
      ]),
  };
}

/** The values that are there, one after the other. */
function presentValues({ column, rows }: LeafSlots): Column {
  if (rows === null) return column;
  return take(
    column,
    rows.filter((row) => row >= 0),
  );
}

/** Whether codes and entries take less than the values themselves. */
function dictionaryPays(column: Column, leaf: Leaf, { rows }: ValueDictionary): boolean {
  const size =
    leaf.physical === Physical.byteArray
      ? 8
      : leaf.physical === Physical.fixed
        ? leaf.width
        : leaf.physical === Physical.int32 || leaf.physical === Physical.float
          ? 4
          : 8;
  return rows.length * size + (column.length * bitWidth(rows.length - 1)) / 8 < column.length * size;
}

interface PageRange {
  /** Slots of the page. */
  readonly start: number;
  readonly end: number;
  /** Values of the page. */
  readonly from: number;
  readonly until: number;
}

function* pageRanges({ count, repetitions, rows }: LeafSlots, leaf: Leaf, column: Column): Generator<PageRange, void> {
  if (count === 0) return yield { start: 0, end: 0, from: 0, until: 0 };
  const offsets = leaf.physical === Physical.byteArray && column.layout === 'utf8' ? column.offsets : null;
  if (count <= PAGE_SLOTS && (offsets === null || offsets[column.length]! - offsets[0]! <= PAGE_BYTES))
    return yield { start: 0, end: count, from: 0, until: column.length };
  let start = 0;
  let from = 0;
  let value = 0;
  for (let slot = 0; slot < count; slot++) {
    const full = slot - start >= PAGE_SLOTS || (offsets !== null && offsets[value]! - offsets[from]! >= PAGE_BYTES);
    if (full && (repetitions === null || repetitions[slot] === 0)) {
      yield { start, end: slot, from, until: value };
      start = slot;
      from = value;
    }
    if (rows === null || rows[slot]! >= 0) value++;
  }
  yield { start, end: count, from, until: value };
}

function dataPage(
  leaf: Leaf,
  slots: LeafSlots,
  column: Column,
  dictionary: ValueDictionary | null,
  start: number,
  end: number,
  from: number,
  until: number,
): Uint8Array {
  const sink = new ByteSink(1024);
  if (leaf.maxRepetition > 0) writeLevels(sink, slots.repetitions, 0, start, end, leaf.maxRepetition);
  if (leaf.maxDefinition > 0) writeLevels(sink, slots.definitions, leaf.maxDefinition, start, end, leaf.maxDefinition);
  if (dictionary === null) sink.append(plainValues(slice(column, from, until), leaf));
  else {
    const width = bitWidth(dictionary.rows.length - 1);
    sink.byte(width);
    writeHybrid(sink, dictionary.codes, from, until, width);
  }
  return sink.bytes();
}

/** Writes levels and their length before them; no levels: all are `level`. */
function writeLevels(
  sink: ByteSink,
  levels: Uint8Array | null,
  level: number,
  start: number,
  end: number,
  max: number,
): void {
  const own = new ByteSink(64);
  if (levels !== null) writeHybrid(own, levels, start, end, bitWidth(max));
  else if (end > start) writeRun(own, level, end - start, bitWidth(max));
  sink.word(own.length);
  sink.append(own.bytes());
}

/** Longer texts are left out of the footer's bounds. */
const LONGEST_BOUND = 256;

function statistics(leaf: Leaf, nulls: number, { min, max, hasNaN }: ExactBounds): ThriftStruct {
  const known = min !== null && max !== null && !hasNaN && leaf.type.kind !== 'uuid';
  const low = known ? boundBytes(leaf, min === 0 ? -0 : min) : null;
  const high = known ? boundBytes(leaf, max === 0 ? 0 : max) : null;
  return structOf([
    [3, i64(nulls)],
    [5, high === null || low === null ? null : binary(high)],
    [6, high === null || low === null ? null : binary(low)],
  ]);
}

function boundBytes(leaf: Leaf, value: Value): Uint8Array | null {
  const bytes = plainValues(columnFromValues(leaf.type, [value]), leaf);
  if (leaf.physical !== Physical.byteArray) return bytes;
  return bytes.length > LONGEST_BOUND ? null : bytes.subarray(4);
}
