import { sharedArray } from '../../columnar/arena.ts';
import { bitmapBytes, countBits, sliceBitmap } from '../../columnar/validity.ts';

/** Which rows of a source are deleted: a bitmap that is copied when it changes after somebody was given it. */
export class Deletions {
  #bits: Uint8Array | null;
  #shared: boolean;
  count: number;

  constructor(bits: Uint8Array | null = null, count = bits === null ? 0 : countBits(bits, bits.length * 8)) {
    this.#bits = bits;
    this.#shared = true;
    this.count = count;
  }

  has(row: number): boolean {
    const bits = this.#bits;
    return bits !== null && row >> 3 < bits.length && ((bits[row >> 3]! >> (row & 7)) & 1) === 1;
  }

  /** Marks a row deleted; false when it was already. `capacity`: rows that the source has by now. */
  add(row: number, capacity: number): boolean {
    if (this.has(row)) return false;
    this.#own(row, capacity);
    this.#bits![row >> 3]! |= 1 << (row & 7);
    this.count++;
    return true;
  }

  remove(row: number): void {
    if (!this.has(row)) return;
    this.#own(row, row + 1);
    this.#bits![row >> 3]! &= ~(1 << (row & 7));
    this.count--;
  }

  /** The bitmap as it is now, never changed afterwards; it may end before the source's last row. `null` when nothing is deleted. */
  freeze(): Uint8Array | null {
    if (this.count === 0) return null;
    this.#shared = true;
    return this.#bits;
  }

  #own(row: number, capacity: number): void {
    const bits = this.#bits;
    if (bits !== null && !this.#shared && row >> 3 < bits.length) return;
    const needed = Math.max(bitmapBytes(Math.max(capacity, row + 1)), bits?.length ?? 0);
    const grown =
      bits === null || needed > bits.length
        ? Math.max(needed, bits === null ? 0 : Math.ceil(bits.length * 1.5))
        : bits.length;
    const copy = sharedArray('u8', grown);
    if (bits !== null) copy.set(bits);
    this.#bits = copy;
    this.#shared = false;
  }
}

/** The part of a bitmap that belongs to rows `start` to `start + length`, with its count of set bits; `null` when none is set. */
export function deletedPart(
  bits: Uint8Array | null,
  start: number,
  length: number,
): { readonly deleted: Uint8Array | null; readonly deletedCount: number } {
  if (bits === null) return NOTHING;
  const part =
    (start & 7) === 0
      ? bits.subarray(start >> 3, (start >> 3) + bitmapBytes(length))
      : sliceBitmap(bits, start, start + length);
  const whole = part.length === bitmapBytes(length) ? part : padded(part, length);
  const deletedCount = countBits(whole, length);
  return deletedCount === 0 ? NOTHING : { deleted: whole, deletedCount };
}

const NOTHING = { deleted: null, deletedCount: 0 } as const;

function padded(part: Uint8Array, length: number): Uint8Array {
  const whole = sharedArray('u8', bitmapBytes(length));
  whole.set(part);
  return whole;
}
