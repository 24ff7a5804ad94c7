import {
  byPartName,
  dateDifference,
  datePart,
  intervalPart,
  intervalSeconds,
  timePart,
  timestampPart,
} from './date-time/date-part.ts';
import {
  aroundTheClock,
  fromEpoch,
  fromEpochSeconds,
  makeDate,
  makeInterval,
  makeTime,
  makeTimestamp,
  toEpoch,
} from './date-time/make.ts';
import { MONTHS, WEEKDAYS } from './date-time/names.ts';
import type { Part } from './date-time/part-name.ts';
import { strftime } from './date-time/strftime.ts';
import { rememberingReader } from './date-time/strptime.ts';
import { age, lastDay, timeBucket, truncateDate, truncateTimestamp } from './date-time/truncate.ts';
import { fromZone, rememberingZone, toZone, zoneOffset } from './date-time/zone.ts';
import { contextual, plain, typed, type Native, type NativeContext, type NativeModule } from './native.ts';
import { GobiError } from '../compiler/contract/runtime-error.ts';
import { civilFromDays, daysInMonth, isLeapYear, isoDayOfWeek } from './value/calendar.ts';
import { numericOverflow } from './value/failure.ts';
import type { Integer } from './value/integer.ts';
import {
  addIntervals,
  addToTimestamp,
  interval,
  multiplyInterval,
  negateInterval,
  timestampDifference,
  type Interval,
} from './value/interval.ts';
import { dayTime, timestampOf } from './value/timestamp.ts';

const INT32 = 2 ** 31;

const midnight = (days: number): Integer => timestampOf(days, 0, 'date');
const addDate = (days: number, amount: Interval): Integer => addToTimestamp(midnight(days), amount);
const subtractTimestamp = (timestamp: Integer, amount: Interval): Integer =>
  addToTimestamp(timestamp, negateInterval(amount));

function addDays(days: number, count: Integer): number {
  const moved = days + Number(count);
  if (moved >= INT32 || moved < -INT32) throw numericOverflow('+', 'date');
  return moved;
}

/** One part of a moment, for functions named after it. */
const ofTimestamp = (part: Part): Native => plain((timestamp: Integer) => timestampPart(part, timestamp));
const ofDate = (part: Part): Native => plain((days: number) => datePart(part, days));

const strptime = typed(() => {
  const read = rememberingReader();
  return (text: string, format: string) => read(format)(text);
});

const tryStrptime = typed(() => {
  const read = rememberingReader();
  return (text: string, format: string) => {
    const reader = read(format);
    try {
      return reader(text);
    } catch (error) {
      if (error instanceof GobiError) return null;
      throw error;
    }
  };
});

/** Bodies of date-time.plg and of the operators on dates and times. */
export const dateTime: NativeModule = {
  'time/add_timestamp': plain(addToTimestamp),
  'time/add_date': plain(addDate),
  'time/add_days': plain(addDays),
  'time/add_time': plain((time: number, amount: Interval) => aroundTheClock(time + amount.micros)),
  'time/add_intervals': plain(addIntervals),
  'time/timestamp_added': plain((amount: Interval, timestamp: Integer) => addToTimestamp(timestamp, amount)),
  'time/date_added': plain((amount: Interval, days: number) => addDate(days, amount)),
  'time/subtract_timestamps': plain(timestampDifference),
  'time/subtract_dates': plain((left: number, right: number) => left - right),
  'time/subtract_times': plain((left: number, right: number) => interval(0, 0, left - right, '-')),
  'time/subtract_timestamp': plain(subtractTimestamp),
  'time/subtract_date': plain((days: number, amount: Interval) => subtractTimestamp(midnight(days), amount)),
  'time/subtract_days': plain((days: number, count: Integer) => addDays(days, -Number(count))),
  'time/subtract_time': plain((time: number, amount: Interval) => aroundTheClock(time - amount.micros)),
  'time/subtract_intervals': plain((left: Interval, right: Interval) => addIntervals(left, negateInterval(right))),
  'time/negate_interval': plain(negateInterval),
  'time/multiply_interval': plain(multiplyInterval),
  'time/interval_multiplied': plain((factor: Integer, amount: Interval) => multiplyInterval(amount, factor)),
  'time/from_zone': typed(() => {
    const zone = rememberingZone();
    return (timestamp: Integer, name: string) => fromZone(zone(name), timestamp);
  }),
  'time/to_zone': typed(() => {
    const zone = rememberingZone();
    return (instant: Integer, name: string) => toZone(zone(name), instant);
  }),
  'time/now': contextual((context: NativeContext) => context.now()),
  'time/today': contextual((context: NativeContext) => dayTime(context.now()).days),
  'time/today_in': contextual(
    (context: NativeContext, name: string) => dayTime(toZone(zoneOffset(name), context.now())).days,
  ),
  'time/part_date': plain(byPartName(datePart)),
  'time/part_timestamp': plain(byPartName(timestampPart)),
  'time/part_time': plain(byPartName(timePart)),
  'time/part_interval': plain(byPartName(intervalPart)),
  'time/year_date': ofDate('year'),
  'time/year': ofTimestamp('year'),
  'time/quarter_date': ofDate('quarter'),
  'time/quarter': ofTimestamp('quarter'),
  'time/month_date': ofDate('month'),
  'time/month': ofTimestamp('month'),
  'time/week_date': ofDate('week'),
  'time/week': ofTimestamp('week'),
  'time/day_date': ofDate('day'),
  'time/day': ofTimestamp('day'),
  'time/dow_date': ofDate('dow'),
  'time/dow': ofTimestamp('dow'),
  'time/isodow_date': ofDate('isodow'),
  'time/isodow': ofTimestamp('isodow'),
  'time/doy_date': ofDate('doy'),
  'time/doy': ofTimestamp('doy'),
  'time/hour_time': plain((time: number) => timePart('hour', time)),
  'time/hour': ofTimestamp('hour'),
  'time/minute_time': plain((time: number) => timePart('minute', time)),
  'time/minute': ofTimestamp('minute'),
  'time/second_time': plain((time: number) => timePart('second', time)),
  'time/second': ofTimestamp('second'),
  'time/trunc_date': plain(truncateDate),
  'time/trunc_timestamp': plain(truncateTimestamp),
  'time/diff_dates': plain((part: string, start: number, end: number) =>
    dateDifference(part, midnight(start), midnight(end)),
  ),
  'time/diff_timestamps': plain(dateDifference),
  'time/age_dates': plain((end: number, start: number) => age(midnight(end), midnight(start))),
  'time/age': plain(age),
  'time/bucket': plain(timeBucket),
  'time/bucket_date': plain((width: Interval, days: number) => timeBucket(width, midnight(days))),
  'time/last_day_date': plain(lastDay),
  'time/last_day': plain((timestamp: Integer) => lastDay(dayTime(timestamp).days)),
  'time/days_in_month_date': plain((days: number) => monthLength(days)),
  'time/days_in_month': plain((timestamp: Integer) => monthLength(dayTime(timestamp).days)),
  'time/is_leap_year': plain((year: Integer) => isLeapYear(Number(year))),
  'time/month_name_date': plain((days: number) => MONTHS[civilFromDays(days).month - 1]),
  'time/month_name': plain((timestamp: Integer) => MONTHS[civilFromDays(dayTime(timestamp).days).month - 1]),
  'time/day_name_date': plain((days: number) => WEEKDAYS[isoDayOfWeek(days) - 1]),
  'time/day_name': plain((timestamp: Integer) => WEEKDAYS[isoDayOfWeek(dayTime(timestamp).days) - 1]),
  'time/format_date': plain((days: number, format: string) => strftime(midnight(days), format, false)),
  'time/format_timestamp': plain((timestamp: Integer, format: string) => strftime(timestamp, format, false)),
  'time/format_instant': plain((instant: Integer, format: string) => strftime(instant, format, true)),
  'time/strptime': strptime,
  'time/try_strptime': tryStrptime,
  'time/make_date': plain(makeDate),
  'time/make_time': plain(makeTime),
  'time/make_timestamp': plain(makeTimestamp),
  'time/make_interval': plain(makeInterval),
  'time/from_seconds': plain(fromEpochSeconds),
  'time/from_millis': plain(fromEpoch('from_epoch_ms', 1000n)),
  'time/from_micros': plain(fromEpoch('from_epoch_us', 1n)),
  'time/epoch': plain((micros: Integer) => Number(micros) / 1_000_000),
  'time/epoch_date': plain((days: number) => days * 86400),
  'time/epoch_interval': plain(intervalSeconds),
  'time/epoch_ms': plain(toEpoch(1000n)),
  'time/epoch_us': plain(toEpoch(1n)),
};

function monthLength(days: number): number {
  const { year, month } = civilFromDays(days);
  return daysInMonth(year, month);
}
