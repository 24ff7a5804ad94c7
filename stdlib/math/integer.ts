import { divisionByZero, invalidArgument } from '../value/failure.ts';
import { divideRounded, powerOfTen } from '../value/decimal.ts';
import { carried, int64, magnitude, type Integer } from '../value/integer.ts';

export function absInt(value: Integer): Integer {
  return typeof value === 'number' ? Math.abs(value) : int64(magnitude(value), 'abs');
}

export function signOf(value: Integer): number {
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}

/** The remainder, with the sign of the dividend. */
export function modInt(dividend: Integer, divisor: Integer): Integer {
  if (divisor === 0) throw divisionByZero('mod');
  if (typeof dividend === 'number' && typeof divisor === 'number') return (dividend % divisor) + 0;
  return carried(BigInt(dividend) % BigInt(divisor));
}

export function gcd(a: Integer, b: Integer): Integer {
  return int64(bigGcd(BigInt(a), BigInt(b)), 'gcd');
}

export function lcm(a: Integer, b: Integer): Integer {
  if (a === 0 || b === 0) return 0;
  const left = BigInt(a);
  const right = BigInt(b);
  return int64(magnitude((left / bigGcd(left, right)) * right), 'lcm');
}

function bigGcd(a: bigint, b: bigint): bigint {
  let x = magnitude(a);
  let y = magnitude(b);
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** 20! is the last that fits an int. */
export function factorial(value: Integer): Integer {
  if (value < 0) throw invalidArgument('factorial', 'value', value, 'it must not be negative');
  let product = 1n;
  for (let i = 2n; i <= BigInt(value) && product > 0n; i++) product = BigInt(int64(product * i, 'factorial'));
  return int64(product, 'factorial');
}

/** Rounds to tens, hundreds, … when `digits` is negative; halves go away from zero. */
export function roundInt(value: Integer, digits: Integer): Integer {
  if (digits >= 0) return value;
  if (digits < -19) return 0;
  const unit = powerOfTen(-Number(digits));
  return int64(divideRounded(BigInt(value), unit) * unit, 'round');
}

/** Cuts to tens, hundreds, … when `digits` is negative. */
export function truncateInt(value: Integer, digits: Integer): Integer {
  if (digits >= 0) return value;
  if (digits < -19) return 0;
  const unit = powerOfTen(-Number(digits));
  return carried((BigInt(value) / unit) * unit);
}

/** The bits of an int64, as if it were unsigned, that are 1. */
export function bitCount(value: Integer): number {
  let bits = BigInt.asUintN(64, BigInt(value));
  let count = 0;
  for (; bits !== 0n; bits &= bits - 1n) count++;
  return count;
}

/** A bit operation on 64-bit two's complement. */
export function bitwise(operation: (a: bigint, b: bigint) => bigint): (a: Integer, b: Integer) => Integer {
  return (a, b) => carried(operation(BigInt(a), BigInt(b)));
}

/** Shifts to the left (to the right when `places` is negative), keeping the sign; a bit that would be lost is an overflow. */
export function bitShift(value: Integer, places: Integer): Integer {
  if (places < 0) return carried(BigInt(value) >> BigInt(places < -64 ? 64 : -Number(places)));
  if (value === 0) return 0;
  return int64(BigInt(value) << BigInt(places > 64 ? 64 : places), 'bit_shift');
}

/** `value << places`, of numbers that are not negative; a bit that would be lost is an overflow. */
export function shiftLeft(value: Integer, places: Integer): Integer {
  if (value < 0) throw invalidArgument('<<', 'the left operand', value, 'it must not be negative');
  if (places < 0) throw invalidArgument('<<', 'the right operand', places, 'it must not be negative');
  if (value === 0) return 0;
  return int64(BigInt(value) << BigInt(places > 64 ? 64 : places), '<<');
}

/** `value >> places`, keeping the sign; 0 where `places` is not from 0 to 63. */
export function shiftRight(value: Integer, places: Integer): Integer {
  return places < 0 || places > 63 ? 0 : carried(BigInt(value) >> BigInt(places));
}
