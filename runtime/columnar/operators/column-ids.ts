import { canonicalKey } from '../canonical-key.ts';
import { NumberIds } from './number-ids.ts';
import type { Vector } from './vector.ts';

/**
 * Gives each value of one key column a positive id. NULL is 0, or -1 when NULLs do not match; a value that was never assigned is -1 to `find`.
 * Numbers go through a typed hash table, strings through one lookup per dictionary entry, all else through a `Map`.
 */
export class ColumnIds {
  readonly #nullId: number;
  readonly #numbers = new NumberIds();
  readonly #values = new Map<unknown, number>();
  readonly #byCode = new Map<readonly string[], Int32Array>();
  #ignored = new Int32Array(0);

  constructor(nullsMatch: boolean) {
    this.#nullId = nullsMatch ? 0 : -1;
  }

  assign(vector: Vector, n: number, ids: Int32Array): void {
    this.#write(vector, n, ids, true);
  }

  find(vector: Vector, n: number, ids: Int32Array): void {
    this.#write(vector, n, ids, false);
  }

  #write(vector: Vector, n: number, ids: Int32Array, assign: boolean): void {
    switch (vector.form) {
      case 'code':
        this.#codes(vector, n, ids, assign);
        break;
      case 'any':
        this.#any(vector.values as unknown[], n, ids, assign);
        return;
      default:
        if (this.#ignored.length < n) this.#ignored = new Int32Array(n);
        if (assign) this.#numbers.assign(vector.values as Float64Array, n, ids, this.#ignored);
        else this.#numbers.find(vector.values as Float64Array, n, ids);
        oddIds(ids, n);
    }
    if (vector.nulls !== null) markNulls(vector.nulls, n, ids, this.#nullId);
  }

  #codes(vector: Vector, n: number, ids: Int32Array, assign: boolean): void {
    const strings = vector.strings!;
    let table = this.#byCode.get(strings);
    if (table === undefined) {
      table = new Int32Array(strings.length);
      this.#byCode.set(strings, table);
    }
    const codes = vector.values as Int32Array;
    for (let j = 0; j < n; j++) {
      const code = codes[j]!;
      let id = table[code]!;
      if (id === 0 || (assign && id < 0)) {
        id = strings.length === 0 ? -1 : this.#idOf(strings[code]!, assign);
        table[code] = id;
      }
      ids[j] = id;
    }
  }

  #any(values: readonly unknown[], n: number, ids: Int32Array, assign: boolean): void {
    for (let j = 0; j < n; j++) {
      const value = values[j];
      if (value === null || value === undefined) ids[j] = this.#nullId;
      else if (typeof value === 'number' || typeof value === 'boolean') ids[j] = this.#numberId(Number(value), assign);
      else ids[j] = this.#idOf(canonicalKey(value), assign);
    }
  }

  /** The same id that the number has when it comes in a typed vector. */
  #numberId(value: number, assign: boolean): number {
    const id = this.#numbers.one(value, assign);
    return id < 0 ? -1 : id * 2 + 1;
  }

  /** Values that are not numbers have even ids from 2. */
  #idOf(key: unknown, assign: boolean): number {
    let id = this.#values.get(key);
    if (id === undefined) {
      if (!assign) return -1;
      id = this.#values.size * 2 + 2;
      this.#values.set(key, id);
    }
    return id;
  }
}

/** From ids that count from 0, with -1 for none, to odd ids from 1. */
function oddIds(ids: Int32Array, n: number): void {
  for (let j = 0; j < n; j++) ids[j] = ids[j]! < 0 ? -1 : ids[j]! * 2 + 1;
}

function markNulls(nulls: Uint8Array, n: number, ids: Int32Array, nullId: number): void {
  for (let j = 0; j < n; j++) if (nulls[j] === 1) ids[j] = nullId;
}
