import type { DataType } from '../../compiler/contract/data-type.ts';
import { assertNever } from '../../compiler/source/assert-never.ts';
import { civilFromDays } from './calendar.ts';
import { decimalText } from './decimal.ts';
import { entryType } from './identity.ts';
import type { Integer } from './integer.ts';
import type { Interval } from './interval.ts';
import { dayTime, MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND } from './timestamp.ts';

/** Writes a value that is not NULL. */
export type Shower = (value: unknown) => string;

/**
 * The text of a type's values, as a cast to `string` gives it. Strings stand for themselves, but inside of lists and structs
 * they are quoted, so that the text reads as a literal.
 */
export function shower(type: DataType): Shower {
  switch (type.kind) {
    case 'int':
    case 'boolean':
    case 'string':
    case 'json':
    case 'uuid':
      return String;
    case 'float':
      return (value) => floatText(value as number);
    case 'decimal':
      return (value) => decimalText(value as Integer, type.scale);
    case 'date':
      return (value) => dateText(value as number);
    case 'time':
      return (value) => timeText(value as number);
    case 'timestamp':
      return (value) => timestampText(value as Integer) + (type.zoned ? '+00' : '');
    case 'interval':
      return (value) => intervalText(value as Interval);
    case 'blob':
      return (value) => `\\x${hexText(value as Uint8Array)}`;
    case 'secret':
      return () => '***';
    case 'null':
      return () => 'null';
    case 'list': {
      const part = quoted(type.element);
      return (value) => `[${(value as readonly unknown[]).map(part).join(', ')}]`;
    }
    case 'struct': {
      const parts = type.fields.map((field) => ({ name: field.name, key: `$${field.name}`, part: quoted(field.type) }));
      return (value) =>
        `{${parts.map(({ name, key, part }) => `${name}: ${part((value as Record<string, unknown>)[key])}`).join(', ')}}`;
    }
    case 'map':
      return shower({ kind: 'list', element: entryType(type.key, type.value), elementNullable: false });
    default:
      return assertNever(type);
  }
}

/** The writer of a part: NULL as `null`, and text-like values between quotes. */
function quoted(type: DataType): Shower {
  const show = shower(type);
  const quotes = type.kind === 'string' || type.kind === 'json' || type.kind === 'uuid';
  return (value) => (value === null ? 'null' : quotes ? `'${show(value).replaceAll("'", "''")}'` : show(value));
}

/** The shortest text that reads back as the same float. */
export function floatText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** `2026-01-14`; years before 1 count on as 0, -1, … */
export function dateText(days: number): string {
  const { year, month, day } = civilFromDays(days);
  return `${yearText(year)}-${twoDigits(month)}-${twoDigits(day)}`;
}

export function yearText(year: number): string {
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`;
}

/** `07:05:09`, with up to six further digits when there are any. */
export function timeText(micros: number): string {
  const fraction = micros % MICROS_PER_SECOND;
  const whole = `${twoDigits(Math.floor(micros / MICROS_PER_HOUR))}:${twoDigits(Math.floor((micros % MICROS_PER_HOUR) / MICROS_PER_MINUTE))}:${twoDigits(Math.floor((micros % MICROS_PER_MINUTE) / MICROS_PER_SECOND))}`;
  return fraction === 0 ? whole : `${whole}.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
}

export function timestampText(timestamp: Integer): string {
  const { days, micros } = dayTime(timestamp);
  return `${dateText(days)} ${timeText(micros)}`;
}

/** `1 year 2 months 3 days 04:05:06`; parts that are zero are left out. */
export function intervalText(value: Interval): string {
  const years = Math.trunc(value.months / 12);
  const parts = [unit(years, 'year'), unit(value.months - years * 12, 'month'), unit(value.days, 'day')].filter(
    (part) => part !== '',
  );
  if (value.micros !== 0 || parts.length === 0) parts.push(clock(value.micros));
  return parts.join(' ');
}

function unit(count: number, name: string): string {
  return count === 0 ? '' : `${count} ${name}${Math.abs(count) === 1 ? '' : 's'}`;
}

/** Hours may pass 24 here. */
function clock(micros: number): string {
  const size = Math.abs(micros);
  const days = Math.floor(size / MICROS_PER_DAY);
  const text = timeText(size % MICROS_PER_DAY);
  const hours = days * 24 + Number(text.slice(0, 2));
  return `${micros < 0 ? '-' : ''}${String(hours).padStart(2, '0')}${text.slice(2)}`;
}

export function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
