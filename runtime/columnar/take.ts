import type { Arena } from './arena.ts';
import { sharedArray } from './arena.ts';
import { nullColumn } from './builders/null-column.ts';
import type { Column, IntervalColumn, ListColumn, Utf8Column } from './column.ts';
import { bitmapBytes, countNulls, isValid } from './validity.ts';
import { SEGMENT_BYTES, segmentTooLarge } from './segment-limit.ts';

/**
 * The rows of a column at the given positions, in their order; position -1 gives NULL. The layout stays; `min` and `max` remain bounds.
 */
export function take(column: Column, rows: Int32Array, arena?: Arena): Column {
  const length = rows.length;
  const { type } = column;
  if (column.layout === 'null') return nullColumn(type, length);
  const validity = takeValidity(column.validity, rows, arena);
  const nullCount = countNulls(validity, length);
  const stats = { ...column.stats, nullCount, sorted: column.stats.sorted && nullCount === 0 && ascending(rows) };
  const common = { type, length, validity: nullCount === 0 ? null : validity, stats };
  switch (column.layout) {
    case 'i8':
    case 'u8':
    case 'i16':
    case 'u16':
    case 'i32': {
      const values = sharedArray(column.layout, length, arena);
      gather(column.values, values, rows);
      return { ...common, layout: column.layout, values, base: column.base, factor: column.factor };
    }
    case 'f64': {
      const values = sharedArray('f64', length, arena);
      gather(column.values, values, rows);
      return { ...common, layout: 'f64', values };
    }
    case 'i64':
    case 'i128':
      return {
        ...common,
        layout: column.layout,
        values: takeWords(column.values, column.layout === 'i64' ? 1 : 2, rows, arena),
      };
    case 'dict': {
      const values = sharedArray(codeKind(column.values), length, arena);
      gather(column.values, values, rows);
      return { ...common, layout: 'dict', values, dictionary: column.dictionary };
    }
    case 'utf8':
      return { ...common, layout: 'utf8', ...takeBytes(column, rows, arena) };
    case 'interval':
      return { ...common, layout: 'interval', ...takeIntervals(column, rows, arena) };
    case 'list':
      return { ...common, layout: 'list', ...takeLists(column, rows, arena) };
    case 'struct':
      return { ...common, layout: 'struct', children: column.children.map((child) => take(child, rows, arena)) };
  }
}

/** The element type of an array of dictionary codes. */
export function codeKind(codes: Uint8Array | Uint16Array | Int32Array): 'u8' | 'u16' | 'i32' {
  return codes instanceof Uint8Array ? 'u8' : codes instanceof Uint16Array ? 'u16' : 'i32';
}

function ascending(rows: Int32Array): boolean {
  for (let i = 1; i < rows.length; i++) if (rows[i]! < rows[i - 1]!) return false;
  return true;
}

function gather<T extends Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Float64Array>(
  source: T,
  target: T,
  rows: Int32Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row >= 0) target[i] = source[row]!;
  }
}

function takeValidity(validity: Uint8Array | null, rows: Int32Array, arena?: Arena): Uint8Array | null {
  if (validity === null && !rows.includes(-1)) return null;
  const taken = sharedArray('u8', bitmapBytes(rows.length), arena);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row >= 0 && isValid(validity, row)) taken[i >> 3]! |= 1 << (i & 7);
  }
  return taken;
}

function takeWords(source: BigInt64Array, stride: number, rows: Int32Array, arena?: Arena): BigInt64Array {
  const target = sharedArray('i64', rows.length * stride, arena);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row >= 0) for (let word = 0; word < stride; word++) target[i * stride + word] = source[row * stride + word]!;
  }
  return target;
}

/** Offsets of the taken entries, one after the other. Throws `MemoryLimit` when they exceed 32 bits. */
function takeOffsets(offsets: Int32Array, rows: Int32Array, arena?: Arena): Int32Array {
  const taken = sharedArray('i32', rows.length + 1, arena);
  let end = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row >= 0) end += offsets[row + 1]! - offsets[row]!;
    if (end > SEGMENT_BYTES) throw segmentTooLarge(end);
    taken[i + 1] = end;
  }
  return taken;
}

function takeBytes(
  { bytes, offsets }: Utf8Column,
  rows: Int32Array,
  arena?: Arena,
): { bytes: Uint8Array; offsets: Int32Array } {
  const taken = takeOffsets(offsets, rows, arena);
  const target = sharedArray('u8', taken[rows.length]!, arena);
  for (let i = 0; i < rows.length; i++) {
    let to = taken[i]!;
    const row = rows[i]!;
    if (row >= 0) for (let from = offsets[row]!; from < offsets[row + 1]!; from++) target[to++] = bytes[from]!;
  }
  return { bytes: target, offsets: taken };
}

function takeIntervals(
  column: IntervalColumn,
  rows: Int32Array,
  arena?: Arena,
): { values: Int32Array; micros: Float64Array } {
  const values = sharedArray('i32', rows.length * 2, arena);
  const micros = sharedArray('f64', rows.length, arena);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row < 0) continue;
    values[i * 2] = column.values[row * 2]!;
    values[i * 2 + 1] = column.values[row * 2 + 1]!;
    micros[i] = column.micros[row]!;
  }
  return { values, micros };
}

function takeLists(
  { offsets, child }: ListColumn,
  rows: Int32Array,
  arena?: Arena,
): { offsets: Int32Array; child: Column } {
  const taken = takeOffsets(offsets, rows, arena);
  const elements = new Int32Array(taken[rows.length]!);
  for (let i = 0; i < rows.length; i++) {
    let to = taken[i]!;
    const row = rows[i]!;
    if (row >= 0) for (let from = offsets[row]!; from < offsets[row + 1]!; from++) elements[to++] = from;
  }
  return { offsets: taken, child: take(child, elements, arena) };
}
