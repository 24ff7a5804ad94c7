/** Least width of a column that is made narrower. */
const LEAST = 8;
/** Left and right of a cell, and the rule behind it. */
const AROUND = 3;

/** How the columns of a table are shown in a terminal. */
export interface FittedColumns {
  /** Positions of the columns that are shown, in order. */
  readonly shown: readonly number[];
  /** Their widths. */
  readonly widths: readonly number[];
  /** Where the columns that are left out would be: shown columns before them. `null` when all are shown. */
  readonly gap: number | null;
}

/**
 * Fits columns of the given widths into so many terminal columns: the widest are narrowed first; when that is not enough, columns in the middle are left out.
 * The first column is always shown.
 */
export function fitColumns(wanted: readonly number[], columns: number): FittedColumns {
  const all = wanted.map((_, i) => i);
  const whole = narrowed(wanted, columns - 1);
  if (whole !== null) return { shown: all, widths: whole, gap: null };
  const space = columns - 1 - (1 + AROUND);
  const least = wanted.map((width) => Math.min(width, LEAST) + AROUND);
  const left: number[] = [];
  const right: number[] = [];
  let used = 0;
  for (let low = 0, high = wanted.length - 1; low <= high;) {
    const fromLeft = left.length <= right.length;
    const next = fromLeft ? low : high;
    if (used + least[next]! > space && left.length > 0) break;
    used += least[next]!;
    if (fromLeft) left.push(low++);
    else right.unshift(high--);
  }
  const shown = [...left, ...right];
  const some = shown.map((i) => wanted[i]!);
  const widths = narrowed(some, space) ?? some.map((width) => Math.min(width, Math.max(1, space - AROUND)));
  return { shown, widths, gap: left.length };
}

/** Widths that fill at most so many columns with their rules; `null` when columns would get too narrow. */
function narrowed(wanted: readonly number[], columns: number): readonly number[] | null {
  const space = columns - wanted.length * AROUND;
  const sum = (limit: number): number => wanted.reduce((total, width) => total + Math.min(width, limit), 0);
  if (sum(Infinity) <= space) return wanted;
  let limit = Math.max(...wanted);
  while (limit >= LEAST && sum(limit) > space) limit--;
  if (limit < LEAST) return null;
  // what is left over goes to the first of those that were cut
  let spare = space - sum(limit);
  return wanted.map((width) => (width > limit && spare-- > 0 ? limit + 1 : Math.min(width, limit)));
}
