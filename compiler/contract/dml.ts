import type { QueryPlan } from './plan.ts';
import type { Scalar } from './scalar.ts';

/**
 * A planned data change. Queries read the snapshot and overlay as they were before the statement.
 * `returning` is a query over one table parameter: the affected rows in table column order (old rows for delete).
 * `checks` are queries over one table parameter (the new rows) that give the rows which break the constraint.
 */
export type Dml = InsertDml | UpdateDml | DeleteDml | MergeDml;

interface DmlBase {
  readonly table: number;
  readonly name: string;
  readonly checks: readonly { readonly name: string; readonly query: QueryPlan }[];
  readonly returning: QueryPlan | null;
}

/** `query` gives whole rows in table column order, defaults included. */
export interface InsertDml extends DmlBase {
  readonly kind: 'insert';
  readonly query: QueryPlan;
  readonly conflict: Conflict | null;
  readonly upsert: boolean;
}

/**
 * `key`: position in the table's keys, `null` for any key. `update`: a query over one table parameter whose columns are the target row's, then the new
 * row's (`excluded`), one row for each conflict; it gives the rows to write, whole; a leading boolean column tells whether WHERE lets the update happen.
 */
export interface Conflict {
  readonly key: number | null;
  readonly update: QueryPlan | null;
}

/** `query` gives the row position (see `Scan.rowPosition`), then the new row, whole. A position twice is an error. */
export interface UpdateDml extends DmlBase {
  readonly kind: 'update';
  readonly query: QueryPlan;
  /** Columns that are assigned, by position. */
  readonly columns: readonly number[];
}

/** `query` gives row positions. */
export interface DeleteDml extends DmlBase {
  readonly kind: 'delete';
  readonly query: QueryPlan;
}

/** `query` gives for each pair: action (0 nothing, 1 update, 2 delete, 3 insert), row position or NULL, the new row, whole. */
export interface MergeDml extends DmlBase {
  readonly kind: 'merge';
  readonly query: QueryPlan;
}

/** A statement of the form `… where key = value`: key values as scalars over parameters, so that it runs on the key index without a plan. */
export interface KeyAccess {
  readonly table: number;
  readonly key: number;
  readonly values: readonly Scalar[];
}
