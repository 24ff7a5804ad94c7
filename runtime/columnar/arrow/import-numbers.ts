import type { DataType } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Arena } from '../arena.ts';
import { floatColumn } from '../builders/float-column.ts';
import { bigIntegerColumn, integerColumn } from '../builders/integer-column.ts';
import type { Column } from '../column.ts';
import { wideInteger } from '../column-reader.ts';
import type { NumberArray } from '../layout/narrow-integers.ts';
import { isValid } from '../validity.ts';
import type { ArrowArray } from './arrow-array.ts';
import type { ArrowUnit } from './arrow-type.ts';
import { typedView } from './typed-view.ts';

/** Imports Arrow arrays of integers, decimals, dates and times. `validity` begins at the array's first row. */
export function importIntegers(array: ArrowArray, type: DataType, validity: Uint8Array | null, arena?: Arena): Column {
  const { length, values } = array;
  const arrowType = array.field.type;
  switch (arrowType.kind) {
    case 'boolean':
      return integerColumn(type, unpackBits(values!, array.bitOffset, length), validity, length, arena);
    case 'int':
      if (arrowType.bits === 64) return importWords(type, values!, 2, arrowType.unsigned, validity, length, arena);
      return integerColumn(type, narrowView(values!, arrowType.bits, arrowType.unsigned), validity, length, arena);
    case 'decimal':
      if (arrowType.bits === 32) return integerColumn(type, typedView(values!, Int32Array), validity, length, arena);
      return importWords(type, values!, (arrowType.bits / 32) as 2 | 4 | 8, false, validity, length, arena);
    case 'date':
      if (arrowType.bits === 32) return integerColumn(type, typedView(values!, Int32Array), validity, length, arena);
      return importScaled(array, type, 1, 86400000, validity, arena);
    case 'time':
      if (arrowType.unit === 's' || arrowType.unit === 'ms') {
        const factor = arrowType.unit === 's' ? 1000000 : 1000;
        return integerColumn(
          type,
          Float64Array.from(typedView(values!, Int32Array), (value) => value * factor),
          validity,
          length,
          arena,
        );
      }
      return importUnit(array, type, arrowType.unit, validity, arena);
    case 'timestamp':
      return importUnit(array, type, arrowType.unit, validity, arena);
    default:
      throw gobiError('InternalError', { what: `an Arrow ${arrowType.kind} was imported as numbers` });
  }
}

function narrowView(values: Uint8Array, bits: 8 | 16 | 32, unsigned: boolean): NumberArray {
  if (bits === 8) return unsigned ? values : typedView(values, Int8Array);
  if (bits === 16) return unsigned ? typedView(values, Uint16Array) : typedView(values, Int16Array);
  return unsigned ? typedView(values, Uint32Array) : typedView(values, Int32Array);
}

/** Imports Arrow arrays of floats. */
export function importFloats(array: ArrowArray, type: DataType, validity: Uint8Array | null, arena?: Arena): Column {
  const { field, values, length } = array;
  const bits = field.type.kind === 'float' ? field.type.bits : 64;
  const numbers =
    bits === 64
      ? typedView(values!, Float64Array)
      : bits === 32
        ? typedView(values!, Float32Array)
        : Float32Array.from(typedView(values!, Float16Array));
  return floatColumn(type, numbers, validity, length, arena);
}

function unpackBits(bits: Uint8Array, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let row = 0; row < length; row++) bytes[row] = (bits[(offset + row) >> 3]! >> ((offset + row) & 7)) & 1;
  return bytes;
}

function importUnit(
  array: ArrowArray,
  type: DataType,
  unit: ArrowUnit,
  validity: Uint8Array | null,
  arena?: Arena,
): Column {
  switch (unit) {
    case 's':
      return importScaled(array, type, 1000000, 1, validity, arena);
    case 'ms':
      return importScaled(array, type, 1000, 1, validity, arena);
    case 'us':
      return importWords(type, array.values!, 2, false, validity, array.length, arena);
    case 'ns':
      return importScaled(array, type, 1, 1000, validity, arena);
  }
}

/** Integers of `stride` 32-bit words each, low words first; doubles where every value is within ±(2^53 - 1). */
function importWords(
  type: DataType,
  values: Uint8Array,
  stride: 2 | 4 | 8,
  unsigned: boolean,
  validity: Uint8Array | null,
  length: number,
  arena?: Arena,
): Column {
  const words = typedView(values, Int32Array);
  const numbers =
    stride === 2 ? safeNumbers(words, unsigned, validity, length) : safeWideNumbers(words, stride, validity, length);
  if (numbers !== null) return integerColumn(type, numbers, validity, length, arena);
  return bigIntegerColumn(type, bigIntegers(values, stride, unsigned, length), validity, length, arena);
}

function safeNumbers(
  words: Int32Array,
  unsigned: boolean,
  validity: Uint8Array | null,
  length: number,
): Float64Array | null {
  const numbers = new Float64Array(length);
  let beyond = 0;
  for (let row = 0; row < length; row++) {
    const high = words[row * 2 + 1]!;
    numbers[row] = high * HIGH + (words[row * 2]! >>> 0);
    beyond |= (high < 0 && !unsigned ? -high : high) & BEYOND;
  }
  if (beyond === 0) return numbers;
  for (let row = 0; row < length; row++) {
    const high = words[row * 2 + 1]!;
    const suspect = ((high < 0 && !unsigned ? -high : high) & BEYOND) !== 0;
    if (suspect && isValid(validity, row) && (unsigned || !Number.isSafeInteger(numbers[row]))) return null;
  }
  return numbers;
}

/** What one in the high word of a 64-bit integer counts. */
const HIGH = 4294967296;
/** Bits that the size of a high word may not have if the integer is to be within ±(2^53 - 1). */
const BEYOND = -2097152;

function safeWideNumbers(
  words: Int32Array,
  stride: number,
  validity: Uint8Array | null,
  length: number,
): Float64Array | null {
  const numbers = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    if (!isValid(validity, row)) continue;
    const at = row * stride;
    const high = words[at + 1]!;
    const sign = high >> 31;
    for (let word = 2; word < stride; word++) if (words[at + word] !== sign) return null;
    const value = high * HIGH + (words[at]! >>> 0);
    if (!Number.isSafeInteger(value)) return null;
    numbers[row] = value;
  }
  return numbers;
}

function bigIntegers(values: Uint8Array, stride: 2 | 4 | 8, unsigned: boolean, length: number): ArrayLike<bigint> {
  if (stride === 2) return unsigned ? typedView(values, BigUint64Array) : typedView(values, BigInt64Array);
  const words = typedView(values, BigInt64Array);
  if (stride === 4) return Array.from({ length }, (_, row) => wideInteger(words, row));
  return Array.from({ length }, (_, row) => {
    const [first, second, third, fourth] = words.subarray(row * 4, row * 4 + 4) as unknown as [
      bigint,
      bigint,
      bigint,
      bigint,
    ];
    return (
      (fourth << 192n) |
      (BigInt.asUintN(64, third) << 128n) |
      (BigInt.asUintN(64, second) << 64n) |
      BigInt.asUintN(64, first)
    );
  });
}

/** 64-bit integers times `factor` divided by `divisor`. Throws `ConversionError` when a division leaves a rest. */
function importScaled(
  { field, values, length }: ArrowArray,
  type: DataType,
  factor: number,
  divisor: number,
  validity: Uint8Array | null,
  arena?: Arena,
): Column {
  const words = typedView(values!, Int32Array);
  const numbers = new Float64Array(length);
  let exact = true;
  for (let row = 0; row < length; row++) {
    if (!isValid(validity, row)) continue;
    const high = words[row * 2 + 1]!;
    const wholeHigh = Math.floor(high / divisor);
    const rest = (high - wholeHigh * divisor) * HIGH + (words[row * 2]! >>> 0);
    const wholeLow = Math.floor(rest / divisor);
    if (rest !== wholeLow * divisor)
      throw restError(field.name, type, typedView(values!, BigInt64Array)[row]!, divisor);
    const value = (wholeHigh * HIGH + wholeLow) * factor;
    if (!Number.isSafeInteger(value)) exact = false;
    numbers[row] = value;
  }
  if (exact) return integerColumn(type, numbers, validity, length, arena);
  const big = typedView(values!, BigInt64Array);
  return bigIntegerColumn(
    type,
    Array.from({ length }, (_, row) => (big[row]! * BigInt(factor)) / BigInt(divisor)),
    validity,
    length,
    arena,
  );
}

function restError(column: string, type: DataType, value: bigint, divisor: number): Error {
  const reason = divisor === 1000 ? 'it has nanoseconds, times here have microseconds' : 'it is not a whole day';
  return gobiError('ConversionError', { value: String(value), to: type.kind, column, reason, instead: null });
}
