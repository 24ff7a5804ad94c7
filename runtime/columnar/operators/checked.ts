/** Who runs a query: `check` raises when it was cancelled or is over its time. Long work on rows calls it every few milliseconds. */
export interface Checked {
  check(): void;
}

/** For work that nobody can end. */
export const UNCHECKED: Checked = { check: () => undefined };

/** Rows that simple work may go through between two checks. */
export const CHECKED_ROWS = 1 << 16;

/** Comparisons of any values between two checks. */
const COMPARISONS = 1 << 13;

/** The comparator, with a check now and then. */
export function checkedComparator<T>(compare: (a: T, c: T) => number, context: Checked): (a: T, c: T) => number {
  let left = COMPARISONS;
  return (a, c) => {
    if (--left === 0) {
      context.check();
      left = COMPARISONS;
    }
    return compare(a, c);
  };
}

/** Calls `work` for the rows from 0 to `length`, a block at a time. */
export function inBlocks(length: number, context: Checked, work: (from: number, to: number) => void): void {
  for (let from = 0; from < length; from += CHECKED_ROWS) {
    context.check();
    work(from, Math.min(length, from + CHECKED_ROWS));
  }
}
