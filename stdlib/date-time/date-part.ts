import { civilFromDays, dayOfYear, isoDayOfWeek, isoWeek } from '../value/calendar.ts';
import { int64, int64FromFloat, type Integer } from '../value/integer.ts';
import type { Interval } from '../value/interval.ts';
import { dayTime, MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND } from '../value/timestamp.ts';
import { partOf, unsuitablePart, type Part } from './part-name.ts';

/** One part of a moment as a whole number. Milliseconds and microseconds count from the minute's start, as in SQL. */
export function timestampPart(part: Part, timestamp: Integer): Integer {
  const { days, micros } = dayTime(timestamp);
  if (part === 'epoch')
    return int64(BigInt(days) * 86400n + BigInt(Math.floor(micros / MICROS_PER_SECOND)), 'date_part');
  return clockPart(part, micros) ?? dayPart(part, days);
}

/** One part of a day; the parts of its clock are zero. */
export function datePart(part: Part, days: number): number {
  if (part === 'epoch') return days * 86400;
  return clockPart(part, 0) ?? dayPart(part, days);
}

/** One part of a time of day. */
export function timePart(part: Part, micros: number): number {
  if (part === 'epoch') return Math.floor(micros / MICROS_PER_SECOND);
  const value = clockPart(part, micros);
  if (value === null) throw unsuitablePart('date_part', part, 'a time');
  return value;
}

function clockPart(part: Part, micros: number): number | null {
  switch (part) {
    case 'hour':
      return Math.floor(micros / MICROS_PER_HOUR);
    case 'minute':
      return Math.floor((micros % MICROS_PER_HOUR) / MICROS_PER_MINUTE);
    case 'second':
      return Math.floor((micros % MICROS_PER_MINUTE) / MICROS_PER_SECOND);
    case 'millisecond':
      return Math.floor((micros % MICROS_PER_MINUTE) / 1000);
    case 'microsecond':
      return micros % MICROS_PER_MINUTE;
    default:
      return null;
  }
}

function dayPart(part: Part, days: number): number {
  const date = civilFromDays(days);
  switch (part) {
    case 'millennium':
      return eraOf(date.year, 1000);
    case 'century':
      return eraOf(date.year, 100);
    case 'decade':
      return Math.floor(date.year / 10);
    case 'year':
      return date.year;
    case 'quarter':
      return Math.ceil(date.month / 3);
    case 'month':
      return date.month;
    case 'week':
      return isoWeek(days).week;
    case 'day':
      return date.day;
    case 'dow':
      return isoDayOfWeek(days) % 7;
    case 'isodow':
      return isoDayOfWeek(days);
    case 'doy':
      return dayOfYear(date);
    case 'isoyear':
      return isoWeek(days).year;
    case 'yearweek': {
      const { year, week } = isoWeek(days);
      return year * 100 + (year > 0 ? week : -week);
    }
    case 'era':
      return date.year > 0 ? 1 : 0;
    default:
      throw unsuitablePart('date_part', part, 'a date');
  }
}

/** Centuries and millennia begin with year 1 and have no number 0; year 0 is 1 BC, in the first century before. */
function eraOf(year: number, length: number): number {
  return year > 0 ? Math.ceil(year / length) : -Math.ceil((1 - year) / length);
}

/** One part of an interval: months as years, quarters and months, microseconds as hours and below; the epoch as of `intervalSeconds`, cut to whole seconds. */
export function intervalPart(part: Part, value: Interval): Integer {
  const sign = value.micros < 0 ? -1 : 1;
  const clock = clockPart(part, Math.abs(value.micros));
  if (clock !== null) return clock * sign + 0;
  switch (part) {
    case 'millennium':
      return Math.trunc(value.months / 12000) + 0;
    case 'century':
      return Math.trunc(value.months / 1200) + 0;
    case 'decade':
      return Math.trunc(value.months / 120) + 0;
    case 'year':
      return Math.trunc(value.months / 12) + 0;
    case 'quarter':
      return Math.trunc((value.months % 12) / 3) + 1;
    case 'month':
      return (value.months % 12) + 0;
    case 'day':
      return value.days;
    case 'epoch':
      return int64FromFloat(Math.floor(intervalSeconds(value)), 'date_part');
    default:
      throw unsuitablePart('date_part', part, 'an interval');
  }
}

/** The seconds of an interval: a year is 365.25 days, a further month 30. */
export function intervalSeconds({ months, days, micros }: Interval): number {
  const years = Math.trunc(months / 12);
  return years * SECONDS_PER_YEAR + ((months % 12) * 30 + days) * 86400 + micros / MICROS_PER_SECOND;
}

const SECONDS_PER_YEAR = 365.25 * 86400;

/** A native of a part's name and a value, by the part function of the value's type. */
export function byPartName<T>(part: (part: Part, value: T) => Integer): (name: string, value: T) => Integer {
  return (name, value) => part(partOf('date_part', name), value);
}

/** How many units lie between midnight of 1970-01-01 and a moment: what `date_diff` counts the boundaries by. */
export function unitsSinceEpoch(part: Part, timestamp: Integer): bigint {
  const { days, micros } = dayTime(timestamp);
  const clock = {
    hour: MICROS_PER_HOUR,
    minute: MICROS_PER_MINUTE,
    second: MICROS_PER_SECOND,
    millisecond: 1000,
    microsecond: 1,
  }[part as string];
  if (clock !== undefined) return BigInt(days) * BigInt(MICROS_PER_DAY / clock) + BigInt(Math.floor(micros / clock));
  const date = civilFromDays(days);
  switch (part) {
    case 'day':
      return BigInt(days);
    case 'week':
      return BigInt(Math.floor((days + 3) / 7));
    case 'month':
      return BigInt(date.year * 12 + date.month);
    case 'quarter':
      return BigInt(date.year * 4 + Math.ceil(date.month / 3));
    case 'year':
    case 'decade':
    case 'century':
    case 'millennium':
    case 'isoyear':
      return BigInt(dayPart(part, days));
    default:
      throw unsuitablePart('date_diff', part, 'a difference');
  }
}

/** The boundaries of a unit that lie between two moments. */
export function dateDifference(part: string, start: Integer, end: Integer): Integer {
  const unit = partOf('date_diff', part);
  return int64(unitsSinceEpoch(unit, end) - unitsSinceEpoch(unit, start), 'date_diff');
}
