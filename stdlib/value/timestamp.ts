import { numericOverflow } from './failure.ts';
import { carried, type Integer } from './integer.ts';

export const MICROS_PER_SECOND = 1e6;
export const MICROS_PER_MINUTE = 6e7;
export const MICROS_PER_HOUR = 3.6e9;
export const MICROS_PER_DAY = 8.64e10;

const INT64_MAX = 2n ** 63n - 1n;
const BIG_DAY = 86_400_000_000n;
/** Days whose every microsecond is within ±2^53. */
const SAFE_DAYS = 104248;

/** A moment as its day (days since 1970-01-01) and the microseconds since that day's midnight. */
export interface DayTime {
  readonly days: number;
  readonly micros: number;
}

/** Splits a timestamp. Exact: remainders of numbers are. */
export function dayTime(timestamp: Integer): DayTime {
  if (typeof timestamp === 'bigint') {
    let micros = timestamp % BIG_DAY;
    if (micros < 0n) micros += BIG_DAY;
    return { days: Number((timestamp - micros) / BIG_DAY), micros: Number(micros) };
  }
  let micros = timestamp % MICROS_PER_DAY;
  if (micros < 0) micros += MICROS_PER_DAY;
  return { days: (timestamp - micros) / MICROS_PER_DAY, micros: micros + 0 };
}

/** Joins what `dayTime` splits; `micros` may be any whole number within ±2^53. */
export function timestampOf(days: number, micros: number, operation: string): Integer {
  if (days > -SAFE_DAYS && days < SAFE_DAYS && micros >= 0 && micros < MICROS_PER_DAY)
    return days * MICROS_PER_DAY + micros;
  return checkedTimestamp(BigInt(days) * BIG_DAY + BigInt(micros), operation);
}

/** A timestamp in its carried form; raises `NumericOverflow` outside of 64 bits of microseconds. */
export function checkedTimestamp(micros: bigint, operation: string): Integer {
  if (micros > INT64_MAX || micros < -INT64_MAX) throw numericOverflow(operation, 'timestamp');
  return carried(micros);
}
