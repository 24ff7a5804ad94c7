import type { BigColumn, FloatColumn, IntegerColumn } from '../column.ts';
import { isValid } from '../validity.ts';

type NumberColumn = IntegerColumn | FloatColumn;

/** Arrays whose elements Arrow stores as they are. */
export type PlainArray = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;

function encodingOf(column: NumberColumn): { base: number; factor: number } {
  return 'base' in column ? column : { base: 0, factor: 1 };
}

/** The values in an array of the given kind: the column's own memory where it holds just that. */
export function exportPlain<T extends PlainArray>(column: NumberColumn, constructor: new (length: number) => T): T {
  const { values, length } = column;
  const { base, factor } = encodingOf(column);
  if (values instanceof constructor && base === 0 && factor === 1) return values;
  const plain = new constructor(length);
  for (let row = 0; row < length; row++) plain[row] = base + factor * values[row]!;
  return plain;
}

/** 64-bit integers from any layout. */
export function exportInt64(column: NumberColumn | BigColumn): BigInt64Array {
  if (column.layout === 'i64') return column.values;
  const words = exportWords(column, 2);
  return new BigInt64Array(words.buffer);
}

/** Integers of `stride` 32-bit words each, low words first. */
export function exportWords(column: NumberColumn | BigColumn, stride: 2 | 4): Int32Array {
  const { length } = column;
  const words = new Int32Array(length * stride);
  if (column.layout === 'i64' || column.layout === 'i128') {
    const own = column.layout === 'i64' ? 2 : 4;
    const source = new Int32Array(column.values.buffer, column.values.byteOffset, length * own);
    for (let row = 0; row < length; row++) {
      for (let word = 0; word < stride; word++)
        words[row * stride + word] = word < own ? source[row * own + word]! : source[row * own + own - 1]! >> 31;
    }
    return words;
  }
  const { values } = column as NumberColumn;
  const { base, factor } = encodingOf(column as NumberColumn);
  for (let row = 0; row < length; row++) {
    const value = base + factor * values[row]!;
    const high = Math.floor(value / 4294967296);
    words[row * stride] = value;
    words[row * stride + 1] = high;
    if (stride === 4 && high < 0) words[row * 4 + 2] = words[row * 4 + 3] = -1;
  }
  return words;
}

/** Booleans as bits, least significant first. */
export function exportBits(column: IntegerColumn): Uint8Array {
  const bits = new Uint8Array((column.length + 7) >> 3);
  const { values } = column;
  for (let row = 0; row < column.length; row++) bits[row >> 3]! |= values[row]! << (row & 7);
  return bits;
}

/** Months, days and the rest in nanoseconds: 16 bytes each. */
export function exportIntervals(values: Int32Array, micros: Float64Array, length: number): Int32Array {
  const words = new Int32Array(length * 4);
  const nanos = new BigInt64Array(words.buffer);
  for (let row = 0; row < length; row++) {
    words[row * 4] = values[row * 2]!;
    words[row * 4 + 1] = values[row * 2 + 1]!;
    nanos[row * 2 + 1] = BigInt(micros[row]!) * 1000n;
  }
  return words;
}

/** The bytes of uuids, 16 each; zeros under a NULL. */
export function exportUuids(read: (row: number) => string, validity: Uint8Array | null, length: number): Uint8Array {
  const bytes = new Uint8Array(length * 16);
  const buffer = Buffer.from(bytes.buffer);
  for (let row = 0; row < length; row++)
    if (isValid(validity, row)) buffer.write(read(row).replaceAll('-', ''), row * 16, 'hex');
  return bytes;
}
