import { assertNever } from '../../../compiler/source/assert-never.ts';
import type { Table } from '../../columnar/table.ts';
import type { Frame } from '../frame.ts';
import { runQuery } from '../query/run-query.ts';
import type { Change } from './change.ts';
import { deleteRows } from './delete.ts';
import { insertRows } from './insert.ts';
import { mergeRows } from './merge.ts';
import { updateRows } from './update.ts';

/** What a data change did: how many rows, and which, as far as somebody wants them. */
export interface Outcome {
  readonly count: number;
  /** The affected rows in table column order (old rows for delete); `null` when nobody asked. */
  readonly rows: () => Table;
}

/** Values of the parameters of a data change's queries; those of DO UPDATE and RETURNING come after the rows. */
export interface ChangeArguments {
  readonly main: readonly unknown[];
  readonly update: readonly unknown[];
  readonly returning: readonly unknown[];
}

/** Runs a data change: the number of rows, or the rows of RETURNING. When it fails, everything that it and its triggers did is taken back. */
export function runChange(frame: Frame, change: Change, args: ChangeArguments): number | Table {
  const { transaction } = frame;
  const mark = transaction.mark();
  try {
    const outcome = perform(frame, change, runQuery(frame, change.query, args.main), args.update);
    return change.returning === null
      ? outcome.count
      : runQuery(frame, change.returning, [outcome.rows(), ...args.returning]);
  } catch (error) {
    if (transaction.open) transaction.undo(mark);
    throw error;
  }
}

function perform(frame: Frame, change: Change, input: Table, update: readonly unknown[]): Outcome {
  const { dml } = change;
  switch (dml.kind) {
    case 'insert':
      return insertRows(frame, change, dml, input, update);
    case 'update':
      return updateRows(frame, change, dml, input);
    case 'delete':
      return deleteRows(frame, dml, input);
    case 'merge':
      return mergeRows(frame, change, dml, input);
    default:
      return assertNever(dml);
  }
}
