import { numericOverflow } from './failure.ts';
import { carried, magnitude, type Integer } from './integer.ts';

const POWERS: readonly bigint[] = Array.from({ length: 80 }, (_, n) => 10n ** BigInt(n));

/** 10^n as a `bigint`, for n from 0. */
export function powerOfTen(n: number): bigint {
  return POWERS[n] ?? 10n ** BigInt(n);
}

/** The carried form of a scaled value of at most `precision` digits; raises `NumericOverflow` beyond. */
export function withinPrecision(value: bigint, precision: number, operation: string): Integer {
  if (magnitude(value) >= powerOfTen(precision)) throw numericOverflow(operation, `a decimal of ${precision} digits`);
  return carried(value);
}

/** a / b to the nearest whole number, halves away from zero. */
export function divideRounded(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  const rest = magnitude(a % b) * 2n;
  if (rest < magnitude(b)) return quotient;
  return a < 0n === b < 0n ? quotient + 1n : quotient - 1n;
}

/** A scaled value at another scale, rounded half away from zero when digits go. */
export function rescale(value: Integer, from: number, to: number): bigint {
  const exact = BigInt(value);
  if (to >= from) return exact * powerOfTen(to - from);
  return divideRounded(exact, powerOfTen(from - to));
}

/** A scaled value as text: all digits of its scale, a zero before the point. */
export function decimalText(value: Integer, scale: number): string {
  const text = value.toString();
  if (scale === 0) return text;
  const negative = text.startsWith('-');
  const digits = (negative ? text.slice(1) : text).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${negative ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The nearest float of a scaled value. */
export function decimalToFloat(value: Integer, scale: number): number {
  return scale === 0 ? Number(value) : Number(`${value}e-${scale}`);
}
