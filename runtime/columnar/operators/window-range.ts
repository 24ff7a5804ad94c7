import type { IntervalLike } from '../canonical-key.ts';
import { civilDate, daysInMonth, daysSince1970 } from '../convert/calendar.ts';
import { integerValue } from '../value.ts';

const DAY = 86_400_000_000;

/** A value of an order some distance away: numbers by addition, dates (days) and timestamps (µs) also by interval. `isDate` tells the two apart. */
export function shiftedValue(
  value: unknown,
  distance: number | bigint | IntervalLike,
  sign: 1 | -1,
  isDate: boolean,
): number | bigint {
  if (typeof distance === 'object')
    return isDate
      ? shiftedDays(Number(value), distance, sign)
      : shiftedMicros(value as number | bigint, distance, sign);
  if (typeof value === 'number' && typeof distance === 'number') {
    const sum = value + sign * distance;
    if (!Number.isInteger(value) || !Number.isInteger(distance) || Number.isSafeInteger(sum)) return sum;
  }
  return integerValue(BigInt(value as number | bigint) + BigInt(sign) * BigInt(distance));
}

/** Days, with a fraction where the interval has a time: only ever compared with whole days. */
function shiftedDays(days: number, { months, days: more, micros }: IntervalLike, sign: number): number {
  return addMonths(days, sign * months) + sign * more + (sign * micros) / DAY;
}

function shiftedMicros(value: number | bigint, { months, days, micros }: IntervalLike, sign: number): number | bigint {
  const exact = BigInt(value);
  const day = exact >= 0n ? exact / BigInt(DAY) : -((-exact + BigInt(DAY) - 1n) / BigInt(DAY));
  const time = exact - day * BigInt(DAY);
  const moved = BigInt(addMonths(Number(day), sign * months) + sign * days);
  return integerValue(moved * BigInt(DAY) + time + BigInt(sign * micros));
}

/** The same day some months away, the last one of the month where it has no such day. */
function addMonths(days: number, months: number): number {
  if (months === 0) return days;
  const { year, month, day } = civilDate(days);
  const index = year * 12 + month - 1 + months;
  const target = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
  return daysSince1970(target.year, target.month, Math.min(day, daysInMonth(target.year, target.month)));
}
