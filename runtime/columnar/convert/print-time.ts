import type { IntervalValue } from '../value.ts';
import { civilDate } from './calendar.ts';

export const MICROS_PER_DAY = 86400000000;

/** `2026-01-14`; years before 1 count on as 0, -1, … */
export function printDate(days: number): string {
  const { year, month, day } = civilDate(days);
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** `07:05:09`, with up to six further digits when there are any, from microseconds since midnight. */
export function printTime(micros: number): string {
  const fraction = micros % 1000000;
  const seconds = (micros - fraction) / 1000000;
  const minutes = Math.floor(seconds / 60);
  const whole = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`;
  return fraction === 0 ? whole : `${whole}.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
}

/** `2026-01-14 07:05:09`, from microseconds since 1970-01-01; instants end in `+00`. */
export function printTimestamp(timestamp: number | bigint, zoned: boolean): string {
  const { days, micros } = splitTimestamp(timestamp);
  return `${printDate(days)} ${printTime(micros)}${zoned ? '+00' : ''}`;
}

/** The day of a timestamp and its microseconds since midnight. */
export function splitTimestamp(timestamp: number | bigint): { days: number; micros: number } {
  if (typeof timestamp === 'bigint') {
    const rest = ((timestamp % 86400000000n) + 86400000000n) % 86400000000n;
    return { days: Number((timestamp - rest) / 86400000000n), micros: Number(rest) };
  }
  const rest = timestamp % MICROS_PER_DAY;
  const micros = rest < 0 ? rest + MICROS_PER_DAY : rest + 0;
  return { days: (timestamp - micros) / MICROS_PER_DAY, micros };
}

/** `1 year 2 months 3 days 04:05:06`; parts that are zero are left out. */
export function printInterval({ months, days, micros }: IntervalValue): string {
  const years = Math.trunc(months / 12);
  const parts = [unit(years, 'year'), unit(months - years * 12, 'month'), unit(days, 'day')].filter(
    (part) => part !== '',
  );
  if (micros !== 0 || parts.length === 0) parts.push(printHours(micros));
  return parts.join(' ');
}

function unit(count: number, name: string): string {
  return count === 0 ? '' : `${count} ${name}${Math.abs(count) === 1 ? '' : 's'}`;
}

/** A span in hours, which may pass 24. */
function printHours(micros: number): string {
  const size = Math.abs(micros);
  const hours = Math.floor(size / 3600000000);
  return `${micros < 0 ? '-' : ''}${two(hours)}${printTime(size - hours * 3600000000).slice(2)}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
