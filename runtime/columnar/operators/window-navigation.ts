import { vectorValue } from './vector.ts';
import type { Partition, WindowSpec } from './window.ts';

/** `lag` and `lead`: the value some places before or after; the third argument, or NULL, where the partition has no such row. */
export function navigate({ order, start, end }: Partition, spec: WindowSpec, values: unknown[]): void {
  const [arg, places, otherwise] = spec.args;
  const direction = spec.operation === 'lag' ? -1 : 1;
  for (let i = start; i < end; i++) {
    if ((i & 1023) === 0) order.context.check();
    const row = order.rows[i]!;
    const steps = places === undefined ? 1 : vectorValue(places, row);
    if (steps === null) continue;
    const at = spec.ignoreNulls
      ? stepOver(order.rows, arg!, i, Number(steps) * direction, start, end)
      : i + Number(steps) * direction;
    if (at >= start && at < end) values[row] = vectorValue(arg!, order.rows[at]!);
    else values[row] = otherwise === undefined ? null : vectorValue(otherwise, row);
  }
}

/** The place of the n-th row with a value in a direction; outside of the partition when there is none. */
function stepOver(
  rows: Int32Array,
  arg: Parameters<typeof vectorValue>[0],
  from: number,
  steps: number,
  start: number,
  end: number,
): number {
  const direction = Math.sign(steps);
  let left = Math.abs(steps);
  let at = from;
  while (left > 0) {
    at += direction;
    if (at < start || at >= end) return -1;
    if (vectorValue(arg, rows[at]!) !== null) left--;
  }
  return at;
}
