import type { Constant } from '../../contract/scalar.ts';

const MICROS_PER_DAY = 86_400_000_000;

/** Days since 1970-01-01 of `2026-01-31`, or null if it is no date. Years 0001 to 9999. */
export function readDate(text: string): number | null {
  const match = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 86_400_000 : null;
}

/** Microseconds since midnight of `08:30`, `08:30:15`, `08:30:15.25`, or null. */
export function readTime(text: string): number | null {
  const match = /^\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*$/.exec(text);
  if (match === null) return null;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const micros = Number((match[4] ?? '').padEnd(6, '0').slice(0, 6));
  return ((hour * 60 + minute) * 60 + second) * 1_000_000 + micros;
}

/** Microseconds since 1970 of a date with or without a time, and with or without a zone (`Z`, `+02:00`); without one it is UTC. */
export function readTimestamp(text: string): Constant {
  const match =
    /^\s*(\d{4}-\d{1,2}-\d{1,2})(?:[T ]\s*(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?\s*$/i.exec(
      text,
    );
  if (match === null) return null;
  const days = readDate(match[1] ?? '');
  const time = match[2] === undefined ? 0 : readTime(match[2]);
  if (days === null || time === null) return null;
  const offset = readOffset(match[3]);
  if (offset === null) return null;
  const inDay = time - offset;
  const micros = days * MICROS_PER_DAY + inDay;
  return Number.isSafeInteger(micros) ? micros : { big: String(BigInt(days) * BigInt(MICROS_PER_DAY) + BigInt(inDay)) };
}

/** Microseconds east of UTC. */
function readOffset(zone: string | undefined): number | null {
  if (zone === undefined || /^(z|utc)$/i.test(zone)) return 0;
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (match === null || Number(match[2]) > 15 || Number(match[3] ?? 0) > 59) return null;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0)) * 60_000_000;
}

type Parts = readonly [months: number, days: number, micros: number];

/** What one of each unit adds to an interval. */
const UNITS: ReadonlyMap<string, Parts> = new Map(
  Object.entries<Parts>({
    millennium: [12_000, 0, 0],
    century: [1200, 0, 0],
    decade: [120, 0, 0],
    year: [12, 0, 0],
    y: [12, 0, 0],
    quarter: [3, 0, 0],
    month: [1, 0, 0],
    mon: [1, 0, 0],
    week: [0, 7, 0],
    w: [0, 7, 0],
    day: [0, 1, 0],
    d: [0, 1, 0],
    hour: [0, 0, 3_600_000_000],
    h: [0, 0, 3_600_000_000],
    minute: [0, 0, 60_000_000],
    min: [0, 0, 60_000_000],
    m: [0, 0, 60_000_000],
    second: [0, 0, 1_000_000],
    sec: [0, 0, 1_000_000],
    s: [0, 0, 1_000_000],
    millisecond: [0, 0, 1000],
    ms: [0, 0, 1000],
    microsecond: [0, 0, 1],
    us: [0, 0, 1],
  }),
);

/**
 * `7 days`, `1 year 2 months`, `-3 hours`, `01:30:00`, `1 day 12:00`, with `ago` at the end to negate; null if it is no interval, or one of more months or
 * days than 32 bits count.
 */
export function readInterval(text: string): Constant {
  const words = text
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .flatMap((word) => word.match(/^([+-]?[\d.]+)([a-z]+)$/)?.slice(1) ?? [word]);
  const ago = words.at(-1) === 'ago';
  if (ago) words.pop();
  if (words.length === 0 || words[0] === '') return null;
  const sum = [0, 0, 0];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const clock = /^([+-]?)(\d+:\d{2}(?::\d{2}(?:\.\d+)?)?)$/.exec(word);
    const parts = clock === null ? unitParts(word, words[++i]) : clockParts(clock[1] ?? '', clock[2] ?? '');
    if (parts === null) return null;
    for (const k of [0, 1, 2]) sum[k] = (sum[k] ?? 0) + (parts[k] ?? 0);
  }
  const [months = 0, days = 0, micros = 0] = sum.map((part) => (ago ? -part : part) + 0);
  const fits = months === (months | 0) && days === (days | 0) && Number.isSafeInteger(micros);
  return fits ? { interval: [months, days, micros] } : null;
}

function clockParts(sign: string, text: string): Parts | null {
  const [hours = '0', minutes = '0', seconds = '0'] = text.split(':');
  const micros = (Number(hours) * 60 + Number(minutes)) * 60_000_000 + Math.round(Number(seconds) * 1_000_000);
  return Number(minutes) > 59 ? null : [0, 0, sign === '-' ? -micros : micros];
}

/** An amount of a unit. A fraction of a month or day goes into the smaller units (30 days, 24 hours). */
function unitParts(amount: string, unit: string | undefined): Parts | null {
  const count = /^[+-]?(\d+(\.\d+)?|\.\d+)$/.test(amount) ? Number(amount) : Number.NaN;
  const one = UNITS.get(unit ?? '') ?? UNITS.get((unit ?? '').replace(/s$/, ''));
  if (Number.isNaN(count) || one === undefined) return null;
  const months = count * one[0];
  const days = count * one[1] + (months - Math.trunc(months)) * 30;
  const micros = count * one[2] + (days - Math.trunc(days)) * MICROS_PER_DAY;
  return [Math.trunc(months), Math.trunc(days), Math.round(micros)];
}
