const FIRST_SLOTS = 64;

/** Numbers each different pair of ids from 0, in order of first appearance. A pair with a negative half has id -1. */
export class PairIds {
  count = 0;
  #left = new Int32Array(FIRST_SLOTS);
  #right = new Int32Array(FIRST_SLOTS);
  #slots = new Int32Array(FIRST_SLOTS);

  /** Writes the id of each pair to `ids` (which may be one of the inputs) and the positions that brought a new one to `fresh`. */
  assign(left: Int32Array, right: Int32Array, n: number, ids: Int32Array, fresh: Int32Array): void {
    this.#reserve(this.count + n);
    this.count = assignPairs(left, right, n, ids, fresh, this.#left, this.#right, this.#slots, this.count);
  }

  find(left: Int32Array, right: Int32Array, n: number, ids: Int32Array): void {
    findPairs(left, right, n, ids, this.#left, this.#right, this.#slots);
  }

  #reserve(count: number): void {
    if (count * 2 <= this.#slots.length) return;
    let size = this.#slots.length;
    while (size < count * 2) size *= 2;
    const [left, right, slots] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
    movePairs(this.#left, this.#right, this.#slots, left, right, slots);
    this.#left = left;
    this.#right = right;
    this.#slots = slots;
  }
}

function hashPair(a: number, c: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(c ^ (c >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function assignPairs(
  left: Int32Array,
  right: Int32Array,
  n: number,
  ids: Int32Array,
  fresh: Int32Array,
  lefts: Int32Array,
  rights: Int32Array,
  slots: Int32Array,
  count: number,
): number {
  const mask = slots.length - 1;
  const first = count;
  for (let j = 0; j < n; j++) {
    const a = left[j]!;
    const c = right[j]!;
    if ((a | c) < 0) {
      ids[j] = -1;
      continue;
    }
    let at = hashPair(a, c) & mask;
    let id = slots[at]!;
    while (id !== 0 && (lefts[at] !== a || rights[at] !== c)) {
      at = (at + 1) & mask;
      id = slots[at]!;
    }
    if (id === 0) {
      lefts[at] = a;
      rights[at] = c;
      fresh[count - first] = j;
      id = ++count;
      slots[at] = id;
    }
    ids[j] = id - 1;
  }
  return count;
}

function findPairs(
  left: Int32Array,
  right: Int32Array,
  n: number,
  ids: Int32Array,
  lefts: Int32Array,
  rights: Int32Array,
  slots: Int32Array,
): void {
  const mask = slots.length - 1;
  for (let j = 0; j < n; j++) {
    const a = left[j]!;
    const c = right[j]!;
    if ((a | c) < 0) {
      ids[j] = -1;
      continue;
    }
    let at = hashPair(a, c) & mask;
    let id = slots[at]!;
    while (id !== 0 && (lefts[at] !== a || rights[at] !== c)) {
      at = (at + 1) & mask;
      id = slots[at]!;
    }
    ids[j] = id - 1;
  }
}

function movePairs(
  fromLeft: Int32Array,
  fromRight: Int32Array,
  fromSlots: Int32Array,
  lefts: Int32Array,
  rights: Int32Array,
  slots: Int32Array,
): void {
  const mask = slots.length - 1;
  for (let i = 0; i < fromSlots.length; i++) {
    if (fromSlots[i] === 0) continue;
    let at = hashPair(fromLeft[i]!, fromRight[i]!) & mask;
    while (slots[at] !== 0) at = (at + 1) & mask;
    lefts[at] = fromLeft[i]!;
    rights[at] = fromRight[i]!;
    slots[at] = fromSlots[i]!;
  }
}
