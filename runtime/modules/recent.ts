/** Something that is kept because making it again takes time; it may be forgotten at any time. */
export interface Cache {
  readonly name: string;
  readonly kept: { readonly size: number; readonly capacity: number; readonly clear: () => void };
}

/** A map that forgets what was not asked for longest, when it holds more than `capacity`. */
export class Recent<K, V> {
  readonly #entries = new Map<K, V>();
  readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get size(): number {
    return this.#entries.size;
  }

  clear(): void {
    this.#entries.clear();
  }

  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: K, value: V): V {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.capacity) this.#entries.delete(this.#entries.keys().next().value!);
    return value;
  }
}
