import type { DataType, DecimalType, IntType } from '../../contract/data-type.ts';
import { MAX_PRECISION } from '../../contract/decimal-rules.ts';
import type { Constant } from '../../contract/scalar.ts';

/** An exact whole number as a constant. */
export function wholeConstant(value: bigint): Constant {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : { big: String(value) };
}

/** The whole number in a constant of an int or decimal type. */
export function wholeOf(value: Constant): bigint {
  if (typeof value === 'number') return BigInt(value);
  return typeof value === 'object' && value !== null && 'big' in value ? BigInt(value.big) : 0n;
}

/** The decimal type of a literal with a point, and its scaled value; `null` beyond 38 digits. */
export function readDecimal(text: string): { readonly type: DecimalType; readonly value: Constant } | null {
  const [whole = '', fraction = ''] = text.split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  const precision = Math.max(1, digits.length, fraction.length);
  if (precision > MAX_PRECISION) return null;
  return {
    type: { kind: 'decimal', precision, scale: fraction.length },
    value: wholeConstant(BigInt(whole + fraction || '0')),
  };
}

/** The narrowest decimal that holds a whole number. */
export function decimalOfWhole(value: bigint): DecimalType {
  return { kind: 'decimal', precision: Math.max(1, String(value < 0n ? -value : value).length), scale: 0 };
}

/** The least and greatest value of an int type. */
export function intRange(type: IntType): readonly [bigint, bigint] {
  const bits = BigInt(type.bits);
  return type.unsigned ? [0n, 2n ** bits - 1n] : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
}

/**
 * A numeric constant of one type as a constant of another, or `undefined` where it does not fit exactly: digits would be lost,
 * or the range is too small.
 */
export function convertNumber(value: Constant, from: DataType, to: DataType): Constant | undefined {
  if (from.kind === 'float') return to.kind === 'float' ? value : undefined;
  if (from.kind !== 'int' && from.kind !== 'decimal') return undefined;
  const scale = from.kind === 'decimal' ? from.scale : 0;
  const whole = wholeOf(value);
  if (to.kind === 'float') return Number(whole) / 10 ** scale;
  if (to.kind !== 'int' && to.kind !== 'decimal') return undefined;
  const scaled = rescale(whole, scale, to.kind === 'decimal' ? to.scale : 0);
  if (scaled === undefined) return undefined;
  const [low, high] =
    to.kind === 'int' ? intRange(to) : [1n - 10n ** BigInt(to.precision), 10n ** BigInt(to.precision) - 1n];
  return scaled < low || scaled > high ? undefined : wholeConstant(scaled);
}

function rescale(value: bigint, from: number, to: number): bigint | undefined {
  if (to >= from) return value * 10n ** BigInt(to - from);
  const unit = 10n ** BigInt(from - to);
  return value % unit === 0n ? value / unit : undefined;
}
