import type { Arena } from './arena.ts';
import { sharedArray } from './arena.ts';
import { dictionaryColumn, utf8Column } from './builders/string-column.ts';
import { floatColumn } from './builders/float-column.ts';
import { integerColumn } from './builders/integer-column.ts';
import { nullColumn } from './builders/null-column.ts';
import type {
  BigColumn,
  Column,
  ColumnStats,
  DictionaryColumn,
  FloatColumn,
  IntegerColumn,
  IntervalColumn,
  ListColumn,
  StructColumn,
  Utf8Column,
} from './column.ts';
import { decodeNumbers } from './layout/decode-numbers.ts';
import { sameColumnLayout } from './layout/same-layout.ts';
import { shareDictionary } from './layout/share-dictionary.ts';
import { slice } from './slice.ts';
import { bitmapBytes, isValid } from './validity.ts';
import { SEGMENT_BYTES, segmentTooLarge } from './segment-limit.ts';

/** One column of all rows of `columns`, which have one type; at least one of them. Numbers are narrowed anew. */
export function concat(columns: readonly Column[], arena?: Arena): Column {
  if (columns.length === 1) return columns[0]!;
  const parts = shareDictionary(
    sameColumnLayout(
      columns.filter((column) => column.length > 0),
      arena,
    ),
    arena,
  );
  if (parts.length <= 1) return parts[0] ?? columns[0]!;
  const { type, layout } = parts[0]!;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const validity = concatValidity(parts, length, arena);
  switch (layout) {
    case 'i8':
    case 'u8':
    case 'i16':
    case 'u16':
    case 'i32':
      return integerColumn(type, concatNumbers(parts as IntegerColumn[], length), validity, length, arena);
    case 'f64':
      return (type.kind === 'float' ? floatColumn : integerColumn)(
        type,
        concatNumbers(parts as FloatColumn[], length),
        validity,
        length,
        arena,
      );
    case 'i64':
    case 'i128':
      return {
        type,
        length,
        validity,
        stats: joinStats(parts),
        layout,
        values: concatWords(parts as BigColumn[], arena),
      };
    case 'dict':
      return dictionaryColumn(
        type,
        concatCodes(parts as DictionaryColumn[], length),
        validity,
        length,
        (parts[0] as DictionaryColumn).dictionary,
        arena,
      );
    case 'utf8': {
      const { bytes, offsets } = concatBytes(parts as Utf8Column[], length, arena);
      return utf8Column(type, bytes, offsets, validity, length);
    }
    case 'interval':
      return {
        type,
        length,
        validity,
        stats: joinStats(parts),
        layout,
        ...concatIntervals(parts as IntervalColumn[], length, arena),
      };
    case 'list':
      return {
        type,
        length,
        validity,
        stats: joinStats(parts),
        layout,
        ...concatLists(parts as ListColumn[], length, arena),
      };
    case 'struct': {
      const fields = (parts[0] as StructColumn).children;
      return {
        type,
        length,
        validity,
        stats: joinStats(parts),
        layout,
        children: fields.map((_, i) =>
          concat(
            (parts as StructColumn[]).map((part) => part.children[i]!),
            arena,
          ),
        ),
      };
    }
    case 'null':
      return nullColumn(type, length);
  }
}

function concatValidity(parts: readonly Column[], length: number, arena?: Arena): Uint8Array | null {
  if (parts.every((part) => part.validity === null)) return null;
  const validity = sharedArray('u8', bitmapBytes(length), arena);
  let at = 0;
  for (const part of parts) {
    for (let row = 0; row < part.length; row++, at++)
      if (isValid(part.validity, row)) validity[at >> 3]! |= 1 << (at & 7);
  }
  return validity;
}

/** Statistics of parts laid end to end; bounds of bigints and numbers compare as they are. */
function joinStats(parts: readonly Column[]): ColumnStats {
  let { min, max } = parts[0]!.stats;
  for (const { stats } of parts) {
    if (min === null || stats.min === null || stats.max === null || max === null)
      return { nullCount: nulls(parts), min: null, max: null, sorted: false, hasNaN: false };
    if (stats.min < min) min = stats.min;
    if (stats.max > max) max = stats.max;
  }
  return { nullCount: nulls(parts), min, max, sorted: false, hasNaN: false };
}

function nulls(parts: readonly Column[]): number {
  return parts.reduce((sum, part) => sum + part.stats.nullCount, 0);
}

function concatNumbers(parts: readonly (IntegerColumn | FloatColumn)[], length: number): Float64Array {
  const numbers = new Float64Array(length);
  let at = 0;
  for (const part of parts) {
    numbers.set(decodeNumbers(part), at);
    at += part.length;
  }
  return numbers;
}

function concatWords(parts: readonly BigColumn[], arena?: Arena): BigInt64Array {
  const words = sharedArray(
    'i64',
    parts.reduce((sum, part) => sum + part.values.length, 0),
    arena,
  );
  let at = 0;
  for (const part of parts) {
    words.set(part.values, at);
    at += part.values.length;
  }
  return words;
}

function concatCodes(parts: readonly DictionaryColumn[], length: number): Int32Array {
  const codes = new Int32Array(length);
  let at = 0;
  for (const part of parts) {
    codes.set(part.values, at);
    at += part.length;
  }
  return codes;
}

/** Offsets of parts laid end to end, and where each part's entries go. */
function concatOffsets(
  parts: readonly { readonly offsets: Int32Array; readonly length: number }[],
  length: number,
  arena?: Arena,
): { offsets: Int32Array; starts: readonly number[] } {
  const offsets = sharedArray('i32', length + 1, arena);
  const starts: number[] = [];
  let row = 0;
  let end = 0;
  for (const part of parts) {
    starts.push(end);
    const shift = end - part.offsets[0]!;
    end = part.offsets[part.length]! + shift;
    if (end > SEGMENT_BYTES) throw segmentTooLarge(end);
    for (let i = 1; i <= part.length; i++) offsets[++row] = part.offsets[i]! + shift;
  }
  return { offsets, starts };
}

function concatBytes(
  parts: readonly Utf8Column[],
  length: number,
  arena?: Arena,
): { bytes: Uint8Array; offsets: Int32Array } {
  const { offsets, starts } = concatOffsets(parts, length, arena);
  const bytes = sharedArray('u8', offsets[length]!, arena);
  parts.forEach((part, i) => bytes.set(part.bytes.subarray(part.offsets[0]!, part.offsets[part.length]!), starts[i]));
  return { bytes, offsets };
}

function concatIntervals(
  parts: readonly IntervalColumn[],
  length: number,
  arena?: Arena,
): { values: Int32Array; micros: Float64Array } {
  const values = sharedArray('i32', length * 2, arena);
  const micros = sharedArray('f64', length, arena);
  let at = 0;
  for (const part of parts) {
    values.set(part.values, at * 2);
    micros.set(part.micros, at);
    at += part.length;
  }
  return { values, micros };
}

function concatLists(
  parts: readonly ListColumn[],
  length: number,
  arena?: Arena,
): { offsets: Int32Array; child: Column } {
  const { offsets } = concatOffsets(parts, length, arena);
  const children = parts.map((part) => sliceChild(part, arena));
  return { offsets, child: concat(children, arena) };
}

function sliceChild({ offsets, child, length }: ListColumn, arena?: Arena): Column {
  return slice(child, offsets[0]!, offsets[length]!, arena);
}
