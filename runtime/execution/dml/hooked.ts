import type { Table } from '../../columnar/table.ts';
import type { DmlBatch } from '../../transaction/dml-hooks.ts';
import type { Frame } from '../frame.ts';
import { kept, pickRows } from './pieces.ts';

/** Rows that are about to change: old and new ones side by side, and where the old ones lie. */
export interface Batch {
  readonly event: DmlBatch['event'];
  readonly upsert: boolean;
  readonly table: number;
  readonly target: string;
  readonly columns: readonly number[] | null;
  readonly positions: Float64Array | null;
  readonly newRows: Table | null;
}

/**
 * Asks the hooks before, lets `write` change the rows that are left, tells the hooks after. A hook may replace new rows and leave rows out;
 * nothing is looked up for hooks that do not want it.
 */
export function hooked<T>(
  frame: Frame,
  batch: Batch,
  write: (batch: Batch) => T,
): { readonly written: T; readonly batch: Batch } {
  const { hooks } = frame.environment;
  const wants = hooks.wants(batch.table, batch.event, batch.upsert, frame);
  if (!wants.before && !wants.after) return { written: write(batch), batch };
  const asked = wants.before ? decided(frame, batch) : batch;
  const told = wants.after ? dmlBatch(frame, asked) : null;
  const written = write(asked);
  if (told !== null) hooks.after(told, frame);
  return { written, batch: asked };
}

function decided(frame: Frame, batch: Batch): Batch {
  const { newRows, keep } = frame.environment.hooks.before(dmlBatch(frame, batch), frame);
  if (keep === null) return { ...batch, newRows };
  const rows = kept(keep);
  return {
    ...batch,
    newRows: newRows === null ? null : pickRows(newRows, rows),
    positions: batch.positions === null ? null : Float64Array.from(rows, (row) => batch.positions![row]!),
  };
}

function dmlBatch(frame: Frame, { event, upsert, table, target, columns, positions, newRows }: Batch): DmlBatch {
  return {
    event,
    upsert,
    table,
    target,
    columns,
    newRows,
    oldRows: positions === null ? null : frame.transaction.readRows(table, positions),
  };
}
