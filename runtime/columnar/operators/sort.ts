import { compareValues } from '../compare-values.ts';
import { compact, vectorValue, type Vector } from './vector.ts';

/** One key of an order: its values, and which way. */
export interface SortColumn {
  readonly vector: Vector;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** The rows `0 … length` in the order of the keys; rows with equal keys stay in the order they lie in. */
export function sortedRows(keys: readonly SortColumn[], length: number): Int32Array {
  return packedOrder(keys, length) ?? comparedOrder(keys, length);
}

/** Rows by comparing two at a time, for keys of any type. */
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

/**
 * Whole-number keys whose ranges leave room are packed into one double together with the row number, and the doubles are sorted natively:
 * no comparator runs, and the row number keeps the order stable. `null` when the keys are not of that kind.
 */
function packedOrder(keys: readonly SortColumn[], length: number): Int32Array | null {
  let size = Math.max(1, length);
  const plans: { readonly key: SortColumn; readonly low: number; readonly high: number; readonly slots: number }[] = [];
  for (const key of keys) {
    const range = wholeRange(key.vector, length);
    if (range === null) return null;
    const slots = range.high - range.low + 1 + (key.vector.nulls === null ? 0 : 1);
    size *= slots;
    if (!(size <= Number.MAX_SAFE_INTEGER)) return null;
    plans.push({ key, ...range, slots });
  }
  const packed = new Float64Array(length);
  for (const { key, low, high, slots } of plans) {
    const nullSlot = key.nullsFirst ? 0 : slots - 1;
    const shift = key.vector.nulls !== null && key.nullsFirst ? 1 : 0;
    packKey(
      packed,
      key.vector.values as Float64Array,
      key.vector.nulls,
      slots,
      key.descending ? -1 : 1,
      (key.descending ? high : -low) + shift,
      nullSlot,
    );
  }
  packRow(packed, length);
  packed.sort();
  const rows = new Int32Array(length);
  for (let i = 0; i < length; i++) rows[i] = remainderBy(packed[i]!, length);
  return rows;
}

/** `value % length` without the slow general remainder; the quotient of doubles may be one off. */
function remainderBy(value: number, length: number): number {
  const rest = value - Math.floor(value / length) * length;
  return rest < 0 ? rest + length : rest >= length ? rest - length : rest;
}

function packKey(
  packed: Float64Array,
  values: Float64Array,
  nulls: Uint8Array | null,
  slots: number,
  sign: number,
  offset: number,
  nullSlot: number,
): void {
  if (nulls === null)
    for (let i = 0; i < packed.length; i++) packed[i] = packed[i]! * slots + (sign * values[i]! + offset);
  else
    for (let i = 0; i < packed.length; i++)
      packed[i] = packed[i]! * slots + (nulls[i] === 1 ? nullSlot : sign * values[i]! + offset);
}

function packRow(packed: Float64Array, length: number): void {
  for (let i = 0; i < length; i++) packed[i] = packed[i]! * length + i;
}

function wholeRange(vector: Vector, length: number): { readonly low: number; readonly high: number } | null {
  if (vector.form !== 'i32' && vector.form !== 'f64' && vector.form !== 'u8') return null;
  const values = vector.values as Float64Array;
  const { nulls } = vector;
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < length; i++) {
    if (nulls !== null && nulls[i] === 1) continue;
    const value = values[i]!;
    if (Math.floor(value) !== value) return null;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high
    ? { low: 0, high: 0 }
    : low >= -Number.MAX_SAFE_INTEGER && high <= Number.MAX_SAFE_INTEGER
      ? { low, high }
      : null;
}

/** For each string its place in the order by code point, the same for all places of one string. */
export function ranksOf(strings: readonly string[]): Int32Array {
  const codes = Array.from(strings, (_, code) => code);
  codes.sort((a, c) => compareValues(strings[a]!, strings[c]!));
  const ranks = new Int32Array(strings.length);
  for (const [rank, code] of codes.entries()) ranks[code] = rank;
  return ranks;
}

/** Rows kept for `ORDER BY … LIMIT`: when there are clearly more than `limit`, the rest is dropped. */
export class TopRows {
  /** A row whose first key lies beyond this cannot be among the first any more; where the order ends until that is known. */
  bound: number;
  readonly #limit: number;
  readonly #room: number;
  readonly #descending: boolean;

  constructor(limit: number, descending: boolean) {
    this.#limit = limit;
    this.#room = Math.max(limit * 2, 1024);
    this.#descending = descending;
    this.bound = descending ? -Infinity : Infinity;
  }

  /** Drops what cannot be among the first, and gives the number of rows left. `all` are the vectors to shorten, keys included. */
  trim(keys: readonly SortColumn[], all: readonly Vector[], size: number): number {
    if (size <= this.#room) return size;
    const rows = sortedRows(keys, size);
    const kept = Math.min(this.#limit, size);
    for (const vector of new Set(all)) compact(vector, rows, kept);
    this.#tighten(keys[0]!.vector, kept);
    return kept;
  }

  #tighten(first: Vector, kept: number): void {
    if (kept === 0) {
      this.bound = this.#descending ? Infinity : -Infinity;
      return;
    }
    if (kept < this.#limit || (first.nulls !== null && first.nulls[kept - 1] === 1)) return;
    const bound = first.values[kept - 1] as number;
    if (bound === bound) this.bound = bound;
  }
}
