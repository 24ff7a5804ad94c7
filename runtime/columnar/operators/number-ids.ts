const EMPTY_SHARE = 2;

const FIRST_SLOTS = 64;

/**
 * Numbers each different double from 0, in order of first appearance: open addressing with linear probing over typed arrays.
 * NaN is one value, -0 is 0.
 */
export class NumberIds {
  count = 0;
  #keys = new Float64Array(FIRST_SLOTS);
  /** Id + 1 by slot, 0 where the slot is empty. */
  #slots = new Int32Array(FIRST_SLOTS);

  /** Writes the id of each of the first `n` keys to `ids`, new ones included, and the positions that brought a new one to `fresh`. */
  assign(keys: ArrayLike<number>, n: number, ids: Int32Array, fresh: Int32Array): void {
    this.#reserve(this.count + n);
    this.count = assignNumbers(keys, n, ids, fresh, this.#keys, this.#slots, this.count);
  }

  /** Writes the id of each key to `ids`, -1 for keys that never came. */
  find(keys: ArrayLike<number>, n: number, ids: Int32Array): void {
    findNumbers(keys, n, ids, this.#keys, this.#slots);
  }

  /** The id of one key; -1 when it never came and is not to be assigned. */
  one(key: number, assign: boolean): number {
    oneKey[0] = key;
    if (assign) this.assign(oneKey, 1, oneId, oneFresh);
    else this.find(oneKey, 1, oneId);
    return oneId[0]!;
  }

  #reserve(count: number): void {
    if (count * EMPTY_SHARE <= this.#slots.length) return;
    let size = this.#slots.length;
    while (size < count * EMPTY_SHARE) size *= 2;
    const keys = new Float64Array(size);
    const slots = new Int32Array(size);
    moveNumbers(this.#keys, this.#slots, keys, slots);
    this.#keys = keys;
    this.#slots = slots;
  }
}

const oneKey = new Float64Array(1);
const oneId = new Int32Array(1);
const oneFresh = new Int32Array(1);
const words = new Int32Array(2);
const double = new Float64Array(words.buffer);

/** A well-mixed hash of a double; whole numbers within int32 take the short way. */
export function hashNumber(key: number): number {
  const whole = key | 0;
  let h = whole;
  if (whole !== key) {
    double[0] = key;
    h = words[0]! ^ Math.imul(words[1]!, 0x9e3779b1);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function assignNumbers(
  given: ArrayLike<number>,
  n: number,
  ids: Int32Array,
  fresh: Int32Array,
  keys: Float64Array,
  slots: Int32Array,
  count: number,
): number {
  const mask = slots.length - 1;
  const first = count;
  for (let j = 0; j < n; j++) {
    let key = given[j]! + 0;
    if (key !== key) key = NaN;
    let at = hashNumber(key) & mask;
    for (;;) {
      const id = slots[at]!;
      if (id === 0) {
        keys[at] = key;
        fresh[count - first] = j;
        slots[at] = ++count;
        ids[j] = count - 1;
        break;
      }
      const other = keys[at]!;
      if (other === key || (other !== other && key !== key)) {
        ids[j] = id - 1;
        break;
      }
      at = (at + 1) & mask;
    }
  }
  return count;
}

function findNumbers(
  given: ArrayLike<number>,
  n: number,
  ids: Int32Array,
  keys: Float64Array,
  slots: Int32Array,
): void {
  const mask = slots.length - 1;
  for (let j = 0; j < n; j++) {
    let key = given[j]! + 0;
    if (key !== key) key = NaN;
    let at = hashNumber(key) & mask;
    let id = slots[at]!;
    while (id !== 0) {
      const other = keys[at]!;
      if (other === key || (other !== other && key !== key)) break;
      at = (at + 1) & mask;
      id = slots[at]!;
    }
    ids[j] = id - 1;
  }
}

function moveNumbers(fromKeys: Float64Array, fromSlots: Int32Array, keys: Float64Array, slots: Int32Array): void {
  const mask = slots.length - 1;
  for (let i = 0; i < fromSlots.length; i++) {
    if (fromSlots[i] === 0) continue;
    let at = hashNumber(fromKeys[i]!) & mask;
    while (slots[at] !== 0) at = (at + 1) & mask;
    keys[at] = fromKeys[i]!;
    slots[at] = fromSlots[i]!;
  }
}
