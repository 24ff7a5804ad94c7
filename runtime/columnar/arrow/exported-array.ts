/** An array in Arrow's memory layout on its way out: buffers as bytes that begin with the first row. */
export interface ExportedArray {
  /**
   * Which buffers it has, in the order of the format: `null` none; `fixed` validity and values; `text` validity, offsets and values; `list` validity and offsets, and one
   * child; `struct` validity, and its children.
   */
  readonly layout: 'null' | 'fixed' | 'text' | 'list' | 'struct';
  readonly length: number;
  readonly nullCount: number;
  /** Bit set for each row that is not NULL; `null` when none is NULL. */
  readonly validity: Uint8Array | null;
  /** `length + 1` of them, the first 0. */
  readonly offsets: Int32Array | null;
  /** Fixed-width values, or the bytes of text. */
  readonly values: Uint8Array | null;
  readonly children: readonly ExportedArray[];
}
