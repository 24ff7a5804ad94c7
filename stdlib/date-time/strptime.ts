import { daysFromCivil, daysInMonth, isLeapYear } from '../value/calendar.ts';
import { conversionError, invalidArgument } from '../value/failure.ts';
import type { Integer } from '../value/integer.ts';
import {
  checkedTimestamp,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
  timestampOf,
} from '../value/timestamp.ts';
import { MONTHS, WEEKDAYS } from './names.ts';

/** What a text has said so far. */
interface Fields {
  year: number;
  month: number;
  day: number;
  yearDay: number | null;
  hour: number;
  afternoon: boolean | null;
  minute: number;
  second: number;
  micros: number;
  offset: number;
  epoch: bigint | null;
}

interface Directive {
  /** What the text may have here; the first group, or all of it, goes to `set`. */
  readonly expression: string;
  readonly set: (fields: Fields, text: string) => void;
}

const names = (all: readonly string[]): string => `(?:${all.flatMap((name) => [name, name.slice(0, 3)]).join('|')})`;
const indexOfName = (all: readonly string[], text: string): number =>
  all.findIndex((name) => name.slice(0, 3).toLowerCase() === text.slice(0, 3).toLowerCase());
const number = (expression: string, set: (fields: Fields, value: number) => void): Directive => ({
  expression,
  set: (fields, text) => set(fields, Number(text)),
});
const nothing = (expression: string): Directive => ({ expression, set: () => undefined });
const month: Directive = {
  expression: names(MONTHS),
  set: (fields, text) => (fields.month = indexOfName(MONTHS, text) + 1),
};

const DIRECTIVES: Readonly<Record<string, Directive>> = {
  a: nothing(names(WEEKDAYS)),
  A: nothing(names(WEEKDAYS)),
  b: month,
  B: month,
  d: number('\\d{1,2}', (fields, value) => (fields.day = value)),
  e: number(' ?\\d{1,2}', (fields, value) => (fields.day = value)),
  f: { expression: '\\d{1,9}', set: (fields, text) => (fields.micros = Number(text.padEnd(6, '0').slice(0, 6))) },
  g: { expression: '\\d{1,3}', set: (fields, text) => (fields.micros = Number(text.padEnd(3, '0')) * 1000) },
  H: number('\\d{1,2}', (fields, value) => (fields.hour = value)),
  I: number('\\d{1,2}', (fields, value) => (fields.hour = value === 12 ? 0 : value === 0 || value > 12 ? 99 : value)),
  j: number('\\d{1,3}', (fields, value) => (fields.yearDay = value)),
  m: number('\\d{1,2}', (fields, value) => (fields.month = value)),
  M: number('\\d{1,2}', (fields, value) => (fields.minute = value)),
  p: { expression: '[AaPp]\\.?[Mm]\\.?', set: (fields, text) => (fields.afternoon = /^p/i.test(text)) },
  s: { expression: '-?\\d{1,18}', set: (fields, text) => (fields.epoch = BigInt(text)) },
  S: number('\\d{1,2}', (fields, value) => (fields.second = value)),
  y: number('\\d{2}', (fields, value) => (fields.year = value < 69 ? 2000 + value : 1900 + value)),
  Y: number('[+-]?\\d{1,6}', (fields, value) => (fields.year = value)),
  z: { expression: '(?:Z|[+-]\\d{2}(?::?\\d{2})?)', set: (fields, text) => (fields.offset = offsetOf(text)) },
  Z: nothing('(?:UTC|GMT|Z)'),
};

const SHORTHANDS: Readonly<Record<string, string>> = {
  c: '%Y-%m-%d %H:%M:%S',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
  T: '%H:%M:%S',
  x: '%Y-%m-%d',
  X: '%H:%M:%S',
};

function offsetOf(text: string): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(text) ?? [];
  return sign === undefined
    ? 0
    : (Number(hours) * MICROS_PER_HOUR + Number(minutes) * MICROS_PER_MINUTE) * (sign === '-' ? -1 : 1);
}

/** A format ready to read texts with. */
export type Reader = (text: string) => Integer;

const INSTEAD = 'try_strptime(…, …)';

/** Reads by a format, as C's `strptime` does; an offset (`%z`) is taken off, so that the time is that of UTC. */
export function strptimeReader(format: string): Reader {
  const setters: Directive['set'][] = [];
  const expanded = format.replace(/%([cDFRTxX])/g, (_, letter: string) => SHORTHANDS[letter]!);
  const source = expanded.replace(/%-?([^]|$)|\s+|[^%\s]/gu, (part: string, letter: string | undefined) => {
    if (letter === undefined) return /^\s/.test(part) ? '\\s+' : part.replace(/[\\^$.|?*+()[\]{}/]/, '\\$&');
    if (letter === '%') return '%';
    const directive = Object.hasOwn(DIRECTIVES, letter) ? DIRECTIVES[letter] : undefined;
    if (directive === undefined)
      throw invalidArgument('strptime', 'format', format, `\`${part}\` is no directive that can be read`);
    setters.push(directive.set);
    return `(${directive.expression})`;
  });
  const expression = new RegExp(`^\\s*${source}\\s*$`, 'iu');
  return (text) => {
    const found = expression.exec(text);
    if (found === null) throw conversionError(text, 'timestamp', `it is not written as '${format}'`, INSTEAD);
    const fields: Fields = {
      year: 1900,
      month: 1,
      day: 1,
      yearDay: null,
      hour: 0,
      afternoon: null,
      minute: 0,
      second: 0,
      micros: 0,
      offset: 0,
      epoch: null,
    };
    for (const [i, set] of setters.entries()) set(fields, found[i + 1]!);
    return assemble(text, fields);
  };
}

function assemble(text: string, fields: Fields): Integer {
  const check = (value: number, low: number, high: number, what: string): void => {
    if (value < low || value > high) throw conversionError(text, 'timestamp', `there is no ${what} ${value}`, INSTEAD);
  };
  if (fields.epoch !== null) return checkedTimestamp(fields.epoch * 1_000_000n + BigInt(fields.micros), 'strptime');
  check(fields.month, 1, 12, 'month');
  check(fields.day, 1, daysInMonth(fields.year, fields.month), 'day');
  check(fields.hour, 0, fields.afternoon === null ? 23 : 12, 'hour');
  check(fields.minute, 0, 59, 'minute');
  check(fields.second, 0, 59, 'second');
  if (fields.yearDay !== null) check(fields.yearDay, 1, isLeapYear(fields.year) ? 366 : 365, 'day of the year');
  const days =
    fields.yearDay === null
      ? daysFromCivil(fields.year, fields.month, fields.day)
      : daysFromCivil(fields.year, 1, 1) + fields.yearDay - 1;
  const hour = fields.afternoon === true && fields.hour < 12 ? fields.hour + 12 : fields.hour;
  const micros =
    hour * MICROS_PER_HOUR + fields.minute * MICROS_PER_MINUTE + fields.second * MICROS_PER_SECOND + fields.micros;
  return timestampOf(days, micros - fields.offset, 'strptime');
}

/** `strptimeReader`, keeping the last format: at one place of a program it hardly ever changes. */
export function rememberingReader(): (format: string) => Reader {
  let last: { readonly format: string; readonly reader: Reader } | null = null;
  return (format) => {
    if (last?.format !== format) last = { format, reader: strptimeReader(format) };
    return last.reader;
  };
}
