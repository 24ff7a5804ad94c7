/** A map whose keys are known and whose values are made at their first look-up, and kept. */
export class LazyMap<K, V> implements ReadonlyMap<K, V> {
  readonly #keys: ReadonlySet<K>;
  readonly #make: (key: K) => V;
  readonly #made = new Map<K, V>();

  constructor(keys: ReadonlySet<K>, make: (key: K) => V) {
    this.#keys = keys;
    this.#make = make;
  }

  get size(): number {
    return this.#keys.size;
  }

  has(key: K): boolean {
    return this.#keys.has(key);
  }

  get(key: K): V | undefined {
    if (!this.#keys.has(key)) return undefined;
    if (!this.#made.has(key)) this.#made.set(key, this.#make(key));
    return this.#made.get(key);
  }

  keys(): MapIterator<K> {
    return this.#keys.values();
  }

  values(): MapIterator<V> {
    return this.#all().values();
  }

  entries(): MapIterator<[K, V]> {
    return this.#all().entries();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.#all()) visit(value, key, this);
  }

  #all(): Map<K, V> {
    return new Map([...this.#keys].map((key) => [key, this.get(key)!]));
  }
}
