import type { DataType } from '../contract/data-type.ts';
import type { Scalar } from '../contract/scalar.ts';

/*
 * What streams through a pipeline: blocks of rows. A block has `count` positions; in each index space (the scanned segment, the build side of a
 * join, …) a position stands for one row of that space. Columns are read where their space's row says, and only when an expression asks.
 * All names are those of variables of the enclosing kernel function.
 */

/** The most rows of a block, whose vectors then stay in the caches near the core (`rowsPerBlock` of the runtime says how many a run takes). */
export const MOST_BLOCK_ROWS = 8192;

export interface Flow {
  readonly columns: readonly Bound[];
  readonly spaces: readonly Space[];
  /** Variable that holds the number of positions in the block. */
  readonly count: string;
  /** Label of the pipeline's outermost loop; leaving it ends the pipeline. */
  readonly label: string;
}

/** Where positions find their rows: `rows[j]` when there is a row vector, otherwise `start + j`. */
export interface Space {
  readonly rows: string | null;
  readonly start: string;
  /** The row vector belongs to somebody else (a sort's permutation): refining must not write into it. */
  readonly shared: boolean;
}

/** A column of the flow: stored somewhere, or computed from columns further down when it is read. */
export type Bound = Stored | Computed;

export interface Stored {
  readonly kind: 'stored';
  readonly space: number;
  readonly name: string;
  readonly type: DataType;
  readonly access: Access;
  /** How NULL is told: never, by an Arrow bitmap, by a byte per row (1 is NULL), or by the value itself (`any`, `read`). */
  readonly nulls: Nulls;
  /** Column of a leaf input that this is, unchanged: its statistics can be asked at run time. */
  readonly origin: { readonly input: string; readonly column: number } | null;
  /** Variable that holds the vector that the values lie in, for columns of relations. */
  readonly vector: string | null;
}

export interface Computed {
  readonly kind: 'computed';
  readonly name: string;
  readonly scalar: Scalar;
  /** What the scalar's column references stand for. */
  readonly over: readonly Bound[];
}

export type Nulls =
  | { readonly kind: 'none' }
  | { readonly kind: 'bitmap'; readonly name: string }
  | { readonly kind: 'bytes'; readonly name: string }
  | { readonly kind: 'value' };

export const NO_NULLS: Nulls = { kind: 'none' };

/** How a stored value is read at row `i`; what comes out is a `Value` of the form of the same name (`read` and `any` give `any`). */
export type Access =
  | {
      readonly form: 'number';
      readonly values: string;
      readonly base: string | null;
      readonly factor: string | null;
      readonly range: Range | null;
    }
  | { readonly form: 'boolean'; readonly values: string }
  | { readonly form: 'code'; readonly values: string; readonly remap: string | null; readonly strings: string }
  | { readonly form: 'any'; readonly values: string }
  | { readonly form: 'read'; readonly reader: string }
  | { readonly form: 'position'; readonly offset: string };

/** Bounds of a whole number, both inclusive. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

export const SAFE: Range = { low: -Number.MAX_SAFE_INTEGER, high: Number.MAX_SAFE_INTEGER };
export const INT32: Range = { low: -2147483648, high: 2147483647 };

export function within(inner: Range | null, outer: Range): boolean {
  return inner !== null && inner.low >= outer.low && inner.high <= outer.high;
}
