import { compareValues } from '../compare-values.ts';
import { UNCHECKED, type Checked } from './checked.ts';
import { radixOrder } from './radix-order.ts';
import { compressed, ranksOfColumn, type Ranks } from './sort-ranks.ts';
import { compact, vectorValue, type Vector } from './vector.ts';

/** One key of an order: its values, and which way. */
export interface SortColumn {
  readonly vector: Vector;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/**
 * The rows `0 … length` in the order of the keys; rows with equal keys stay in the order they lie in. Each key becomes ranks, the ranks are packed
 * into one number as long as they fit, and the numbers are sorted digit by digit: no comparator runs over the rows.
 */
export function sortedRows(keys: readonly SortColumn[], length: number, context: Checked = UNCHECKED): Int32Array {
  if (length < FEW_ROWS) return comparedOrder(keys, length);
  const packed = packRanks(
    keys.map((key) => () => ranksOfColumn(key, length, context)),
    length,
    context,
  );
  return radixOrder(packed.values, packed.slots, context);
}

/** Several rankings as one, the first counting most. */
export function packRanks(rankings: readonly (() => Ranks)[], length: number, context: Checked = UNCHECKED): Ranks {
  let packed: Ranks = { values: new Float64Array(length), slots: 1 };
  for (const rank of rankings) {
    let next = rank();
    if (!(packed.slots * next.slots <= Number.MAX_SAFE_INTEGER)) packed = compressed(packed, length, context);
    if (!(packed.slots * next.slots <= Number.MAX_SAFE_INTEGER)) next = compressed(next, length, context);
    packed = combined(packed, next, length);
  }
  return packed;
}

/** So few rows are sorted by comparing them. */
const FEW_ROWS = 64;

function combined(high: Ranks, low: Ranks, length: number): Ranks {
  const values = high.values;
  const { slots } = low;
  for (let i = 0; i < length; i++) values[i] = values[i]! * slots + low.values[i]!;
  return { values, slots: high.slots * slots };
}

/** Rows by comparing two at a time. */
function comparedOrder(keys: readonly SortColumn[], length: number): Int32Array {
  const compare = comparatorOf(keys);
  const rows = Array.from({ length }, (_, row) => row);
  rows.sort((a, c) => compare(a, c) || a - c);
  return Int32Array.from(rows);
}

/** Compares two rows by all keys. */
export function comparatorOf(keys: readonly SortColumn[]): (a: number, c: number) => number {
  const each = keys.map(keyComparator);
  if (each.length === 1) return each[0]!;
  return (a, c) => {
    for (const compare of each) {
      const order = compare(a, c);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function keyComparator({ vector, descending, nullsFirst }: SortColumn): (a: number, c: number) => number {
  const sign = descending ? -1 : 1;
  const nullOrder = nullsFirst ? -1 : 1;
  const { values, nulls, form } = vector;
  if (form === 'i32' || form === 'f64' || form === 'u8') {
    const numbers = values as Float64Array;
    const order = (a: number, c: number): number => {
      const x = numbers[a]!;
      const y = numbers[c]!;
      return x === y ? 0 : sign * (x < y || (y !== y && x === x) ? -1 : x !== x && y !== y ? 0 : 1);
    };
    if (nulls === null) return order;
    return (a, c) => (nulls[a] === 1 || nulls[c] === 1 ? (nulls[a]! - nulls[c]!) * nullOrder : order(a, c));
  }
  return (a, c) => {
    const x = vectorValue(vector, a);
    const y = vectorValue(vector, c);
    if (x === null || y === null) return x === y ? 0 : x === null ? nullOrder : -nullOrder;
    return sign * compareValues(x, y);
  };
}

/** Rows kept for `ORDER BY … LIMIT`: when there are clearly more than `limit`, the rest is dropped. */
export class TopRows {
  readonly #limit: number;
  readonly #room: number;
  readonly #descending: boolean;
  readonly #context: Checked;
  /** First key of the last row that is enough: a number or a code; `null` until there are enough. */
  #worst: number | null = null;

  constructor(limit: number, descending: boolean, context: Checked = UNCHECKED) {
    this.#limit = limit;
    this.#room = Math.max(limit * 2, 1024);
    this.#descending = descending;
    this.#context = context;
  }

  /** A row whose first key (its rank, where ranks are given) lies beyond this cannot be among the first any more. */
  boundBy(ranks: Int32Array | null): number {
    if (this.#limit === 0) return this.#descending ? Infinity : -Infinity;
    if (this.#worst === null) return this.#descending ? -Infinity : Infinity;
    return ranks === null ? this.#worst : ranks[this.#worst]!;
  }

  /** The same for keys of at most 32 bits, as such a number: comparing with it takes no doubles. */
  wholeBoundBy(ranks: Int32Array | null): number {
    return Math.max(-2147483648, Math.min(2147483647, this.boundBy(ranks)));
  }

  /** Drops what cannot be among the first, and gives the number of rows left. `all` are the vectors to shorten, keys included. */
  trim(keys: readonly SortColumn[], all: readonly Vector[], size: number): number {
    if (size <= this.#room) return size;
    const rows = sortedRows(keys, size, this.#context);
    const kept = Math.min(this.#limit, size);
    for (const vector of new Set(all)) compact(vector, rows, kept);
    const first = keys[0]!.vector;
    if (kept === this.#limit && kept > 0 && (first.nulls === null || first.nulls[kept - 1] === 0)) {
      const worst = first.values[kept - 1];
      if (typeof worst === 'number' && worst === worst) this.#worst = worst;
    }
    return kept;
  }
}
