import type { Table } from '../columnar/table.ts';

/**
 * What is told before and after a statement changes rows. Always whole batches: a single-row statement is a batch of one.
 * Update batches hold old and new rows side by side, in the same order.
 */
export interface DmlBatch {
  /** As the statement was written; rows of UPSERT and MERGE come as the insert, update or delete that they turn out to be. */
  readonly event: 'insert' | 'update' | 'delete';
  /** The statement was UPSERT INTO. */
  readonly upsert: boolean;
  readonly table: number;
  /** `schema.name`. */
  readonly target: string;
  /** Columns assigned by an update, by position; `null` for insert and delete. */
  readonly columns: readonly number[] | null;
  /** Rows as they were, whole, in table column order; `null` for insert. */
  readonly oldRows: Table | null;
  /** Rows as they will be, whole, in table column order; `null` for delete. */
  readonly newRows: Table | null;
}

/**
 * What `before` decides. `newRows` stands for the batch's new rows (same length and order, `null` for delete). `keep`: a byte per row, 0 for a row that is
 * skipped; `null` keeps them all.
 */
export interface DmlDecision {
  readonly newRows: Table | null;
  readonly keep: Uint8Array | null;
}

/**
 * Injected from above; called under the statement's mark, so that an error thrown here takes the statement's rows back.
 * `Frame` is what the caller runs in; the transaction passes it through and never looks inside.
 */
export interface DmlHooks<Frame> {
  /** Whether the table has anything to call for the event: without it no batch is made. */
  readonly wants: (
    table: number,
    event: DmlBatch['event'],
    upsert: boolean,
    frame: Frame,
  ) => { readonly before: boolean; readonly after: boolean };
  readonly before: (batch: DmlBatch, frame: Frame) => DmlDecision;
  readonly after: (batch: DmlBatch, frame: Frame) => void;
}
