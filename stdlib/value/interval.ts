import { numericOverflow } from './failure.ts';
import { addMonths } from './calendar.ts';
import type { Integer } from './integer.ts';
import { checkedTimestamp, dayTime, MICROS_PER_DAY, timestampOf } from './timestamp.ts';

/** Months, days and microseconds, never folded into each other. */
export interface Interval {
  readonly months: number;
  readonly days: number;
  readonly micros: number;
}

const INT32_MAX = 2 ** 31 - 1;

/** An interval of whole parts; raises `NumericOverflow` when one is too big to carry. */
export function interval(months: number, days: number, micros: number, operation: string): Interval {
  if (Math.abs(months) > INT32_MAX || Math.abs(days) > INT32_MAX || !Number.isSafeInteger(micros))
    throw numericOverflow(operation, 'interval');
  return { months: months + 0, days: days + 0, micros: micros + 0 };
}

export function addIntervals(a: Interval, b: Interval): Interval {
  return interval(a.months + b.months, a.days + b.days, a.micros + b.micros, '+');
}

export function negateInterval(a: Interval): Interval {
  return interval(0 - a.months, 0 - a.days, 0 - a.micros, '-');
}

/** Each part times a whole number. */
export function multiplyInterval(a: Interval, factor: Integer): Interval {
  const times = Number(factor);
  return interval(a.months * times, a.days * times, a.micros * times, '*');
}

/** Months first (a day beyond the month's end becomes its last), then days, then microseconds. */
export function addToTimestamp(timestamp: Integer, amount: Interval): Integer {
  const { days, micros } = dayTime(timestamp);
  const moved = timestampOf(addMonths(days, amount.months) + amount.days, micros, '+');
  return amount.micros === 0 ? moved : checkedTimestamp(BigInt(moved) + BigInt(amount.micros), '+');
}

/** Whole days and the rest in microseconds, both of one sign. */
export function timestampDifference(left: Integer, right: Integer): Interval {
  const difference = BigInt(left) - BigInt(right);
  const day = BigInt(MICROS_PER_DAY);
  return interval(0, Number(difference / day), Number(difference % day), '-');
}

/** Microseconds with a month counted as 30 days and a day as 24 hours: what intervals are compared by. */
export function intervalLength(value: Interval): bigint {
  return BigInt(value.months * 30 + value.days) * BigInt(MICROS_PER_DAY) + BigInt(value.micros);
}
