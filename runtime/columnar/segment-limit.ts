import type { GobiError } from '../../compiler/contract/runtime-error.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';

/** Bytes of text, or elements of lists, in one column of one segment: offsets have 32 bits. */
export const SEGMENT_BYTES = 2147483647;

/** The error for a column segment that would be larger. */
export function segmentTooLarge(needed: number): GobiError {
  return gobiError('MemoryLimit', { what: 'one column of one segment', needed, limit: SEGMENT_BYTES });
}
