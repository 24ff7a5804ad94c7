import { decimal, type DecimalType, type IntType } from './data-type.ts';

/** The most digits that a decimal can have. */
export const MAX_PRECISION = 38;

/** Digits after the point that a quotient has at least. */
const QUOTIENT_SCALE = 6;

/** Further digits after the point that an average has. */
const AVERAGE_DIGITS = 4;

/**
 * The type of a decimal result from the types of the decimal arguments, in order. `digits` is the value of the argument that counts
 * digits (`round(x, 2)`) where it is a literal, otherwise `null`. The result is `null` where no decimal can hold the exact value:
 * an argument must be cast to fewer digits first.
 */
export type DecimalRule = (operands: readonly DecimalType[], digits: number | null) => DecimalType | null;

/** The rules by the name that a signature's `decimal` option gives. */
export const decimalRules = {
  /** Every whole digit of either side, one more for the carry, and the larger scale. */
  add: ([left, right]) => {
    const scale = Math.max(left!.scale, right!.scale);
    return capped(Math.max(wholeDigits(left!), wholeDigits(right!)) + scale + 1, scale);
  },
  /** The sums of digits and of scales. */
  multiply: ([left, right]) => {
    const scale = left!.scale + right!.scale;
    return scale > MAX_PRECISION ? null : capped(left!.precision + right!.precision, scale);
  },
  /** Rounded half away from zero at the result's scale. Where digits would pass 38, digits after the point go first, down to six. */
  divide: ([left, right]) => {
    const whole = wholeDigits(left!) + right!.scale;
    const scale = Math.max(QUOTIENT_SCALE, left!.scale + right!.precision + 1);
    if (whole + scale <= MAX_PRECISION) return decimal(whole + scale, scale);
    return decimal(MAX_PRECISION, Math.max(MAX_PRECISION - whole, QUOTIENT_SCALE));
  },
  /** A remainder is smaller than both sides. */
  modulo: ([left, right]) => {
    const scale = Math.max(left!.scale, right!.scale);
    return capped(Math.min(wholeDigits(left!), wholeDigits(right!)) + scale, scale);
  },
  /** The type of the first argument. */
  same: ([value]) => value!,
  /** A whole number after rounding, which may carry into one more digit. */
  whole: ([value]) => (value!.scale === 0 ? value! : capped(wholeDigits(value!) + 1, 0)),
  /** A whole number after cutting. */
  truncate: ([value]) => capped(wholeDigits(value!), 0),
  /** Rounded to `digits` after the point; a number of digits that is not a literal keeps the scale. */
  round: ([value], digits) => {
    if (digits !== null && digits >= value!.scale) return value!;
    const scale = digits === null ? value!.scale : Math.max(0, digits);
    return capped(wholeDigits(value!) + scale + 1, scale);
  },
  /** Any number of rows may be added up. */
  sum: ([value]) => decimal(MAX_PRECISION, value!.scale),
  /** Rounded half away from zero, four digits finer than the values. */
  average: ([value]) => {
    const scale = Math.min(value!.scale + AVERAGE_DIGITS, MAX_PRECISION - wholeDigits(value!));
    return capped(wholeDigits(value!) + scale, scale);
  },
} as const satisfies Record<string, DecimalRule>;

export type DecimalRuleName = keyof typeof decimalRules;

/** The decimal that holds every value of an int type. */
export function decimalOfInt(type: IntType): DecimalType {
  const digits = { 8: 3, 16: 5, 32: 10, 64: type.unsigned ? 20 : 19 };
  return decimal(digits[type.bits], 0);
}

/** The narrowest decimal into which both go without losing digits, as far as 38 digits reach. */
export function commonDecimal(left: DecimalType, right: DecimalType): DecimalType {
  const scale = Math.max(left.scale, right.scale);
  return capped(Math.max(wholeDigits(left), wholeDigits(right)) + scale, scale);
}

function wholeDigits(type: DecimalType): number {
  return type.precision - type.scale;
}

function capped(precision: number, scale: number): DecimalType {
  return decimal(Math.min(MAX_PRECISION, Math.max(1, precision)), scale);
}
