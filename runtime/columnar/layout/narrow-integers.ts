import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Arena } from '../arena.ts';
import { sharedArray } from '../arena.ts';
import type { ColumnStats, FloatColumn, IntegerColumn, IntegerLayout } from '../column.ts';

/** What one pass over exact numbers tells: bounds of the values that are not NULL, whether they never decrease. `count` is that of values. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly sorted: boolean;
  readonly count: number;
}

/** How a raw element stands for a value: `base + factor * raw`. */
export interface IntegerEncoding {
  readonly layout: IntegerLayout;
  readonly base: number;
  readonly factor: number;
}

export type NumberArray = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float64Array;

/** Bounds and order of the values among the first `length` that are not NULL. */
export function numberRange(values: NumberArray, validity: Uint8Array | null, length: number): NumberRange {
  return validity === null ? rangeOfAll(values, length) : rangeOfValid(values, validity, length);
}

/** Compares the middle of three only where a value falls out of the bounds so far: random orders seldom do. */
function rangeOfAll(values: NumberArray, length: number): NumberRange {
  if (length === 0) return { min: Infinity, max: -Infinity, sorted: true, count: 0 };
  let min = values[0]!;
  let max = min;
  let ordered = 1;
  while (ordered < length && values[ordered]! >= values[ordered - 1]!) ordered++;
  if (ordered === length) return { min, max: values[length - 1]!, sorted: true, count: length };
  for (let i = 0; i < length; i++) {
    const value = values[i]!;
    if (value < min) min = value;
    else if (value > max) max = value;
  }
  return { min, max, sorted: false, count: length };
}

function rangeOfValid(values: NumberArray, validity: Uint8Array, length: number): NumberRange {
  let min = Infinity;
  let max = -Infinity;
  let count = 0;
  for (let i = 0; i < length; i++) {
    if (((validity[i >> 3]! >> (i & 7)) & 1) === 0) continue;
    const value = values[i]!;
    if (value < min) min = value;
    if (value > max) max = value;
    count++;
  }
  return count === length ? rangeOfAll(values, length) : { min, max, sorted: false, count };
}

/**
 * The narrowest encoding that holds integers within the range exactly, or `null` when none of at most 32 bits does.
 * Of equally narrow ones the plainest wins: no base and factor, then a factor, then a base.
 */
export function chooseEncoding(
  values: NumberArray,
  validity: Uint8Array | null,
  length: number,
  { min, max }: NumberRange,
): IntegerEncoding | null {
  const plain = encodingWithin(min, max, 0, 1);
  const span = max - min;
  if (width(plain) === 1 || span > Number.MAX_SAFE_INTEGER) return plain;
  const based = encodingWithin(0, span, min, 1);
  const factor =
    width(based) === 1 ? 1 : commonFactor(values, validity, length, min, span / CAPACITY_BELOW[width(based)]!);
  const candidates = [plain];
  if (factor > 1 && min % factor === 0) candidates.push(encodingWithin(min / factor, max / factor, 0, factor));
  candidates.push(based);
  if (factor > 1) candidates.push(encodingWithin(0, span / factor, min, factor));
  return candidates.reduce((best, candidate) => (width(candidate) < width(best) ? candidate : best));
}

/** The greatest raw value of the next narrower layout, by width in bytes. */
const CAPACITY_BELOW: Record<number, number> = { 2: 255, 4: 65535, 8: 2147483647 };

function encodingWithin(low: number, high: number, base: number, factor: number): IntegerEncoding | null {
  const layout = integerLayoutFor(low, high);
  return layout === null ? null : { layout, base, factor };
}

/** The narrowest layout whose raw elements hold `low` to `high`. */
export function integerLayoutFor(low: number, high: number): IntegerLayout | null {
  if (low >= 0) return high <= 255 ? 'u8' : high <= 65535 ? 'u16' : high <= 2147483647 ? 'i32' : null;
  if (low >= -128 && high <= 127) return 'i8';
  if (low >= -32768 && high <= 32767) return 'i16';
  return low >= -2147483648 && high <= 2147483647 ? 'i32' : null;
}

const WIDTH: Record<IntegerLayout, number> = { i8: 1, u8: 1, i16: 2, u16: 2, i32: 4 };

function width(encoding: IntegerEncoding | null): number {
  return encoding === null ? 8 : WIDTH[encoding.layout];
}

/**
 * The greatest number that divides every difference to `min`; 1 as soon as it would fall below `smallestUseful`.
 * The quotient test is exact: for integers d, g below 2^53 the double d / g is whole only if g divides d.
 */
function commonFactor(
  values: NumberArray,
  validity: Uint8Array | null,
  length: number,
  min: number,
  smallestUseful: number,
): number {
  let factor = 0;
  for (let i = 0; i < length; i++) {
    if (validity !== null && ((validity[i >> 3]! >> (i & 7)) & 1) === 0) continue;
    const difference = values[i]! - min;
    const quotient = difference / factor;
    if (quotient === Math.floor(quotient) && factor !== 0) continue;
    factor = greatestCommonDivisor(difference, factor);
    if (factor !== 0 && factor < smallestUseful) return 1;
  }
  return factor <= 1 ? 1 : factor;
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** Encodes exact integers; what stands under a NULL becomes 0. */
export function encodeIntegers(
  type: DataType,
  values: NumberArray,
  validity: Uint8Array | null,
  length: number,
  stats: ColumnStats,
  encoding: IntegerEncoding,
  arena?: Arena,
): IntegerColumn {
  const { layout, base, factor } = encoding;
  const raw = sharedArray(layout, length, arena);
  if (base === 0 && factor === 1) for (let i = 0; i < length; i++) raw[i] = values[i]!;
  else for (let i = 0; i < length; i++) raw[i] = (values[i]! - base) / factor;
  if (validity !== null) clearNulls(raw, validity, length);
  return { type, length, validity, stats, layout, values: raw, base, factor };
}

/** The same integers as doubles (never -0); what stands under a NULL becomes 0. */
export function encodeDoubles(
  type: DataType,
  values: NumberArray,
  validity: Uint8Array | null,
  length: number,
  stats: ColumnStats,
  arena?: Arena,
): FloatColumn {
  const raw = sharedArray('f64', length, arena);
  for (let i = 0; i < length; i++) raw[i] = values[i]! + 0;
  if (validity !== null) clearNulls(raw, validity, length);
  return { type, length, validity, stats, layout: 'f64', values: raw };
}

function clearNulls(raw: NumberArray, validity: Uint8Array, length: number): void {
  for (let i = 0; i < length; i++) if (((validity[i >> 3]! >> (i & 7)) & 1) === 0) raw[i] = 0;
}
