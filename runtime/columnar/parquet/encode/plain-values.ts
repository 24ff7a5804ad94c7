import { exportBits, exportInt64, exportPlain, exportUuids, exportWords } from '../../arrow/export-numbers.ts';
import { parquetIntervals } from '../../arrow/parquet-intervals.ts';
import type { Column, FloatColumn, IntegerColumn, IntervalColumn, Utf8Column } from '../../column.ts';
import { valueReader } from '../../column-reader.ts';
import { plainText } from '../../layout/plain-text.ts';
import type { Leaf } from './schema-elements.ts';
import { Physical } from './schema-elements.ts';

/** The values of a column without NULLs in Parquet's plain encoding. */
export function plainValues(column: Column, { type, physical }: Pick<Leaf, 'type' | 'physical'>): Uint8Array {
  if (column.length === 0) return new Uint8Array(0);
  switch (physical) {
    case Physical.boolean:
      return exportBits(column as IntegerColumn);
    case Physical.int32:
      return bytesOf(exportPlain(column as IntegerColumn, Int32Array));
    case Physical.int64:
      return column.layout === 'i128' ? bytesOf(exportWords(column, 2)) : bytesOf(exportInt64(column as IntegerColumn));
    case Physical.float:
      return bytesOf(Float32Array.from((column as FloatColumn).values));
    case Physical.double:
      return bytesOf((column as FloatColumn).values);
    case Physical.byteArray:
      return lengthPrefixed(column.layout === 'dict' ? plainText(column) : (column as Utf8Column));
    default:
      if (type.kind === 'uuid') return exportUuids(valueReader(column) as (row: number) => string, null, column.length);
      if (type.kind === 'interval')
        return parquetIntervals((column as IntervalColumn).values, (column as IntervalColumn).micros, column.length);
      return bigEndian(exportWords(column as IntegerColumn, 4), column.length);
  }
}

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Each text with its length in four bytes before it. */
function lengthPrefixed({ bytes, offsets, length }: Utf8Column): Uint8Array {
  const result = new Uint8Array(offsets[length]! - offsets[0]! + length * 4);
  let at = 0;
  for (let row = 0; row < length; row++) {
    const start = offsets[row]!;
    const size = offsets[row + 1]! - start;
    result[at] = size;
    result[at + 1] = size >>> 8;
    result[at + 2] = size >>> 16;
    result[at + 3] = size >>> 24;
    at += 4;
    if (size < 32) for (let i = 0; i < size; i++) result[at + i] = bytes[start + i]!;
    else result.set(bytes.subarray(start, start + size), at);
    at += size;
  }
  return result;
}

/** 128-bit integers with the highest byte first. */
function bigEndian(words: Int32Array, length: number): Uint8Array {
  const result = new Uint8Array(length * 16);
  const view = new DataView(result.buffer);
  for (let row = 0; row < length; row++)
    for (let word = 0; word < 4; word++) view.setInt32(row * 16 + (3 - word) * 4, words[row * 4 + word]!);
  return result;
}
