import { civilFromDays, dayOfYear, isoDayOfWeek, isoWeek } from '../value/calendar.ts';
import { invalidArgument } from '../value/failure.ts';
import type { Integer } from '../value/integer.ts';
import { dateText, timeText, twoDigits, yearText } from '../value/show.ts';
import { dayTime, MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND } from '../value/timestamp.ts';
import { timestampPart } from './date-part.ts';
import { MONTHS, WEEKDAYS } from './names.ts';

/** A moment taken apart, as the letters of a format see it. */
interface Moment {
  readonly timestamp: Integer;
  readonly days: number;
  readonly micros: number;
  readonly zoned: boolean;
}

const date = (moment: Moment): ReturnType<typeof civilFromDays> => civilFromDays(moment.days);
const hour = (moment: Moment): number => Math.floor(moment.micros / MICROS_PER_HOUR);
const hour12 = (moment: Moment): number => hour(moment) % 12 || 12;
const minute = (moment: Moment): number => Math.floor((moment.micros % MICROS_PER_HOUR) / MICROS_PER_MINUTE);
const second = (moment: Moment): number => Math.floor((moment.micros % MICROS_PER_MINUTE) / MICROS_PER_SECOND);
const clock = (moment: Moment): string => timeText(moment.micros - (moment.micros % MICROS_PER_SECOND));
const weekday = (moment: Moment): number => isoDayOfWeek(moment.days);
const yearDay = (moment: Moment): number => dayOfYear(date(moment));
const digits = (value: number, size: number): string => String(value).padStart(size, '0');

/** What stands for each letter after `%`; with a `-` between, numbers come without leading zeros. */
const LETTERS: Readonly<Record<string, (moment: Moment) => string>> = {
  a: (m) => WEEKDAYS[weekday(m) - 1]!.slice(0, 3),
  A: (m) => WEEKDAYS[weekday(m) - 1]!,
  b: (m) => MONTHS[date(m).month - 1]!.slice(0, 3),
  B: (m) => MONTHS[date(m).month - 1]!,
  c: (m) => `${dateText(m.days)} ${clock(m)}`,
  d: (m) => twoDigits(date(m).day),
  D: (m) => `${twoDigits(date(m).month)}/${twoDigits(date(m).day)}/${digits(modulo(date(m).year, 100), 2)}`,
  e: (m) => String(date(m).day).padStart(2, ' '),
  f: (m) => digits(m.micros % MICROS_PER_SECOND, 6),
  F: (m) => dateText(m.days),
  g: (m) => digits(Math.floor((m.micros % MICROS_PER_SECOND) / 1000), 3),
  G: (m) => yearText(isoWeek(m.days).year),
  H: (m) => twoDigits(hour(m)),
  I: (m) => twoDigits(hour12(m)),
  j: (m) => digits(yearDay(m), 3),
  m: (m) => twoDigits(date(m).month),
  M: (m) => twoDigits(minute(m)),
  p: (m) => (m.micros < MICROS_PER_DAY / 2 ? 'AM' : 'PM'),
  R: (m) => `${twoDigits(hour(m))}:${twoDigits(minute(m))}`,
  s: (m) => String(timestampPart('epoch', m.timestamp)),
  S: (m) => twoDigits(second(m)),
  T: clock,
  u: (m) => String(weekday(m)),
  U: (m) => twoDigits(Math.floor((yearDay(m) + 6 - (weekday(m) % 7)) / 7)),
  V: (m) => twoDigits(isoWeek(m.days).week),
  w: (m) => String(weekday(m) % 7),
  W: (m) => twoDigits(Math.floor((yearDay(m) + 7 - weekday(m)) / 7)),
  x: (m) => dateText(m.days),
  X: clock,
  y: (m) => digits(modulo(date(m).year, 100), 2),
  Y: (m) => yearText(date(m).year),
  z: (m) => (m.zoned ? '+0000' : ''),
  Z: (m) => (m.zoned ? 'UTC' : ''),
  '%': () => '%',
};

function modulo(value: number, size: number): number {
  return ((value % size) + size) % size;
}

/** Writes a moment by a format, as C's `strftime` does; names of months and days are English. */
export function strftime(timestamp: Integer, format: string, zoned: boolean): string {
  const moment: Moment = { timestamp, ...dayTime(timestamp), zoned };
  return format.replace(/%(-?)([^]|$)/gu, (directive: string, bare: string, letter: string) => {
    const write = Object.hasOwn(LETTERS, letter) ? LETTERS[letter] : undefined;
    if (write === undefined)
      throw invalidArgument('strftime', 'format', format, `\`${directive}\` is no directive; \`%%\` is a percent sign`);
    const text = write(moment);
    return bare === '' ? text : text.replace(/^[0 ]+(?=\d)/, '');
  });
}
