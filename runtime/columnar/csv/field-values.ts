import { daysInMonth, daysSince1970 } from '../convert/calendar.ts';
import { FieldClass } from './field-class.ts';

/** Digits whose number every double keeps, powers of ten that are exact: their quotient is correctly rounded. */
const SAFE_DIGITS = 15;
const POWERS = Float64Array.from({ length: 23 }, (_, n) => Number(`1e${n}`));

/** What `readNumber` found, beside the value. */
export const NO_NUMBER = 0;
export const WHOLE = FieldClass.int;
export const FRACTION = FieldClass.float;

/** Reads plain decimal numbers of up to 15 digits from bytes, without making strings of them. */
export class NumberReader {
  value = 0;

  /** `WHOLE` or `FRACTION` with `value` set, or `NO_NUMBER` for all else, which may still be a number of another form. */
  read(bytes: Uint8Array, start: number, end: number): number {
    let at = start;
    const negative = bytes[at] === 0x2d;
    if (negative) at++;
    let digits = 0;
    let fraction = -1;
    let value = 0;
    const first = at;
    for (; at < end; at++) {
      const byte = bytes[at]!;
      if (byte >= 0x30 && byte <= 0x39) {
        value = value * 10 + (byte - 0x30);
        digits++;
      } else if (byte === 0x2e && fraction < 0) fraction = digits;
      else return NO_NUMBER;
    }
    if (digits === 0 || digits > SAFE_DIGITS) return NO_NUMBER;
    if (bytes[first] === 0x30 && fraction !== 1 && digits > 1) return NO_NUMBER;
    if (fraction >= 0) value /= POWERS[digits - fraction]!;
    this.value = negative ? (fraction < 0 ? 0 - value : -value) : value;
    return fraction < 0 ? WHOLE : FRACTION;
  }
}

/** Days since 1970-01-01 of a date that is written `2026-01-14`; NaN for all else. */
export function readDate(bytes: Uint8Array, start: number, end: number): number {
  if (end - start !== 10 || bytes[start + 4] !== 0x2d || bytes[start + 7] !== 0x2d) return NaN;
  const year = digitsAt(bytes, start, 4);
  const month = digitsAt(bytes, start + 5, 2);
  const day = digitsAt(bytes, start + 8, 2);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
    ? daysSince1970(year, month, day)
    : NaN;
}

/** Microseconds since 1970-01-01 of a timestamp that is written `2026-01-14 07:05:09` (or with `T`) and within ±2^53; NaN for all else. */
export function readTimestamp(bytes: Uint8Array, start: number, end: number): number {
  if (
    end - start !== 19 ||
    (bytes[start + 10] !== 0x20 && bytes[start + 10] !== 0x54) ||
    bytes[start + 13] !== 0x3a ||
    bytes[start + 16] !== 0x3a
  )
    return NaN;
  const hours = digitsAt(bytes, start + 11, 2);
  const minutes = digitsAt(bytes, start + 14, 2);
  const seconds = digitsAt(bytes, start + 17, 2);
  if (!(hours <= 23 && minutes <= 59 && seconds <= 59)) return NaN;
  const timestamp =
    readDate(bytes, start, start + 10) * 86400000000 + ((hours * 60 + minutes) * 60 + seconds) * 1000000;
  return Number.isSafeInteger(timestamp) ? timestamp : NaN;
}

function digitsAt(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    const digit = bytes[at]! - 0x30;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}
