import type { DataType, DecimalType, IntType } from '../../contract/data-type.ts';
import { MAX_PRECISION } from '../../contract/decimal-rules.ts';
import type { TypedLiteral } from '../../ir/typed-expression.ts';
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
 * A numeric constant of one type as a constant of another, or why it does not fit exactly: `digits` would be lost, or the
 * `range` is too small.
 */
export function convertNumber(value: Constant, from: DataType, to: DataType): Constant | 'digits' | 'range' {
  if (from.kind === 'float') return to.kind === 'float' ? value : 'digits';
  if (from.kind !== 'int' && from.kind !== 'decimal') return 'digits';
  const scale = from.kind === 'decimal' ? from.scale : 0;
  const whole = wholeOf(value);
  if (to.kind === 'float') return Number(whole) / 10 ** scale;
  if (to.kind !== 'int' && to.kind !== 'decimal') return 'digits';
  const [low, high] =
    to.kind === 'int' ? intRange(to) : [1n - 10n ** BigInt(to.precision), 10n ** BigInt(to.precision) - 1n];
  const toScale = to.kind === 'decimal' ? to.scale : 0;
  const [power, toPower] = [10n ** BigInt(scale), 10n ** BigInt(toScale)];
  if (whole * toPower < low * power || whole * toPower > high * power) return 'range';
  const scaled = rescale(whole, scale, toScale);
  return scaled === undefined ? 'digits' : wholeConstant(scaled);
}

/** A scaled whole number as it is written: 12345 with two digits behind the point is `123.45`. */
export function decimalText(whole: bigint, scale: number): string {
  const digits = String(whole < 0n ? -whole : whole).padStart(scale + 1, '0');
  const sign = whole < 0n ? '-' : '';
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The values that an int or decimal type holds, for messages: `-99.99 to 99.99`. */
export function rangeText(type: IntType | DecimalType): string {
  if (type.kind === 'int') return intRange(type).join(' to ');
  const most = 10n ** BigInt(type.precision) - 1n;
  return `${decimalText(-most, type.scale)} to ${decimalText(most, type.scale)}`;
}

function rescale(value: bigint, from: number, to: number): bigint | undefined {
  if (to >= from) return value * 10n ** BigInt(to - from);
  const unit = 10n ** BigInt(from - to);
  return value % unit === 0n ? value / unit : undefined;
}

/** A literal number as it is written. */
export function numberText({ value, slot: { type } }: TypedLiteral): string {
  return type.kind === 'decimal' || type.kind === 'int'
    ? decimalText(wholeOf(value), type.kind === 'decimal' ? type.scale : 0)
    : String(value);
}
