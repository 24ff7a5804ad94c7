/**
 * What a kernel is specialised on: the physical facts of one scanned input, joined over all its segments.
 * A kernel made for a trait vector runs every segment whose columns have these layouts.
 */
export interface ScanTraits {
  readonly columns: readonly ColumnTraits[];
  /** Some segment has deleted rows. */
  readonly deletions: boolean;
}

export interface ColumnTraits {
  /** Layout name of `runtime/columnar/column.ts`. */
  readonly layout: string;
  readonly nulls: boolean;
  /** Every segment has base 0 and factor 1. */
  readonly plain: boolean;
  /** For dictionary columns: all segments share one dictionary. */
  readonly oneDictionary: boolean;
  /** For dictionary columns: the code array, `u8`, `u16` or `i32`; else `null`. */
  readonly codes: 'u8' | 'u16' | 'i32' | null;
  /** Whole numbers: every value is below 2^bits in magnitude. Left out where statistics do not say. */
  readonly bits?: number;
}
