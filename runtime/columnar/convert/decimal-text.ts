import { integerValue } from '../value.ts';

/** A scaled whole number as text, with all digits of its scale and a zero before the point. */
export function printDecimal(scaled: number | bigint, scale: number): string {
  const text = scaled.toString();
  if (scale === 0) return text;
  const negative = text.startsWith('-');
  const digits = (negative ? text.slice(1) : text).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${negative ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?$/i;

/** The whole number that stands for the text at `scale`, rounded half away from zero; `null` for other text. Not checked against a precision. */
export function parseDecimal(text: string, scale: number): bigint | null {
  const match = DECIMAL.exec(text.trim());
  if (match === null || (match[2] === '' && (match[3] ?? '') === '')) return null;
  const fraction = match[3] ?? '';
  const shift = scale - fraction.length + Number(match[4] ?? 0);
  const digits = BigInt(match[2]! + fraction || '0');
  const scaled = shift >= 0 ? digits * 10n ** BigInt(shift) : divideRounded(digits, 10n ** BigInt(-shift));
  return match[1] === '-' ? -scaled : scaled;
}

/** How many digits after the point a decimal's text needs: zeros at its end are none. 0 for other text. */
export function digitsAfterPoint(text: string): number {
  const match = DECIMAL.exec(text.trim());
  if (match === null) return 0;
  const fraction = match[3] ?? '';
  const digits = match[2]! + fraction;
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return 0;
  return Math.max(fraction.length - Number(match[4] ?? 0) - (digits.length - significant.length), 0);
}

/** a / b for b > 0 to the nearest whole number, halves away from zero. */
export function divideRounded(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  const rest = a % b;
  if ((rest < 0n ? -rest : rest) * 2n < b) return quotient;
  return a < 0n ? quotient - 1n : quotient + 1n;
}

/** A scaled number at another scale, rounded half away from zero when digits go. */
export function rescale(scaled: number | bigint, from: number, to: number): bigint {
  const exact = BigInt(scaled);
  return to >= from ? exact * 10n ** BigInt(to - from) : divideRounded(exact, 10n ** BigInt(from - to));
}

/** The run-time value of a scaled number, or `null` when it has more than `precision` digits. */
export function decimalValue(scaled: bigint, precision: number): number | bigint | null {
  const limit = 10n ** BigInt(precision);
  return scaled < limit && scaled > -limit ? integerValue(scaled) : null;
}

/** The double nearest to a scaled number. */
export function decimalToFloat(scaled: number | bigint, scale: number): number {
  return scale === 0 ? Number(scaled) : Number(`${scaled}e-${scale}`);
}
