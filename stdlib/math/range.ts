import type { DataType } from '../../compiler/contract/data-type.ts';
import type { NativeContext } from '../native.ts';
import { comparator } from '../value/compare.ts';
import { invalidArgument } from '../value/failure.ts';
import { addInt64, type Integer } from '../value/integer.ts';

/** The value, or the bound that it lies beyond. */
export function clamp(type: DataType): (value: unknown, low: unknown, high: unknown) => unknown {
  const compare = comparator(type);
  return (value, low, high) => {
    if (compare(low, high) > 0) throw invalidArgument('clamp', 'low', low, 'it must not be greater than high');
    return compare(value, low) < 0 ? low : compare(value, high) > 0 ? high : value;
  };
}

/** The least (`sign` 1) or greatest (-1) of the values that are not NULL; NULL when all are. */
export function extremeOf(type: DataType, sign: 1 | -1): (...values: readonly unknown[]) => unknown {
  const compare = comparator(type);
  return (...values) => {
    let best: unknown = null;
    for (const value of values) if (value !== null && (best === null || compare(value, best) * sign < 0)) best = value;
    return best;
  };
}

/** The number, from 1, of the bucket of equal width between `low` and `high`; 0 below them, `count + 1` from `high` on. */
export function widthBucket(value: number, low: number, high: number, count: Integer): Integer {
  if (count <= 0) throw invalidArgument('width_bucket', 'count', count, 'there must be at least one bucket');
  if (!(low < high)) throw invalidArgument('width_bucket', 'low', low, 'it must be less than high');
  if (value < low) return 0;
  if (value >= high || Number.isNaN(value)) return addInt64(count, 1, 'width_bucket');
  return Math.min(Math.floor(((value - low) / (high - low)) * Number(count)), Number(count) - 1) + 1;
}

/** NULL for a zero divisor. */
export function tryDivide(dividend: Integer, divisor: Integer): number | null {
  const by = Number(divisor);
  return by === 0 ? null : Number(dividend) / by;
}

export function randomFloat(context: NativeContext): number {
  return context.random();
}

/** A whole number from `low` to `high`, both included. */
export function randomInt(context: NativeContext, low: Integer, high: Integer): Integer {
  if (low > high) throw invalidArgument('random_int', 'low', low, 'it must not be greater than high');
  const span = BigInt(high) - BigInt(low) + 1n;
  if (span > BigInt(Number.MAX_SAFE_INTEGER))
    throw invalidArgument('random_int', 'high', high, 'the range must hold fewer than 2^53 numbers');
  return addInt64(low, Math.floor(context.random() * Number(span)), 'random_int');
}
