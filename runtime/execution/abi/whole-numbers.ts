import { printDecimal } from '../../columnar/convert/decimal-text.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { roundedQuotient } from '../../columnar/operators/cells.ts';
import { integerValue } from '../../columnar/value.ts';

/** A whole number as it is carried: a `number` within ±(2^53 - 1), otherwise a `bigint`. */
export type Integer = number | bigint;

const SAFE = 9007199254740991;
const INT64_MAX = 9223372036854775807n;
const INT64_MIN = -9223372036854775808n;

/*
 * Arithmetic of `int`. The first lines are all that usual numbers pass through; V8 inlines them. What may leave ±(2^53 - 1) is computed again as bigints.
 */

export function add(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (sum <= SAFE && sum >= -SAFE) return sum;
  }
  return int64(BigInt(a) + BigInt(b), '+');
}

export function subtract(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (difference <= SAFE && difference >= -SAFE) return difference;
  }
  return int64(BigInt(a) - BigInt(b), '-');
}

export function multiply(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    // `+ 0` makes the 0 of `-1 * 0` positive.
    if (product <= SAFE && product >= -SAFE) return product + 0;
  }
  return int64(BigInt(a) * BigInt(b), '*');
}

export function negate(a: Integer): Integer {
  return typeof a === 'number' ? 0 - a : int64(-a, '-');
}

/** The remainder with the sign of the dividend. */
export function modulo(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) return (a % b) + 0;
  if (b === 0) throw divisionByZero('%');
  return integerValue(BigInt(a) % BigInt(b));
}

/** The quotient without its fraction. */
export function div(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) return (a - (a % b)) / b + 0;
  if (b === 0) throw divisionByZero('div');
  return int64(BigInt(a) / BigInt(b), 'div');
}

/*
 * Exact arithmetic of whole numbers of any size: scaled decimals and narrower ints, whose limits `fit` holds.
 */

export function plus(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (sum <= SAFE && sum >= -SAFE) return sum;
  }
  return integerValue(BigInt(a) + BigInt(b));
}

export function minus(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (difference <= SAFE && difference >= -SAFE) return difference;
  }
  return integerValue(BigInt(a) - BigInt(b));
}

export function times(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (product <= SAFE && product >= -SAFE) return product + 0;
  }
  return integerValue(BigInt(a) * BigInt(b));
}

/** The value if it lies within the limits, otherwise `NumericOverflow`. */
export function fit(value: Integer, low: Integer, high: Integer, operation: string, type: string): Integer {
  if (value >= low && value <= high) return value;
  throw gobiError('NumericOverflow', { operation, type });
}

/** The same for a value that was cast: `scale` is that of the type, `column` the one that the value is for. */
export function fitCast(
  value: Integer,
  low: Integer,
  high: Integer,
  scale: number,
  type: string,
  column?: string,
): Integer {
  if (value >= low && value <= high) return value;
  const shown = printDecimal(value, scale).replace(/\.?0+$/, scale === 0 ? '$&' : '');
  throw gobiError('NumericOverflow', {
    operation: `${shown} :: ${type}`,
    type,
    ...(column === undefined ? {} : { value: shown, column }),
  });
}

/** The number without its last digits, rounded half away from zero. */
export function dropDigits(value: Integer, digits: number): Integer {
  return integerValue(roundedQuotient(BigInt(value), 10n ** BigInt(digits)));
}

/** The quotient of two scaled decimals, moved by `shift` digits, rounded half away from zero. */
export function divideDecimals(a: Integer, b: Integer, shift: number): Integer {
  if (b === 0) throw divisionByZero('/');
  const [left, right] = [BigInt(a), BigInt(b)];
  return integerValue(
    shift >= 0
      ? roundedQuotient(left * 10n ** BigInt(shift), right)
      : roundedQuotient(left, right * 10n ** BigInt(-shift)),
  );
}

/** The nearest float. */
export function float(value: Integer): number {
  return Number(value);
}

export function decimalToFloat(value: Integer, scale: number): number {
  return Number(`${value}e-${scale}`);
}

/** A loop's bound. Counters are numbers. */
export function bound(value: Integer): number {
  if (typeof value === 'number') return value;
  throw gobiError('NumericOverflow', { operation: 'range', type: 'a loop counter (±2^53)' });
}

function int64(value: bigint, operation: string): Integer {
  if (value > INT64_MAX || value < INT64_MIN) throw gobiError('NumericOverflow', { operation, type: 'int' });
  return integerValue(value);
}

function divisionByZero(operation: string): Error {
  return gobiError('DivisionByZero', { operation });
}
