import type { Value } from '../../columnar/value.ts';

/** A key's values as one thing that compares: numbers as they are, everything else as text or bigint. */
export type EncodedKey = number | bigint | string;

/** The encoded key of these values, `null` when one of them is NULL: such a row equals no other. */
export function encodeKey(values: readonly Value[]): EncodedKey | null {
  if (values.length === 1) return encodeValue(values[0]!);
  let text = '';
  for (const value of values) {
    const encoded = encodeValue(value);
    if (encoded === null) return null;
    const part = String(encoded);
    text += `${part.length}:${part}`;
  }
  return text;
}

/** One value of a key. Values of one column have one type, so that encodings of different types need not differ. */
export function encodeValue(value: Value): EncodedKey | null {
  switch (typeof value) {
    case 'number':
      // -0 equals 0.
      return value + 0;
    case 'string':
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    default:
      if (value === null) return null;
      return value instanceof Uint8Array
        ? Buffer.from(value.buffer, value.byteOffset, value.length).toString('latin1')
        : JSON.stringify(value, bigintText);
  }
}

function bigintText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

const NONE = -1;
const LEAST_CAPACITY = 16;

/** A hash index from keys to row numbers (0 … 2^53 - 1). Number keys lie in typed arrays, other keys in a Map. */
export class KeyIndex {
  #keys = new Float64Array(LEAST_CAPACITY);
  /** Row number + 1; 0 free, -1 removed. */
  #rows = new Float64Array(LEAST_CAPACITY);
  /** Slots that are not free. */
  #used = 0;
  readonly #others = new Map<bigint | string, number>();
  readonly #words = new Uint32Array(2);
  readonly #double = new Float64Array(this.#words.buffer);

  /** The row of a key, or -1. */
  get(key: EncodedKey): number {
    if (typeof key !== 'number') return this.#others.get(key) ?? NONE;
    const row = this.#rows[this.#slot(key)]!;
    return row > 0 ? row - 1 : NONE;
  }

  set(key: EncodedKey, row: number): void {
    if (typeof key !== 'number') {
      this.#others.set(key, row);
      return;
    }
    const slot = this.#slot(key);
    if (this.#rows[slot] === 0) {
      this.#used++;
      this.#keys[slot] = key;
    }
    this.#rows[slot] = row + 1;
    if (this.#used * 2 > this.#keys.length) this.#grow();
  }

  /** Forgets a key, if it leads to `row`. */
  remove(key: EncodedKey, row: number): void {
    if (this.get(key) !== row) return;
    if (typeof key === 'number') this.#rows[this.#slot(key)] = NONE;
    else this.#others.delete(key);
  }

  /** The slot of a number, or the free one where it would go. Removed keys keep their slot. NaN equals NaN. */
  #slot(key: number): number {
    const keys = this.#keys;
    const rows = this.#rows;
    const mask = keys.length - 1;
    let slot = this.#hash(key) & mask;
    while (rows[slot] !== 0 && keys[slot] !== key && !(key !== key && keys[slot] !== keys[slot]))
      slot = (slot + 1) & mask;
    return slot;
  }

  #hash(key: number): number {
    const small = key | 0;
    let hash = small;
    if (small !== key) {
      this.#double[0] = key;
      hash = this.#words[0]! ^ Math.imul(this.#words[1]!, 0x85ebca6b);
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
    return hash ^ (hash >>> 15);
  }

  #grow(): void {
    const keys = this.#keys;
    const rows = this.#rows;
    this.#keys = new Float64Array(keys.length * 2);
    this.#rows = new Float64Array(keys.length * 2);
    this.#used = 0;
    for (let i = 0; i < keys.length; i++) {
      if (rows[i]! <= 0) continue;
      const slot = this.#slot(keys[i]!);
      this.#keys[slot] = keys[i]!;
      this.#rows[slot] = rows[i]!;
      this.#used++;
    }
  }
}
