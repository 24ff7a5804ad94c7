import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { roundedQuotient } from '../operators/cells.ts';
import { integerValue } from '../value.ts';

/*
 * Arithmetic that kernels do not write out: division, and whole numbers that may leave ±(2^53 - 1). Exact functions take numbers and bigints alike,
 * give a number whenever it is safe, and pass NULL through.
 */

export type Whole = number | bigint;

const LEAST = -(10n ** 38n) + 1n;
const GREATEST = 10n ** 38n - 1n;

export function addExact(
  a: Whole | null,
  c: Whole | null,
  low: bigint = LEAST,
  high: bigint = GREATEST,
  type = 'decimal(38,0)',
): Whole | null {
  if (a === null || c === null) return null;
  if (typeof a === 'number' && typeof c === 'number') {
    const sum = a + c;
    if (Number.isSafeInteger(sum)) return limited(sum, low, high, '+', type);
  }
  return bounded(BigInt(a) + BigInt(c), low, high, '+', type);
}

export function subtractExact(
  a: Whole | null,
  c: Whole | null,
  low: bigint = LEAST,
  high: bigint = GREATEST,
  type = 'decimal(38,0)',
): Whole | null {
  if (a === null || c === null) return null;
  if (typeof a === 'number' && typeof c === 'number') {
    const difference = a - c;
    if (Number.isSafeInteger(difference)) return limited(difference, low, high, '-', type);
  }
  return bounded(BigInt(a) - BigInt(c), low, high, '-', type);
}

export function multiplyExact(
  a: Whole | null,
  c: Whole | null,
  low: bigint = LEAST,
  high: bigint = GREATEST,
  type = 'decimal(38,0)',
): Whole | null {
  if (a === null || c === null) return null;
  if (typeof a === 'number' && typeof c === 'number') {
    const product = a * c;
    if (Number.isSafeInteger(product)) return limited(product + 0, low, high, '*', type);
  }
  return bounded(BigInt(a) * BigInt(c), low, high, '*', type);
}

function limited(value: number, low: bigint, high: bigint, operation: string, type: string): number {
  if (value < low || value > high) throw gobiError('NumericOverflow', { operation, type });
  return value;
}

function bounded(value: bigint, low: bigint, high: bigint, operation: string, type: string): Whole {
  if (value < low || value > high) throw gobiError('NumericOverflow', { operation, type });
  return integerValue(value);
}

/** The value, which must lie within the range of its type. */
export function withinRange(value: number, low: number, high: number, operation: string, type: string): number {
  if (value < low || value > high) throw gobiError('NumericOverflow', { operation, type });
  return value;
}

export function divideDoubles(a: number, c: number): number {
  if (c === 0) throw gobiError('DivisionByZero', { operation: '/' });
  return a / c;
}

export function remainderOfDoubles(a: number, c: number): number {
  if (c === 0) throw gobiError('DivisionByZero', { operation: '%' });
  return a % c;
}

export function wholeQuotientOfDoubles(a: number, c: number): number {
  if (c === 0) throw gobiError('DivisionByZero', { operation: 'div' });
  return Math.trunc(a / c);
}

/** `%` of safe whole numbers: the sign is the dividend's. */
export function remainderOf(a: number, c: number): number {
  if (c === 0) throw gobiError('DivisionByZero', { operation: '%' });
  return (a % c) + 0;
}

/** `div` of safe whole numbers, cut toward zero. A quotient of doubles may round up to the next whole number, so the remainder is taken off first. */
export function wholeQuotient(a: number, c: number): number {
  if (c === 0) throw gobiError('DivisionByZero', { operation: 'div' });
  return (a - (a % c)) / c + 0;
}

export function remainderExact(a: Whole | null, c: Whole | null): Whole | null {
  if (a === null || c === null) return null;
  if (typeof a === 'number' && typeof c === 'number') return remainderOf(a, c);
  if (BigInt(c) === 0n) throw gobiError('DivisionByZero', { operation: '%' });
  return integerValue(BigInt(a) % BigInt(c));
}

/** `div` of values of one scale; the result has `scale` digits after the point, all of them 0. */
export function wholeQuotientExact(
  a: Whole | null,
  c: Whole | null,
  scale: number,
  low: bigint = LEAST,
  high: bigint = GREATEST,
  type = 'decimal(38,0)',
): Whole | null {
  if (a === null || c === null) return null;
  if (BigInt(c) === 0n) throw gobiError('DivisionByZero', { operation: 'div' });
  return bounded((BigInt(a) / BigInt(c)) * 10n ** BigInt(scale), low, high, 'div', type);
}

/** A quotient of decimals, `shift` digits moved in from the right, rounded half away from zero. */
export function quotientOfDecimals(
  a: Whole | null,
  c: Whole | null,
  shift: number,
  high: bigint,
  type: string,
): Whole | null {
  if (a === null || c === null) return null;
  const divisor = BigInt(c);
  if (divisor === 0n) throw gobiError('DivisionByZero', { operation: '/' });
  const quotient =
    shift >= 0
      ? roundedQuotient(BigInt(a) * 10n ** BigInt(shift), divisor)
      : roundedQuotient(BigInt(a), divisor * 10n ** BigInt(-shift));
  return bounded(quotient, -high, high, '/', type);
}
