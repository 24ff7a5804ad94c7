import { civilDate, daysSince1970 } from '../../columnar/convert/calendar.ts';
import { joinTimestamp } from '../../columnar/convert/parse-time.ts';
import { printTime, splitTimestamp } from '../../columnar/convert/print-time.ts';

/** Dates and timestamps as DuckDB writes and reads them: years before our era as `0044-03-15 (BC)`, nothing cut off. */

const ERA = ' (BC)';

export function dateText(days: number): string {
  const { year, month, day } = civilDate(days);
  const text = `${pad(year > 0 ? year : 1 - year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return year > 0 ? text : text + ERA;
}

/** `2021-01-31 01:02:03.5`; `+00` behind it for instants. */
export function timestampText(timestamp: number | bigint, zoned: boolean): string {
  const { days, micros } = splitTimestamp(timestamp);
  const date = dateText(days);
  const before = date.endsWith(ERA);
  return `${before ? date.slice(0, -ERA.length) : date} ${printTime(micros)}${zoned ? '+00' : ''}${before ? ERA : ''}`;
}

/** Days of a date's text, `null` when it is not one (`infinity` is none). */
export function parseDate(text: string): number | null {
  const match = /^(\d{1,7})-(\d{1,2})-(\d{1,2})( \(BC\))?$/.exec(text);
  if (match === null) return null;
  const year = Number(match[1]);
  return daysSince1970(match[4] === undefined ? year : 1 - year, Number(match[2]), Number(match[3]));
}

/** µs since midnight of a time's text; digits after the sixth must be zeros. */
export function parseTime(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,6})0*)?$/.exec(text);
  if (match === null) return null;
  const seconds = Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
  return seconds * 1e6 + Number((match[4] ?? '').padEnd(6, '0'));
}

/** µs of a timestamp's text, with an offset for instants. */
export function parseTimestamp(text: string): number | bigint | null {
  const match = /^(\S+)[ T](\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?:([+-])(\d{2})(?::?(\d{2}))?|Z)?( \(BC\))?$/.exec(text);
  if (match === null) return null;
  const days = parseDate(match[1]! + (match[6] ?? ''));
  const time = parseTime(match[2]!);
  if (days === null || time === null) return null;
  const offset = (Number(match[4] ?? 0) * 3600 + Number(match[5] ?? 0) * 60) * 1e6;
  return joinTimestamp(days, match[3] === '-' ? time + offset : time - offset);
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
