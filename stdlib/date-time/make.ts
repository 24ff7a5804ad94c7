import { daysFromCivil, daysInMonth } from '../value/calendar.ts';
import { invalidArgument } from '../value/failure.ts';
import { int64FromFloat, type Integer } from '../value/integer.ts';
import { interval, type Interval } from '../value/interval.ts';
import {
  checkedTimestamp,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
  timestampOf,
} from '../value/timestamp.ts';

const MAX_YEAR = 294247;

function within(name: string, argument: string, value: Integer | number, low: number, high: number): number {
  if (value < low || value > high || Number.isNaN(value))
    throw invalidArgument(name, argument, value, `it must lie between ${low} and ${high}`);
  return Number(value);
}

export function makeDate(year: Integer, month: Integer, day: Integer): number {
  return civil('make_date', year, month, day);
}

function civil(name: string, year: Integer, month: Integer, day: Integer): number {
  const inYear = within(name, 'year', year, -290307, MAX_YEAR);
  const inMonth = within(name, 'month', month, 1, 12);
  return daysFromCivil(inYear, inMonth, within(name, 'day', day, 1, daysInMonth(inYear, inMonth)));
}

/** Microseconds since midnight; the seconds may have six digits after the point. */
export function makeTime(hour: Integer, minute: Integer, second: number): number {
  return clock('make_time', hour, minute, second);
}

function clock(name: string, hour: Integer, minute: Integer, second: number): number {
  const micros = Math.round(within(name, 'second', second, 0, 59.999999) * MICROS_PER_SECOND);
  return (
    within(name, 'hour', hour, 0, 23) * MICROS_PER_HOUR +
    within(name, 'minute', minute, 0, 59) * MICROS_PER_MINUTE +
    micros
  );
}

export function makeTimestamp(
  year: Integer,
  month: Integer,
  day: Integer,
  hour: Integer,
  minute: Integer,
  second: number,
): Integer {
  return timestampOf(
    civil('make_timestamp', year, month, day),
    clock('make_timestamp', hour, minute, second),
    'make_timestamp',
  );
}

export function makeInterval(
  years: Integer = 0,
  months: Integer = 0,
  days: Integer = 0,
  hours: Integer = 0,
  minutes: Integer = 0,
  seconds = 0,
): Interval {
  const micros =
    Number(hours) * MICROS_PER_HOUR + Number(minutes) * MICROS_PER_MINUTE + Math.round(seconds * MICROS_PER_SECOND);
  return interval(Number(years) * 12 + Number(months), Number(days), micros, 'make_interval');
}

/** The instant some seconds after 1970-01-01 in UTC, to the microsecond. */
export function fromEpochSeconds(seconds: number): Integer {
  const whole = Math.floor(seconds);
  const micros = Math.round((seconds - whole) * MICROS_PER_SECOND);
  return checkedTimestamp(BigInt(int64FromFloat(whole, 'to_timestamp')) * 1_000_000n + BigInt(micros), 'to_timestamp');
}

/** The instant some units of `micros` microseconds after 1970-01-01. */
export function fromEpoch(name: string, micros: bigint): (units: Integer) => Integer {
  return (units) => checkedTimestamp(BigInt(units) * micros, name);
}

/** Units of `micros` microseconds since 1970-01-01, those that have begun. */
export function toEpoch(micros: bigint): (timestamp: Integer) => Integer {
  return (timestamp) => {
    const exact = BigInt(timestamp);
    const rest = exact % micros;
    const units = (exact - (rest < 0n ? rest + micros : rest)) / micros;
    return units >= -9007199254740991n && units <= 9007199254740991n ? Number(units) : units;
  };
}

/** Brings microseconds into a day, as a clock does that goes around. */
export function aroundTheClock(micros: number): number {
  return (((micros % MICROS_PER_DAY) + MICROS_PER_DAY) % MICROS_PER_DAY) + 0;
}
