import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { callNative, contextOf, raises, runTable } from './native-table.ts';

const invalid = raises('InvalidArgument');
const overflow = raises('NumericOverflow');
const conversion = raises('ConversionError');

const DAY = 8.64e10;
const HOUR = 3.6e9;
/** A day of the calendar by JavaScript's own, which is proleptic Gregorian too. */
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 8.64e7;
const at = (text: string, micros = 0): number => Date.parse(`${text}Z`) * 1000 + micros;
const span = (months: number, days: number, micros = 0): object => ({ months, days, micros });

const LEAP = day('2024-02-29');
const MOMENT = at('2024-02-29T13:05:09', 250000);
/** 9999-12-31 23:59:59.999999, beyond ±2^53 microseconds. */
const FAR = 253402300799999999n;

runTable([
  ['time/add_timestamp', [at('2024-01-31T12:00:00'), span(1, 0)], at('2024-02-29T12:00:00')],
  ['time/add_timestamp', [at('2024-03-31T00:00:00'), span(-1, 1, -1)], at('2024-02-29T23:59:59', 999999)],
  ['time/add_timestamp', [FAR, span(0, 0, 1)], 253402300800000000n],
  ['time/add_timestamp', [9223372036854775807n, span(0, 0, 1)], overflow],
  ['time/add_date', [day('2024-01-31'), span(13, 0)], at('2025-02-28T00:00:00')],
  ['time/add_days', [LEAP, 1], day('2024-03-01')],
  ['time/add_days', [LEAP, 2 ** 31], overflow],
  ['time/add_time', [23 * HOUR, span(0, 5, 2 * HOUR)], HOUR],
  ['time/add_intervals', [span(1, 2, 3), span(-1, 1, 1)], span(0, 3, 4)],
  ['time/add_intervals', [span(2 ** 31 - 1, 0), span(1, 0)], overflow],
  ['time/timestamp_added', [span(0, 1), 0], DAY],
  ['time/date_added', [span(0, 1), 0], DAY],
  ['time/subtract_timestamps', [at('2024-03-01T12:00:00'), at('2024-02-28T11:00:00')], span(0, 2, HOUR)],
  ['time/subtract_timestamps', [0, DAY + 1], span(0, -1, -1)],
  ['time/subtract_timestamps', [9223372036854775807n, -9223372036854775807n], span(0, 213503982, 28909551614)],
  ['time/subtract_dates', [day('2024-03-01'), day('2024-02-01')], 29],
  ['time/subtract_times', [HOUR, 2 * HOUR], span(0, 0, -HOUR)],
  ['time/subtract_timestamp', [at('2024-03-31T00:00:00'), span(1, 0)], at('2024-02-29T00:00:00')],
  ['time/subtract_date', [day('2024-03-31'), span(1, 0)], at('2024-02-29T00:00:00')],
  ['time/subtract_days', [0, 1], -1],
  ['time/subtract_time', [0, span(0, 0, 1)], DAY - 1],
  ['time/subtract_intervals', [span(1, 2, 3), span(1, 1, 1)], span(0, 1, 2)],
  ['time/negate_interval', [span(1, 0, -3)], span(-1, 0, 3)],
  ['time/multiply_interval', [span(1, 2, 3), -2], span(-2, -4, -6)],
  ['time/multiply_interval', [span(0, 0, 2), 9007199254740991], overflow],
  ['time/interval_multiplied', [3, span(1, 0)], span(3, 0)],
  ['time/from_zone', [at('2024-07-01T12:00:00'), 'Europe/Berlin'], at('2024-07-01T10:00:00')],
  ['time/from_zone', [at('2024-03-31T02:30:00'), 'Europe/Berlin'], at('2024-03-31T01:30:00')],
  ['time/from_zone', [at('2024-10-27T02:30:00'), 'Europe/Berlin'], at('2024-10-27T00:30:00')],
  ['time/from_zone', [at('2024-10-27T03:00:00'), 'Europe/Berlin'], at('2024-10-27T02:00:00')],
  ['time/from_zone', [0, '+05:30'], -5.5 * HOUR],
  ['time/to_zone', [at('2024-07-01T12:00:00'), 'Asia/Tokyo'], at('2024-07-01T21:00:00')],
  ['time/to_zone', [at('2024-03-31T00:59:59', 999999), 'Europe/Berlin'], at('2024-03-31T01:59:59', 999999)],
  ['time/to_zone', [at('2024-03-31T01:00:00'), 'Europe/Berlin'], at('2024-03-31T03:00:00')],
  ['time/to_zone', [at('2024-07-01T00:00:00'), 'America/St_Johns'], at('2024-06-30T21:30:00')],
  ['time/to_zone', [at('1890-01-01T00:00:00'), 'Europe/Berlin'], at('1890-01-01T00:53:28')],
  ['time/to_zone', [FAR, 'UTC'], FAR],
  ['time/to_zone', [0, 'Mars/Base'], invalid],
  ['time/part_date', ['quarter', LEAP], 1],
  ['time/part_date', ['HOURS', LEAP], 0],
  ['time/part_date', ['epoch', 1], 86400],
  ['time/part_date', ['century', day('2000-12-31')], 20],
  ['time/part_date', ['century', day('2001-01-01')], 21],
  ['time/part_date', ['millennium', day('2001-01-01')], 3],
  ['time/part_date', ['decade', LEAP], 202],
  ['time/part_date', ['century', -719529], -1],
  ['time/part_date', ['fortnight', LEAP], invalid],
  ['time/part_timestamp', ['microseconds', MOMENT], 9250000],
  ['time/part_timestamp', ['ms', MOMENT], 9250],
  ['time/part_timestamp', ['hour', -1], 23],
  ['time/part_timestamp', ['epoch', -1], -1],
  ['time/part_timestamp', ['year', FAR], 9999],
  ['time/part_timestamp', ['isoyear', at('2024-12-30T00:00:00')], 2025],
  ['time/part_timestamp', ['yearweek', at('2024-12-30T00:00:00')], 202501],
  ['time/part_date', ['yearweek', day('2026-01-02')], 202601],
  ['time/part_date', ['era', day('2026-01-02')], 1],
  ['time/part_date', ['era', day('0001-01-01')], 1],
  ['time/part_time', ['minute', 13.5 * HOUR], 30],
  ['time/part_time', ['epoch', 1500000], 1],
  ['time/part_time', ['year', 0], invalid],
  ['time/part_interval', ['month', span(14, 0)], 2],
  ['time/part_interval', ['year', span(-14, 0)], -1],
  ['time/part_interval', ['hour', span(0, 0, -90 * 6e7)], -1],
  ['time/part_interval', ['epoch', span(1, 1, 1e6)], 2678401],
  ['time/part_interval', ['century', span(1200, 0)], 1],
  ['time/part_interval', ['decade', span(130, 0)], 1],
  ['time/part_interval', ['millennium', span(12000, 0)], 1],
  ['time/part_interval', ['quarter', span(5, 0)], 2],
  ['time/part_interval', ['day', span(0, 9)], 9],
  ['time/part_interval', ['week', span(0, 9)], invalid],
  ['time/year_date', [day('0004-02-29')], 4],
  ['time/year', [MOMENT], 2024],
  ['time/quarter_date', [LEAP], 1],
  ['time/quarter', [at('2024-12-31T00:00:00')], 4],
  ['time/month_date', [LEAP], 2],
  ['time/month', [MOMENT], 2],
  ['time/week_date', [day('2021-01-03')], 53],
  ['time/week', [at('2024-12-30T00:00:00')], 1],
  ['time/day_date', [LEAP], 29],
  ['time/day', [MOMENT], 29],
  ['time/dow_date', [day('2024-03-03')], 0],
  ['time/dow', [MOMENT], 4],
  ['time/isodow_date', [day('2024-03-03')], 7],
  ['time/isodow', [MOMENT], 4],
  ['time/doy_date', [day('2024-12-31')], 366],
  ['time/doy', [at('2023-12-31T00:00:00')], 365],
  ['time/hour_time', [13.5 * HOUR], 13],
  ['time/hour', [MOMENT], 13],
  ['time/minute_time', [13.5 * HOUR], 30],
  ['time/minute', [MOMENT], 5],
  ['time/second_time', [9750000], 9],
  ['time/second', [MOMENT], 9],
  ['time/trunc_date', ['month', LEAP], day('2024-02-01')],
  ['time/trunc_date', ['week', day('2024-03-03')], day('2024-02-26')],
  ['time/trunc_date', ['quarter', day('2024-12-31')], day('2024-10-01')],
  ['time/trunc_date', ['decade', LEAP], day('2020-01-01')],
  ['time/trunc_date', ['century', day('2000-06-01')], day('1901-01-01')],
  ['time/trunc_date', ['millennium', LEAP], day('2001-01-01')],
  ['time/trunc_date', ['isoyear', day('2024-12-30')], day('2024-12-30')],
  ['time/trunc_date', ['hour', LEAP], LEAP],
  ['time/trunc_date', ['dow', LEAP], invalid],
  ['time/trunc_timestamp', ['hour', MOMENT], at('2024-02-29T13:00:00')],
  ['time/trunc_timestamp', ['ms', MOMENT + 7], MOMENT],
  ['time/trunc_timestamp', ['day', -1], -DAY],
  ['time/trunc_timestamp', ['year', FAR], 253370764800000000n],
  ['time/diff_dates', ['month', day('2024-01-31'), day('2024-02-01')], 1],
  ['time/diff_dates', ['week', day('2024-03-03'), day('2024-03-04')], 1],
  ['time/diff_dates', ['year', day('2024-12-31'), day('2023-01-01')], -1],
  ['time/diff_dates', ['isodow', 0, 1], invalid],
  ['time/diff_timestamps', ['hour', at('2024-01-01T00:59:59'), at('2024-01-01T01:00:00')], 1],
  ['time/diff_timestamps', ['quarter', at('2023-12-31T23:00:00'), at('2024-01-01T01:00:00')], 1],
  ['time/diff_timestamps', ['microsecond', -9223372036854775807n, 9223372036854775807n], overflow],
  ['time/age_dates', [day('2024-03-01'), day('2000-02-29')], span(288, 1)],
  ['time/age', [at('2024-03-01T00:00:00'), at('2024-01-31T12:00:00')], span(1, 0, 12 * HOUR)],
  ['time/age', [at('2024-01-31T12:00:00'), at('2024-03-01T00:00:00')], span(-1, 0, -12 * HOUR)],
  ['time/bucket', [span(0, 0, 15 * 6e7), at('2024-02-29T13:38:00')], at('2024-02-29T13:30:00')],
  ['time/bucket', [span(0, 7), at('2024-03-03T13:38:00')], at('2024-02-26T00:00:00')],
  ['time/bucket', [span(3, 0), at('1999-12-31T00:00:00')], at('1999-10-01T00:00:00')],
  ['time/bucket', [span(1, 0), at('2024-03-10T00:00:00'), at('2024-01-15T00:00:00')], at('2024-02-15T00:00:00')],
  ['time/bucket', [span(0, 1), 0, HOUR], HOUR - DAY],
  ['time/bucket', [span(0, 0), 0], invalid],
  ['time/bucket', [span(1, 1), 0], invalid],
  ['time/bucket_date', [span(1, 0), LEAP], at('2024-02-01T00:00:00')],
  ['time/last_day_date', [day('2023-02-10')], day('2023-02-28')],
  ['time/last_day', [MOMENT], LEAP],
  ['time/days_in_month_date', [day('1900-02-10')], 28],
  ['time/days_in_month', [MOMENT], 29],
  ['time/is_leap_year', [1900], false],
  ['time/is_leap_year', [2000], true],
  ['time/month_name_date', [LEAP], 'February'],
  ['time/month_name', [MOMENT], 'February'],
  ['time/day_name_date', [LEAP], 'Thursday'],
  ['time/day_name', [MOMENT], 'Thursday'],
  [
    'time/format_timestamp',
    [MOMENT, '%Y-%m-%d %H:%M:%S.%f|%-d %-H %-I%p|%a %A %b %B|%j %-j|%y %F %T %R %D'],
    '2024-02-29 13:05:09.250000|29 13 1PM|Thu Thursday Feb February|060 60|24 2024-02-29 13:05:09 13:05 02/29/24',
  ],
  [
    'time/format_timestamp',
    [MOMENT, '%u %w %U %W %V %G %g %s %e %c %x %X %% %z%Z'],
    '4 4 08 09 09 2024 250 1709211909 29 2024-02-29 13:05:09 2024-02-29 13:05:09 % ',
  ],
  ['time/format_timestamp', [at('2024-01-01T00:30:00'), '%I%p %U %W'], '12AM 00 01'],
  ['time/format_timestamp', [0, '%q'], invalid],
  ['time/format_timestamp', [0, '%'], invalid],
  ['time/format_date', [LEAP, '%G-W%V-%u %H'], '2024-W09-4 00'],
  ['time/format_instant', [0, '%F %T%z %Z'], '1970-01-01 00:00:00+0000 UTC'],
  ['time/strptime', ['29.2.2024 13:05', '%d.%m.%Y %H:%M'], at('2024-02-29T13:05:00')],
  ['time/strptime', ['feb 3 24, 12:05:09.25 am', '%b %d %y, %I:%M:%S.%f %p'], at('2024-02-03T00:05:09', 250000)],
  ['time/strptime', ['2024-060', '%Y-%j'], at('2024-02-29T00:00:00')],
  ['time/strptime', ['2024-02-29T13:05:09+02:00', '%FT%T%z'], at('2024-02-29T11:05:09')],
  ['time/strptime', ['1709211909', '%s'], at('2024-02-29T13:05:09')],
  ['time/strptime', ['29.2.2023', '%d.%m.%Y'], conversion],
  ['time/strptime', ['13 pm', '%I %p'], conversion],
  ['time/strptime', ['25:00', '%H:%M'], conversion],
  ['time/strptime', ['soon', '%Y'], conversion],
  ['time/strptime', ['x', '%Q'], invalid],
  ['time/strptime', ['(1).*2024-', '(%d).*%Y-'], at('2024-01-01T00:00:00')],
  ['time/try_strptime', ['soon', '%Y'], null],
  ['time/try_strptime', ['2024', '%Y'], at('2024-01-01T00:00:00')],
  ['time/try_strptime', ['2024', '%Q'], invalid],
  ['time/make_date', [2024, 2, 29], LEAP],
  ['time/make_date', [2023, 2, 29], invalid],
  ['time/make_date', [9223372036854775807n, 1, 1], invalid],
  ['time/make_time', [13, 5, 9.5], 13 * HOUR + 5 * 6e7 + 9.5e6],
  ['time/make_time', [24, 0, 0], invalid],
  ['time/make_time', [0, 0, 60], invalid],
  ['time/make_timestamp', [2024, 2, 29, 13, 5, 9.25], MOMENT],
  ['time/make_timestamp', [9999, 12, 31, 23, 59, 59.999999], FAR],
  ['time/make_interval', [1, 2, 3, 4, 5, 6.5], span(14, 3, 4 * HOUR + 5 * 6e7 + 6.5e6)],
  ['time/make_interval', [9007199254740991], overflow],
  ['time/from_seconds', [1709211909.25], MOMENT],
  ['time/from_seconds', [-0.5], -500000],
  ['time/from_seconds', [1e300], overflow],
  ['time/from_millis', [1709211909250], MOMENT],
  ['time/from_micros', [FAR], FAR],
  ['time/epoch', [-1], -0.000001],
  ['time/epoch', [MOMENT], 1709211909.25],
  ['time/epoch_date', [LEAP], LEAP * 86400],
  ['time/epoch_interval', [span(14, 3, 250000)], 37000800.25],
  ['time/epoch_interval', [span(-1, 0)], -2592000],
  ['time/epoch_ms', [MOMENT], 1709211909250],
  ['time/epoch_us', [FAR], FAR],
]);

test('the clock is the frame’s', () => {
  assert.is(callNative('time/now', [], {}, contextOf(MOMENT)), MOMENT);
  assert.is(callNative('time/today', [], {}, contextOf(MOMENT)), LEAP);
  assert.is(callNative('time/today_in', ['Pacific/Auckland'], {}, contextOf(MOMENT)), LEAP + 1);
});

test('the calendar is JavaScript’s for 800 years', () => {
  for (let days = day('1600-01-01'); days < day('2400-01-01'); days += 13) {
    const date = new Date(days * 8.64e7);
    assert.is(callNative('time/format_date', [days, '%F']), date.toISOString().slice(0, 10));
    assert.is(callNative('time/make_date', [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]), days);
    assert.is(callNative('time/dow_date', [days]), date.getUTCDay());
  }
});

test('a formatted moment reads back', () => {
  for (const moment of [0, -1, MOMENT, FAR, -62135596800000000n]) {
    const text = callNative('time/format_timestamp', [moment, '%Y-%m-%d %H:%M:%S.%f']);
    assert.is(callNative('time/strptime', [text, '%Y-%m-%d %H:%M:%S.%f']), moment);
  }
});

test.run();
