import type { Arena } from '../arena.ts';
import { sliceBitmap } from '../validity.ts';
import type { ArrowArray } from './arrow-array.ts';

/** The validity of an array in shared memory, beginning with its first row. */
export function importBitmap({ validity, bitOffset, length }: ArrowArray, arena?: Arena): Uint8Array | null {
  return validity === null ? null : sliceBitmap(validity, bitOffset, bitOffset + length, arena);
}
