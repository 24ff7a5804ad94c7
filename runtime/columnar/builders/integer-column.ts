import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Arena } from '../arena.ts';
import { sharedArray } from '../arena.ts';
import type { BigColumn, Column, ColumnStats } from '../column.ts';
import type { NumberArray } from '../layout/narrow-integers.ts';
import { chooseEncoding, encodeDoubles, encodeIntegers, numberRange } from '../layout/narrow-integers.ts';
import { integerValue } from '../value.ts';
import { isValid } from '../validity.ts';
import { nullColumn } from './null-column.ts';

/**
 * A column of whole numbers in their narrowest exact layout: int, decimal (scaled), date, time, timestamp, boolean (0 and 1).
 * `values` holds integers within ±(2^53 - 1), anything under a NULL; it is read, never kept.
 */
export function integerColumn(
  type: DataType,
  values: NumberArray,
  validity: Uint8Array | null,
  length: number,
  arena?: Arena,
): Column {
  const range = numberRange(values, validity, length);
  const nullCount = length - range.count;
  if (nullCount === length && length > 0) return nullColumn(type, length);
  const bitmap = nullCount === 0 ? null : validity;
  const known = range.count > 0;
  const stats: ColumnStats = {
    nullCount,
    min: known ? range.min : null,
    max: known ? range.max : null,
    sorted: range.sorted,
    hasNaN: false,
  };
  const encoding = known
    ? chooseEncoding(values, bitmap, length, range)
    : { layout: 'u8' as const, base: 0, factor: 1 };
  return encoding === null
    ? encodeDoubles(type, values, bitmap, length, stats, arena)
    : encodeIntegers(type, values, bitmap, length, stats, encoding, arena);
}

const SAFE = 9007199254740991n;
const INT64_MAX = 9223372036854775807n;
const INT64_MIN = -9223372036854775808n;

/** The same for integers of any size up to 128 bits; `values[row]` under a NULL may be anything. */
export function bigIntegerColumn(
  type: DataType,
  values: ArrayLike<bigint>,
  validity: Uint8Array | null,
  length: number,
  arena?: Arena,
): Column {
  let min: bigint | null = null;
  let max: bigint | null = null;
  let previous: bigint | null = null;
  let sorted = true;
  let nullCount = 0;
  for (let row = 0; row < length; row++) {
    if (!isValid(validity, row)) {
      nullCount++;
      continue;
    }
    const value = values[row]!;
    if (min === null || value < min) min = value;
    if (max === null || value > max) max = value;
    if (previous !== null && value < previous) sorted = false;
    previous = value;
  }
  if (min === null || max === null || (min >= -SAFE && max <= SAFE)) {
    return integerColumn(
      type,
      Float64Array.from({ length }, (_, row) => (isValid(validity, row) ? Number(values[row]) : 0)),
      validity,
      length,
      arena,
    );
  }
  const stats: ColumnStats = {
    nullCount,
    min: integerValue(min),
    max: integerValue(max),
    sorted: sorted && nullCount === 0,
    hasNaN: false,
  };
  const bitmap = nullCount === 0 ? null : validity;
  return min >= INT64_MIN && max <= INT64_MAX
    ? { type, length, validity: bitmap, stats, layout: 'i64', values: words64(values, bitmap, length, arena) }
    : { type, length, validity: bitmap, stats, layout: 'i128', values: words128(values, bitmap, length, arena) };
}

function words64(
  values: ArrayLike<bigint>,
  validity: Uint8Array | null,
  length: number,
  arena?: Arena,
): BigColumn['values'] {
  const words = sharedArray('i64', length, arena);
  for (let row = 0; row < length; row++) if (isValid(validity, row)) words[row] = values[row]!;
  return words;
}

function words128(
  values: ArrayLike<bigint>,
  validity: Uint8Array | null,
  length: number,
  arena?: Arena,
): BigColumn['values'] {
  const words = sharedArray('i64', length * 2, arena);
  for (let row = 0; row < length; row++) {
    if (!isValid(validity, row)) continue;
    words[row * 2] = BigInt.asIntN(64, values[row]!);
    words[row * 2 + 1] = values[row]! >> 64n;
  }
  return words;
}
