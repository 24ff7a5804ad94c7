import type { Field } from '../../compiler/contract/data-type.ts';
import type { Column } from './column.ts';

/** A run of rows whose columns lie side by side; immutable. `columns` are in the order of the table's fields. */
export interface Segment {
  readonly length: number;
  readonly columns: readonly Column[];
  /** Deleted rows, a bit set for each (least significant first), or `null` when there are none. */
  readonly deleted: Uint8Array | null;
  /** Number of bits set in `deleted`. */
  readonly deletedCount: number;
}

/** A table value: fields and immutable segments, in order. `rowCount` counts the rows that are not deleted. */
export interface Table {
  readonly fields: readonly Field[];
  readonly segments: readonly Segment[];
  readonly rowCount: number;
}

/** Rows per segment, unless a file or a literal brings fewer. */
export const SEGMENT_ROWS = 131072;
