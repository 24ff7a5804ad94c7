import type { IntervalValue } from '../value.ts';
import { integerValue } from '../value.ts';
import { daysInMonth, daysSince1970 } from './calendar.ts';
import { MICROS_PER_DAY } from './print-time.ts';

/** Each of these gives `null` for text that is not of its form or out of range; spaces around it do not count. */

const DATE = /^([+-]?\d{4,6})([-/])(\d{1,2})\2(\d{1,2})$/;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?$/;
const ZONE = /\s*(?:(z|utc|gmt)|([+-])(\d{2})(?::?(\d{2}))?(?::?(\d{2}))?)$/i;

/** Days since 1970-01-01 from `2026-01-14` or `2026/1/14`. */
export function parseDate(text: string): number | null {
  const plain = text.length === 10 ? plainDate(text) : NaN;
  if (!Number.isNaN(plain)) return plain;
  const match = DATE.exec(text.trim());
  if (match === null) return null;
  const year = Number(match[1]);
  const month = Number(match[3]);
  const day = Number(match[4]);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return daysSince1970(year, month, day);
}

/** Microseconds since midnight from `07:05`, `07:05:09` or `07:05:09.123456`; digits beyond microseconds are cut off. */
export function parseTime(text: string): number | null {
  const match = TIME.exec(text.trim());
  if (match === null) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2]);
  const seconds = Number(match[3] ?? 0);
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000000 + micros(match[4]);
}

/** The usual spelling `2026-01-14`, at the start of the text, without a pattern; NaN for all else. */
function plainDate(text: string): number {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
    ? daysSince1970(year, month, day)
    : NaN;
}

/** The usual spelling `2026-01-14 07:05:09`; NaN for all else. */
function plainTimestamp(text: string): number {
  const gap = text.charCodeAt(10);
  if ((gap !== 32 && gap !== 84) || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return NaN;
  const hours = digits(text, 11, 2);
  const minutes = digits(text, 14, 2);
  const seconds = digits(text, 17, 2);
  if (!(hours <= 23 && minutes <= 59 && seconds <= 59)) return NaN;
  return plainDate(text) * MICROS_PER_DAY + ((hours * 60 + minutes) * 60 + seconds) * 1000000;
}

function digits(text: string, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

function micros(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.slice(0, 6).padEnd(6, '0'));
}

/** Microseconds since 1970-01-01 from a date, or a date and a time with `T` or a space between; an offset at the end is taken off, so that the result is UTC. */
export function parseTimestamp(text: string): number | bigint | null {
  const plain = text.length === 19 ? plainTimestamp(text) : NaN;
  if (Number.isSafeInteger(plain)) return plain;
  const trimmed = text.trim();
  const gap = trimmed.search(/[T\s]/i);
  if (gap < 0) return joinTimestamp(parseDate(trimmed), 0);
  const zone = ZONE.exec(trimmed.slice(gap));
  const end = zone === null ? trimmed.length : gap + zone.index;
  const time = parseTime(trimmed.slice(gap + 1, end));
  const offset = zone === null ? 0 : zoneOffset(zone);
  return time === null || offset === null ? null : joinTimestamp(parseDate(trimmed.slice(0, gap)), time - offset);
}

function zoneOffset(match: RegExpExecArray): number | null {
  if (match[1] !== undefined) return 0;
  const hours = Number(match[3]);
  const minutes = Number(match[4] ?? 0);
  const seconds = Number(match[5] ?? 0);
  if (hours > 15 || minutes > 59 || seconds > 59) return null;
  return (match[2] === '-' ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds) * 1000000;
}

/** Microseconds since 1970-01-01 of a day and microseconds from its midnight; `null` beyond 64 bits. */
export function joinTimestamp(days: number | null, microsOfDay: number): number | bigint | null {
  if (days === null) return null;
  const timestamp = days * MICROS_PER_DAY + microsOfDay;
  if (Number.isSafeInteger(timestamp)) return timestamp;
  const exact = BigInt(days) * 86400000000n + BigInt(microsOfDay);
  return exact === BigInt.asIntN(64, exact) ? integerValue(exact) : null;
}

/** What one of a unit is, in months, days or microseconds. */
const UNITS: readonly (readonly [name: RegExp, part: 'months' | 'days' | 'micros', size: number])[] = [
  [/^(us|usecs?|microsecs?|microseconds?)$/, 'micros', 1],
  [/^(ms|msecs?|millisecs?|milliseconds?)$/, 'micros', 1000],
  [/^(s|secs?|seconds?)$/, 'micros', 1000000],
  [/^(m|mins?|minutes?)$/, 'micros', 60000000],
  [/^(h|hrs?|hours?)$/, 'micros', 3600000000],
  [/^(d|days?)$/, 'days', 1],
  [/^(w|weeks?)$/, 'days', 7],
  [/^(mons?|months?)$/, 'months', 1],
  [/^quarters?$/, 'months', 3],
  [/^(y|yrs?|years?)$/, 'months', 12],
  [/^decades?$/, 'months', 120],
  [/^(century|centuries)$/, 'months', 1200],
  [/^(millennium|millenniums|millennia)$/, 'months', 12000],
];

/** What the next part of a fraction counts: a month as 30 days, a day as 24 hours. */
const FINER = { months: ['days', 30], days: ['micros', MICROS_PER_DAY], micros: [null, 0] } as const;

const ISO =
  /^(-?)p(?:(-?[\d.]+)y)?(?:(-?[\d.]+)m)?(?:(-?[\d.]+)w)?(?:(-?[\d.]+)d)?(?:t(?:(-?[\d.]+)h)?(?:(-?[\d.]+)m)?(?:(-?[\d.]+)s)?)?$/;
const ISO_UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'];
const PART =
  /^\s*(?:([+-]?)(\d+):(\d{2})(?::(\d{2})(?:\.(\d+))?)?|([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)\s*([a-z]+))\s*(?:,|and\b)?/;

/** An interval from `1 year 2 months 3 days 04:05:06`, `7 days`, `-1.5 hours`, `2 weeks ago` or ISO 8601 (`P1Y2M3DT4H5M6S`). */
export function parseInterval(text: string): IntervalValue | null {
  const sum = { months: 0, days: 0, micros: 0 };
  let rest = text.trim().toLowerCase();
  const ago = rest.endsWith(' ago');
  if (ago) rest = rest.slice(0, -4);
  const iso = ISO.exec(rest);
  if (iso !== null && rest.length > 1 && !rest.endsWith('t')) {
    for (let i = 0; i < ISO_UNITS.length; i++) {
      const amount = iso[i + 2];
      if (amount !== undefined && !add(sum, amount, ISO_UNITS[i]!)) return null;
    }
    return signed(sum, iso[1] === '-' ? -1 : 1);
  }
  if (rest === '') return null;
  while (rest !== '') {
    const match = PART.exec(rest);
    if (match === null) return null;
    if (match[2] !== undefined) {
      const clock =
        ((Number(match[2]) * 60 + Number(match[3])) * 60 + Number(match[4] ?? 0)) * 1000000 + micros(match[5]);
      if (Number(match[3]) > 59 || Number(match[4] ?? 0) > 59) return null;
      sum.micros += match[1] === '-' ? -clock : clock;
    } else if (!add(sum, match[6]!, match[7]!)) return null;
    rest = rest.slice(match[0].length);
  }
  return signed(sum, ago ? -1 : 1);
}

function add(sum: { months: number; days: number; micros: number }, amount: string, unit: string): boolean {
  const found = UNITS.find(([name]) => name.test(unit));
  if (found === undefined || Number.isNaN(Number(amount))) return false;
  let part: 'months' | 'days' | 'micros' = found[1];
  let count = roundTiny(Number(amount) * found[2]);
  for (;;) {
    const [finer, size] = FINER[part];
    if (finer === null) {
      sum[part] += Math.round(count);
      return true;
    }
    const whole = Math.trunc(count);
    sum[part] += whole;
    if (whole === count) return true;
    count = roundTiny((count - whole) * size);
    part = finer;
  }
}

/** Takes away what binary fractions add: `0.1 * 3` is `0.3`. */
function roundTiny(value: number): number {
  return Number(value.toPrecision(15));
}

function signed(sum: IntervalValue, sign: number): IntervalValue | null {
  const months = sum.months * sign + 0;
  const days = sum.days * sign + 0;
  const micros = sum.micros * sign + 0;
  return months === (months | 0) && days === (days | 0) && Number.isSafeInteger(micros)
    ? { months, days, micros }
    : null;
}
