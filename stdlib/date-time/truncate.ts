import { addMonths, civilFromDays, daysFromCivil, daysInMonth, isoDayOfWeek, isoWeek } from '../value/calendar.ts';
import { invalidArgument } from '../value/failure.ts';
import type { Integer } from '../value/integer.ts';
import {
  checkedTimestamp,
  dayTime,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
  timestampOf,
} from '../value/timestamp.ts';
import { intervalLength, interval, type Interval } from '../value/interval.ts';
import { intervalText } from '../value/show.ts';
import { partOf, unsuitablePart, type Part } from './part-name.ts';

/** The first moment of the unit that a moment lies in. */
export function truncateTimestamp(name: string, timestamp: Integer): Integer {
  const part = partOf('date_trunc', name);
  const { days, micros } = dayTime(timestamp);
  const clock = {
    hour: MICROS_PER_HOUR,
    minute: MICROS_PER_MINUTE,
    second: MICROS_PER_SECOND,
    millisecond: 1000,
    microsecond: 1,
  }[part as string];
  if (clock !== undefined) return timestampOf(days, micros - (micros % clock), 'date_trunc');
  return timestampOf(truncateDays(part, days), 0, 'date_trunc');
}

/** The first day of the unit that a day lies in; units smaller than a day leave it as it is. */
export function truncateDate(name: string, days: number): number {
  return truncateDays(partOf('date_trunc', name), days);
}

function truncateDays(part: Part, days: number): number {
  const { year, month } = civilFromDays(days);
  switch (part) {
    case 'millennium':
      return daysFromCivil(Math.floor((year - 1) / 1000) * 1000 + 1, 1, 1);
    case 'century':
      return daysFromCivil(Math.floor((year - 1) / 100) * 100 + 1, 1, 1);
    case 'decade':
      return daysFromCivil(Math.floor(year / 10) * 10, 1, 1);
    case 'year':
      return daysFromCivil(year, 1, 1);
    case 'quarter':
      return daysFromCivil(year, month - ((month - 1) % 3), 1);
    case 'month':
      return daysFromCivil(year, month, 1);
    case 'week':
      return days - isoDayOfWeek(days) + 1;
    case 'isoyear': {
      const january4 = daysFromCivil(isoWeek(days).year, 1, 4);
      return january4 - isoDayOfWeek(january4) + 1;
    }
    case 'day':
    case 'hour':
    case 'minute':
    case 'second':
    case 'millisecond':
    case 'microsecond':
      return days;
    default:
      throw unsuitablePart('date_trunc', part, 'a date');
  }
}

/** The last day of a day's month. */
export function lastDay(days: number): number {
  const { year, month, day } = civilFromDays(days);
  return days - day + daysInMonth(year, month);
}

/** 2000-01-03, a Monday: where buckets of days and hours begin, so that buckets of weeks begin on Mondays. */
const BUCKET_ORIGIN = daysFromCivil(2000, 1, 3);
/** 2000-01-01: where buckets of months begin. */
const MONTH_ORIGIN = daysFromCivil(2000, 1, 1);

/** The beginning of the bucket that a moment lies in, when time is cut into intervals of one width from `origin` on. */
export function timeBucket(width: Interval, timestamp: Integer, origin?: Integer): Integer {
  if (width.months !== 0 ? width.months < 0 || width.days !== 0 || width.micros !== 0 : intervalLength(width) <= 0n) {
    throw invalidArgument(
      'time_bucket',
      'width',
      intervalText(width),
      'it is a positive number of months, or of days and smaller units',
    );
  }
  if (width.months > 0)
    return monthBucket(width.months, timestamp, origin ?? timestampOf(MONTH_ORIGIN, 0, 'time_bucket'));
  const start = BigInt(origin ?? timestampOf(BUCKET_ORIGIN, 0, 'time_bucket'));
  const size = intervalLength(width);
  const distance = BigInt(timestamp) - start;
  const rest = ((distance % size) + size) % size;
  return checkedTimestamp(BigInt(timestamp) - rest, 'time_bucket');
}

function monthBucket(months: number, timestamp: Integer, origin: Integer): Integer {
  const from = dayTime(origin);
  const monthOf = (days: number): number => {
    const { year, month } = civilFromDays(days);
    return year * 12 + month;
  };
  const bucket = Math.floor((monthOf(dayTime(timestamp).days) - monthOf(from.days)) / months);
  const start = (index: number): Integer =>
    timestampOf(addMonths(from.days, index * months), from.micros, 'time_bucket');
  return start(bucket) <= timestamp ? start(bucket) : start(bucket - 1);
}

/** The time from `start` to `end` in years and months, days, and time of day, all of one sign. */
export function age(end: Integer, start: Integer): Interval {
  if (end < start) {
    const { months, days, micros } = age(start, end);
    return interval(0 - months, 0 - days, 0 - micros, 'age');
  }
  const [to, from] = [dayTime(end), dayTime(start)];
  const [last, first] = [civilFromDays(to.days), civilFromDays(from.days)];
  let months = (last.year - first.year) * 12 + last.month - first.month;
  let days = last.day - first.day;
  let micros = to.micros - from.micros;
  if (micros < 0) {
    micros += MICROS_PER_DAY;
    days--;
  }
  if (days < 0) {
    days += daysInMonth(first.year, first.month);
    months--;
  }
  return interval(months, days, micros, 'age');
}
