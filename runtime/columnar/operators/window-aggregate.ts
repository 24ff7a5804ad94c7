import type { Accumulator } from './aggregates/accumulator.ts';
import { aggregateFunctions } from './aggregates/aggregate-functions.ts';
import { vectorValue } from './vector.ts';
import type { FrameRows } from './window-frame.ts';
import type { Partition, WindowSpec } from './window.ts';

/** Rows that are added between two checks. */
const ADDED_ROWS = 8192;

/**
 * An aggregate over each row's frame. Frames that begin where the one before began go on with its accumulator; others are added up anew,
 * except when they are the same.
 */
export function framedAggregate(partition: Partition, spec: WindowSpec, frames: FrameRows, values: unknown[]): void {
  const { order, start, end } = partition;
  const { strict, create } = aggregateFunctions[spec.operation]!;
  let left = ADDED_ROWS;
  const add = (accumulator: Accumulator, at: number): void => {
    if (--left === 0) {
      order.context.check();
      left = ADDED_ROWS;
    }
    const row = order.rows[at]!;
    if (spec.filter !== null && vectorValue(spec.filter, row) !== true) return;
    const args = spec.args.map((vector) => vectorValue(vector, row));
    if (strict && args.some((value) => value === null)) return;
    accumulator.add(...args);
  };
  if (frames.exclude !== null) {
    for (let i = start; i < end; i++) {
      const accumulator = create(spec.types);
      for (const at of frames.rowsOf(i)) add(accumulator, at);
      values[order.rows[i]!] = accumulator.result();
    }
    return;
  }
  let accumulator = create(spec.types);
  let low = -1;
  let high = -1;
  let result: unknown = null;
  for (let i = start; i < end; i++) {
    const nextLow = frames.low(i);
    const nextHigh = Math.max(nextLow, frames.high(i));
    if (nextLow !== low || nextHigh !== high) {
      if (nextLow !== low || nextHigh < high) {
        accumulator = create(spec.types);
        high = nextLow;
      }
      for (let at = high; at < nextHigh; at++) add(accumulator, at);
      low = nextLow;
      high = nextHigh;
      result = accumulator.result();
    }
    values[order.rows[i]!] = result;
  }
}
