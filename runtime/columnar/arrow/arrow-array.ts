import type { ArrowField } from './arrow-type.ts';

/**
 * An array in Arrow's memory layout, wherever it comes from: buffers as bytes, aligned to their elements, that begin with the first row.
 * Only bitmaps cannot be cut at any row: theirs (`validity`, and the values of booleans) begin at bit `bitOffset`.
 */
export interface ArrowArray {
  readonly field: ArrowField;
  readonly length: number;
  readonly bitOffset: number;
  /** Bit set for each row that is not NULL; `null` when none is NULL. */
  readonly validity: Uint8Array | null;
  /** Fixed-width values, or the bytes of text. */
  readonly values: Uint8Array | null;
  /** `length + 1` of them, 32 or (large types) 64 bits each. */
  readonly offsets: Uint8Array | null;
  readonly children: readonly ArrowArray[];
  readonly dictionary: ArrowArray | null;
}
