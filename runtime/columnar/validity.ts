import type { Arena } from './arena.ts';
import { sharedArray } from './arena.ts';

/** Whether the value at `row` is not NULL. `validity` is Arrow's bitmap: a bit set for each value, least significant first. */
export function isValid(validity: Uint8Array | null, row: number): boolean {
  return validity === null || ((validity[row >> 3]! >> (row & 7)) & 1) === 1;
}

/** Bytes of a bitmap over `length` rows. */
export function bitmapBytes(length: number): number {
  return (length + 7) >> 3;
}

/** The number of bits set among the first `length`. */
export function countBits(bitmap: Uint8Array, length: number): number {
  const whole = length >> 3;
  let count = 0;
  for (let i = 0; i < whole; i++) count += BITS_IN_BYTE[bitmap[i]!]!;
  for (let row = whole << 3; row < length; row++) count += (bitmap[row >> 3]! >> (row & 7)) & 1;
  return count;
}

/** NULLs among the first `length` rows. */
export function countNulls(validity: Uint8Array | null, length: number): number {
  return validity === null ? 0 : length - countBits(validity, length);
}

const BITS_IN_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => {
  let bits = 0;
  for (let rest = byte; rest !== 0; rest >>= 1) bits += rest & 1;
  return bits;
});

/** The bits of rows `start` to `end` moved to position 0, in memory of their own. */
export function sliceBitmap(bitmap: Uint8Array, start: number, end: number, arena?: Arena): Uint8Array {
  const slice = sharedArray('u8', bitmapBytes(end - start), arena);
  const shift = start & 7;
  const first = start >> 3;
  for (let i = 0; i < slice.length; i++) {
    slice[i] = (bitmap[first + i]! >> shift) | (shift === 0 ? 0 : (bitmap[first + i + 1] ?? 0) << (8 - shift));
  }
  return clearTail(slice, end - start);
}

/** Clears the unused bits of the last byte. */
export function clearTail(bitmap: Uint8Array, length: number): Uint8Array {
  if ((length & 7) !== 0) bitmap[length >> 3]! &= (1 << (length & 7)) - 1;
  return bitmap;
}

/** `null` when the bitmap (of `length` rows) has no NULL, otherwise the bitmap. */
export function validityOrNull(bitmap: Uint8Array | null, nullCount: number): Uint8Array | null {
  return nullCount === 0 ? null : bitmap;
}

/** Collects a validity bitmap row by row; costs nothing until the first NULL. */
export class ValidityBuilder {
  #bits: Uint8Array | null = null;
  length = 0;
  nullCount = 0;

  appendValid(): void {
    if (this.#bits !== null) this.#set(this.length);
    this.length++;
  }

  appendNull(): void {
    if (this.#bits === null) this.#start();
    else this.#reserve(this.length);
    this.nullCount++;
    this.length++;
  }

  finish(arena?: Arena): Uint8Array | null {
    if (this.#bits === null) return null;
    const bitmap = sharedArray('u8', bitmapBytes(this.length), arena);
    bitmap.set(this.#bits.subarray(0, bitmap.length));
    return bitmap;
  }

  #start(): void {
    this.#bits = new Uint8Array(Math.max(128, bitmapBytes(this.length) * 2));
    this.#bits.fill(255, 0, this.length >> 3);
    this.#bits[this.length >> 3] = (1 << (this.length & 7)) - 1;
  }

  #set(row: number): void {
    this.#reserve(row);
    this.#bits![row >> 3]! |= 1 << (row & 7);
  }

  #reserve(row: number): void {
    const bits = this.#bits!;
    if (row >> 3 < bits.length) return;
    this.#bits = new Uint8Array(bits.length * 2);
    this.#bits.set(bits);
  }
}
