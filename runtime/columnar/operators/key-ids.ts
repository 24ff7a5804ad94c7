import { ColumnIds } from './column-ids.ts';
import { NumberIds } from './number-ids.ts';
import type { Packing } from './packing.ts';
import { PairIds } from './pair-ids.ts';
import type { Vector } from './vector.ts';

/** The most packed keys for which every one gets a slot of its own, and how many slots a row may cost. */
const DIRECT_SLOTS = 1 << 22;
const SLOTS_PER_ROW = 8;
const FEW_SLOTS = 4096;

/** Ids of packed keys, from 0 in order of first appearance: dense slots where there are few possible keys, a hash table otherwise. */
export class PackedIds {
  count = 0;
  readonly fresh: Int32Array;
  readonly #direct: Int32Array | null;
  readonly #numbers: NumberIds | null;

  /** `rows` is about how many rows will come. */
  constructor(packing: Packing, blockRows: number, rows = Infinity) {
    this.fresh = new Int32Array(blockRows);
    const room = Math.min(DIRECT_SLOTS, Math.max(FEW_SLOTS, rows * SLOTS_PER_ROW));
    this.#direct = packing.size <= room ? new Int32Array(packing.size) : null;
    this.#numbers = this.#direct === null ? new NumberIds() : null;
  }

  /** Writes the id of each of the first `n` packed keys to `ids`; the positions that brought a new key are in `fresh`, in order. */
  assign(keys: Int32Array | Float64Array, n: number, ids: Int32Array): void {
    if (this.#direct !== null) {
      this.count = assignDirect(keys, n, ids, this.fresh, this.#direct, this.count);
      return;
    }
    this.#numbers!.assign(keys, n, ids, this.fresh);
    this.count = this.#numbers!.count;
  }
}

function assignDirect(
  keys: Int32Array | Float64Array,
  n: number,
  ids: Int32Array,
  fresh: Int32Array,
  slots: Int32Array,
  count: number,
): number {
  const first = count;
  for (let j = 0; j < n; j++) {
    const key = keys[j]!;
    let id = slots[key]!;
    if (id === 0) {
      fresh[count - first] = j;
      id = ++count;
      slots[key] = id;
    }
    ids[j] = id - 1;
  }
  return count;
}

/**
 * Ids of keys of any number and type, from 0 in order of first appearance: each column is numbered for itself and the numbers are combined
 * two by two. With `nullsMatch` NULL is a value like others (GROUP BY, DISTINCT); without it a row with a NULL key has id -1 (joins).
 * `plainNumbers` promises one column of numbers that are never NULL.
 */
export class VectorIds {
  count = 0;
  /** The positions that brought a new key in the last `assign`, in order. */
  fresh: Int32Array;
  readonly #parts: readonly ColumnIds[];
  readonly #pairs: readonly PairIds[];
  /** Of one column of numbers without NULLs: they are hashed once, and that is all. */
  readonly #numbers: NumberIds | null;
  #right = new Int32Array(0);
  #zeros = new Int32Array(0);

  constructor(columns: number, nullsMatch: boolean, blockRows: number, plainNumbers = false) {
    this.fresh = new Int32Array(blockRows);
    this.#numbers = plainNumbers ? new NumberIds() : null;
    this.#parts = Array.from({ length: columns }, () => new ColumnIds(nullsMatch));
    this.#pairs = Array.from({ length: Math.max(1, columns - 1) }, () => new PairIds());
  }

  /** Writes the ids of the first `n` rows of the key vectors. Without key columns every row has id 0. */
  assign(vectors: readonly Vector[], n: number, ids: Int32Array): void {
    this.#reserve(n);
    if (this.#numbers !== null) {
      this.#numbers.assign(vectors[0]!.values as Float64Array, n, ids, this.fresh);
      this.count = this.#numbers.count;
      return;
    }
    this.#combine(vectors, n, ids, true);
    this.count = this.#pairs[this.#pairs.length - 1]!.count;
  }

  /** The same for keys that came before; -1 for others. */
  find(vectors: readonly Vector[], n: number, ids: Int32Array): void {
    this.#reserve(n);
    if (this.#numbers !== null) this.#numbers.find(vectors[0]!.values as Float64Array, n, ids);
    else this.#combine(vectors, n, ids, false);
  }

  #combine(vectors: readonly Vector[], n: number, ids: Int32Array, assign: boolean): void {
    const part = (k: number, out: Int32Array): void =>
      assign ? this.#parts[k]!.assign(vectors[k]!, n, out) : this.#parts[k]!.find(vectors[k]!, n, out);
    if (vectors.length === 0) ids.fill(0, 0, n);
    else part(0, ids);
    for (let k = 0; k < this.#pairs.length; k++) {
      let right = this.#zeros;
      if (k + 1 < vectors.length) part(k + 1, (right = this.#right));
      if (assign) this.#pairs[k]!.assign(ids, right, n, ids, this.fresh);
      else this.#pairs[k]!.find(ids, right, n, ids);
    }
  }

  #reserve(n: number): void {
    if (this.#right.length >= n) return;
    this.#right = new Int32Array(n);
    this.#zeros = new Int32Array(n);
    if (this.fresh.length < n) this.fresh = new Int32Array(n);
  }
}

/** The rows (in one index space) of the given positions of a block. */
export function pickRows(positions: Int32Array, count: number, rows: Int32Array | null, start: number): Int32Array {
  const picked = new Int32Array(count);
  if (rows === null) for (let j = 0; j < count; j++) picked[j] = start + positions[j]!;
  else for (let j = 0; j < count; j++) picked[j] = rows[positions[j]!]!;
  return picked;
}
