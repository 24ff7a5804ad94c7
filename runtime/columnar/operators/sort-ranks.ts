import { compareValues } from '../compare-values.ts';
import { checkedComparator, inBlocks, UNCHECKED, type Checked } from './checked.ts';
import { sortedNumbers } from './sorted-numbers.ts';
import type { SortColumn } from './sort.ts';
import { vectorValue, type Vector } from './vector.ts';

/** A key column as whole numbers from 0 up to but not including `slots`, in the order wanted: descending and NULLs are worked in. */
export interface Ranks {
  readonly values: Float64Array;
  readonly slots: number;
}

/** Ranges up to this many slots per row need no ranking of their values. */
const ROOM_PER_ROW = 64;

export function ranksOfColumn(
  { vector, descending, nullsFirst }: SortColumn,
  length: number,
  context: Checked = UNCHECKED,
): Ranks {
  context.check();
  const { values, slots } = ascending(vector, length, context);
  context.check();
  const nulls = nullFlags(vector, length);
  const shift = nulls !== null && nullsFirst ? 1 : 0;
  const nullSlot = nullsFirst ? 0 : slots;
  for (let i = 0; i < length; i++) values[i] = (descending ? slots - 1 - values[i]! : values[i]!) + shift;
  if (nulls !== null) for (let i = 0; i < length; i++) if (nulls[i] === 1) values[i] = nullSlot;
  return { values, slots: nulls === null ? slots : slots + 1 };
}

/** Numbers that are equal where the values are, NULLs too, in any order: for partitions. */
export function partsOfColumn(vector: Vector, length: number, context: Checked = UNCHECKED): Ranks {
  if (vector.form === 'code' && vector.nulls === null)
    return {
      values: Float64Array.from((vector.values as Int32Array).subarray(0, length)),
      slots: Math.max(1, vector.strings!.length),
    };
  return ranksOfColumn({ vector, descending: false, nullsFirst: false }, length, context);
}

/** Ranks of values that are not NULL; anything within the slots beside a NULL. */
function ascending(vector: Vector, length: number, context: Checked): Ranks {
  switch (vector.form) {
    case 'code':
      return { values: codeRanks(vector, length, context), slots: Math.max(1, vector.strings!.length) };
    case 'any':
      return valueRanks(vector.values as readonly unknown[], length, context);
    default:
      return numberRanks(vector.values as Float64Array, vector.nulls, length, context);
  }
}

function codeRanks(vector: Vector, length: number, context: Checked): Float64Array {
  const ranks = ranksOfStrings(vector.strings!, context);
  const codes = vector.values as Int32Array;
  const result = new Float64Array(length);
  if (ranks.length > 0) for (let i = 0; i < length; i++) result[i] = ranks[codes[i]!]!;
  return result;
}

/** For each string its place in the order by code point. */
export function ranksOfStrings(strings: readonly string[], context: Checked = UNCHECKED): Int32Array {
  const compare = checkedComparator<number>((a, c) => compareValues(strings[a]!, strings[c]!), context);
  const codes = Array.from(strings, (_, code) => code).sort(compare);
  const ranks = new Int32Array(strings.length);
  for (const [rank, code] of codes.entries()) ranks[code] = rank;
  return ranks;
}

/** Whole numbers in a narrow range, once their common factor is out, are their own ranks; others are ranked by a sorted copy. */
function numberRanks(values: Float64Array, nulls: Uint8Array | null, length: number, context: Checked): Ranks {
  let low = Infinity;
  let high = -Infinity;
  let whole = true;
  for (let i = 0; i < length; i++) {
    if (nulls !== null && nulls[i] === 1) continue;
    const value = values[i]!;
    if (Math.floor(value) !== value) whole = false;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  context.check();
  if (low > high && whole) return { values: new Float64Array(length), slots: 1 };
  const result = new Float64Array(length);
  if (whole && high - low <= Number.MAX_SAFE_INTEGER) {
    const factor = high - low < ROOM_PER_ROW * length ? 1 : commonFactor(values, nulls, length, low);
    const slots = (high - low) / factor + 1;
    if (slots <= Math.max(1024, ROOM_PER_ROW * length)) {
      for (let i = 0; i < length; i++) result[i] = nulls !== null && nulls[i] === 1 ? 0 : (values[i]! - low) / factor;
      return { values: result, slots };
    }
  }
  return rankedBySorting(values, nulls, length, result, context);
}

/** The greatest number that divides every distance to `low`. The quotient test is exact for whole numbers below 2^53. */
function commonFactor(values: Float64Array, nulls: Uint8Array | null, length: number, low: number): number {
  let factor = 0;
  for (let i = 0; i < length && factor !== 1; i++) {
    if (nulls !== null && nulls[i] === 1) continue;
    const distance = values[i]! - low;
    const quotient = distance / factor;
    if (factor !== 0 && quotient === Math.floor(quotient)) continue;
    let [a, c] = [distance, factor];
    while (c !== 0) [a, c] = [c, a % c];
    factor = a;
  }
  return factor === 0 ? 1 : factor;
}

/** NaN sorts last and -0 beside 0, as the typed array's own sort has it but for -0, which is made 0 first. */
function rankedBySorting(
  values: Float64Array,
  nulls: Uint8Array | null,
  length: number,
  result: Float64Array,
  context: Checked,
): Ranks {
  for (let i = 0; i < length; i++) result[i] = nulls !== null && nulls[i] === 1 ? 0 : values[i]! + 0;
  const sorted = sortedNumbers(result, context);
  let distinct = 0;
  for (let i = 0; i < length; i++)
    if (
      i === 0 ||
      (sorted[i] !== sorted[distinct - 1] &&
        !(sorted[i] !== sorted[i] && sorted[distinct - 1] !== sorted[distinct - 1]))
    )
      sorted[distinct++] = sorted[i]!;
  inBlocks(length, context, (from, to) => writePlaces(sorted, distinct, result, from, to));
  return { values: result, slots: Math.max(1, distinct) };
}

function writePlaces(sorted: Float64Array, count: number, values: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) values[i] = placeOf(sorted, count, values[i]!);
}

function placeOf(sorted: Float64Array, count: number, value: number): number {
  if (value !== value) return count - 1;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Values of any type: the different ones are sorted by comparing, then looked up. */
function valueRanks(values: readonly unknown[], length: number, context: Checked): Ranks {
  const rows: number[] = [];
  for (let row = 0; row < length; row++) if (values[row] !== null) rows.push(row);
  context.check();
  rows.sort(checkedComparator<number>((a, c) => compareValues(values[a], values[c]), context));
  const result = new Float64Array(length);
  let rank = 0;
  for (const [i, row] of rows.entries()) {
    if (i > 0 && compareValues(values[rows[i - 1]!], values[row]) !== 0) rank++;
    result[row] = rank;
  }
  return { values: result, slots: rank + 1 };
}

function nullFlags(vector: Vector, length: number): Uint8Array | null {
  if (vector.form !== 'any') return vector.nulls;
  const flags = new Uint8Array(length);
  let some = false;
  for (let i = 0; i < length; i++) {
    if (vectorValue(vector, i) !== null) continue;
    flags[i] = 1;
    some = true;
  }
  return some ? flags : null;
}

/** Ranks of ranks: the same order in as few slots as there are different values. */
export function compressed({ values }: Ranks, length: number, context: Checked = UNCHECKED): Ranks {
  return rankedBySorting(values, null, length, new Float64Array(length), context);
}
