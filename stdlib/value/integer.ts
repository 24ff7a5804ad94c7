import { numericOverflow } from './failure.ts';

/** An integer as it is carried at run time: a `number` within ±(2^53 - 1), otherwise a `bigint`. */
export type Integer = number | bigint;

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** The carried form of any whole number. */
export function carried(value: bigint): Integer {
  return value >= -SAFE && value <= SAFE ? Number(value) : value;
}

/** The carried form of a 64-bit integer; raises `NumericOverflow` outside of its range. */
export function int64(value: bigint, operation: string): Integer {
  if (value < INT64_MIN || value > INT64_MAX) throw numericOverflow(operation, 'int');
  return carried(value);
}

/** The carried form of a whole `number` of any size; raises `NumericOverflow` outside of int64. */
export function int64FromFloat(value: number, operation: string): Integer {
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  if (!Number.isFinite(value)) throw numericOverflow(operation, 'int');
  return int64(BigInt(value), operation);
}

/** a + b as int64. */
export function addInt64(a: Integer, b: Integer, operation = '+'): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return int64(BigInt(a) + BigInt(b), operation);
}

/** a * b as int64. */
export function multiplyInt64(a: Integer, b: Integer, operation = '*'): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product === 0 ? 0 : product;
  }
  return int64(BigInt(a) * BigInt(b), operation);
}

/** The absolute value of a big whole number. */
export function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
