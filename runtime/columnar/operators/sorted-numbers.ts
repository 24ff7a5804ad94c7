import { CHECKED_ROWS, inBlocks, type Checked } from './checked.ts';

/** The numbers in ascending order, NaN last, as the typed array's own sort has them: block by block, then merged two by two, with checks between. */
export function sortedNumbers(values: Float64Array, context: Checked): Float64Array {
  let from = values.slice();
  inBlocks(from.length, context, (start, end) => from.subarray(start, end).sort());
  let to = from.length > CHECKED_ROWS ? new Float64Array(from.length) : from;
  for (let run = CHECKED_ROWS; run < from.length; run *= 2) {
    for (let start = 0; start < from.length; start += 2 * run) {
      const middle = Math.min(from.length, start + run);
      mergeRuns(from, to, start, middle, Math.min(from.length, middle + run), context);
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Merges the runs that meet at `middle`, some of the result at a time. */
function mergeRuns(
  from: Float64Array,
  to: Float64Array,
  start: number,
  middle: number,
  end: number,
  context: Checked,
): void {
  let left = start;
  for (let at = start; at < end;) {
    context.check();
    const until = Math.min(end, at + CHECKED_ROWS);
    left = mergePart(from, to, left, middle, middle + (at - start) - (left - start), end, at, until);
    at = until;
  }
}

/** Writes places `at` to `until`; gives where the left run goes on. */
function mergePart(
  from: Float64Array,
  to: Float64Array,
  left: number,
  middle: number,
  right: number,
  end: number,
  at: number,
  until: number,
): number {
  let next = left;
  let other = right;
  for (let i = at; i < until; i++) {
    const takesLeft = next < middle && (other >= end || from[next]! <= from[other]! || from[other]! !== from[other]!);
    to[i] = takesLeft ? from[next++]! : from[other++]!;
  }
  return next;
}
