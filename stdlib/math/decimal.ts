import type { DecimalType } from '../../compiler/contract/data-type.ts';
import type { Type } from '../../compiler/contract/type.ts';
import { divisionByZero } from '../value/failure.ts';
import { divideRounded, powerOfTen, rescale, withinPrecision } from '../value/decimal.ts';
import { carried, magnitude, type Integer } from '../value/integer.ts';

/** The type of a decimal argument or result; natives that ask are declared for decimals only. */
export function decimalType(type: Type | undefined): DecimalType {
  if (type?.kind !== 'decimal') throw new Error(`a decimal type was expected, not ${type?.kind ?? 'none'}`);
  return type;
}

export function absDecimal(value: Integer): Integer {
  return typeof value === 'number' ? Math.abs(value) : magnitude(value);
}

/** Whole numbers of scale `to` at or beyond a value of scale `from`: floor and ceiling. */
export function floorDecimal(value: Integer, from: number): bigint {
  const exact = BigInt(value);
  const unit = powerOfTen(from);
  const quotient = exact / unit;
  return exact < 0n && exact % unit !== 0n ? quotient - 1n : quotient;
}

export function ceilDecimal(value: Integer, from: number): bigint {
  return -floorDecimal(-BigInt(value), from);
}

/** Rounds half away from zero to `digits` after the point (before it when negative), then writes it at the result's scale. */
export function roundDecimal(value: Integer, digits: Integer, from: number, result: DecimalType): Integer {
  return atDigits(value, digits, from, result, 'round', (exact, to) => rescale(exact, from, to));
}

/** Cuts towards zero after `digits` digits. */
export function truncateDecimal(value: Integer, digits: Integer, from: number, result: DecimalType): Integer {
  return atDigits(value, digits, from, result, 'trunc', (exact, to) => exact / powerOfTen(from - to));
}

function atDigits(
  value: Integer,
  digits: Integer,
  from: number,
  result: DecimalType,
  operation: string,
  cut: (exact: bigint, to: number) => bigint,
): Integer {
  if (digits >= from) return withinPrecision(rescale(value, from, result.scale), result.precision, operation);
  const to = Math.max(Number(digits), -39);
  return withinPrecision(rescaleAny(cut(BigInt(value), to), to, result.scale), result.precision, operation);
}

/** To a scale that is not smaller; both may be negative. */
function rescaleAny(value: bigint, from: number, to: number): bigint {
  return value * powerOfTen(to - from);
}

/** The remainder at the larger scale, with the sign of the dividend. */
export function modDecimal(dividend: Integer, divisor: Integer, left: DecimalType, right: DecimalType): Integer {
  if (divisor === 0) throw divisionByZero('mod');
  const scale = Math.max(left.scale, right.scale);
  return carried(rescale(dividend, left.scale, scale) % rescale(divisor, right.scale, scale));
}

/** The quotient of two decimals, rounded half away from zero at the result's scale. */
export function divideDecimal(
  dividend: Integer,
  divisor: Integer,
  left: DecimalType,
  right: DecimalType,
  result: DecimalType,
  operation: string,
): Integer {
  if (divisor === 0) throw divisionByZero(operation);
  const shift = result.scale - left.scale + right.scale;
  const top = BigInt(dividend) * powerOfTen(Math.max(0, shift));
  const bottom = BigInt(divisor) * powerOfTen(Math.max(0, -shift));
  return withinPrecision(divideRounded(top, bottom), result.precision, operation);
}
