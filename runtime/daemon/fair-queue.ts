/** A queue in which those who queue take turns: one who has many waiting does not keep others from being served. */
export class FairQueue<T> {
  readonly #lanes = new Map<number, T[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(who: number, item: T): void {
    const lane = this.#lanes.get(who);
    if (lane === undefined) this.#lanes.set(who, [item]);
    else lane.push(item);
    this.#size++;
  }

  /** The item that `shift` would give. */
  peek(): T | undefined {
    for (const [first] of this.#lanes.values()) return first;
    return undefined;
  }

  /** The next item: the first of whoever was served longest ago. */
  shift(): T | undefined {
    for (const [who, lane] of this.#lanes) {
      const item = lane.shift()!;
      this.#size--;
      this.#lanes.delete(who);
      if (lane.length > 0) this.#lanes.set(who, lane);
      return item;
    }
    return undefined;
  }

  /** Takes an item out; whether it was there. */
  remove(who: number, item: T): boolean {
    const lane = this.#lanes.get(who);
    const place = lane?.indexOf(item) ?? -1;
    if (place < 0) return false;
    lane!.splice(place, 1);
    if (lane!.length === 0) this.#lanes.delete(who);
    this.#size--;
    return true;
  }
}
