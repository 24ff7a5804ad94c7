import type { Field } from '../../../compiler/contract/data-type.ts';
import type { Value } from '../../columnar/value.ts';
import { tableFromRows } from '../../columnar/table-from-rows.ts';
import type { Frame } from '../frame.ts';
import type { Change } from './change.ts';
import { hooked } from './hooked.ts';

/*
 * Changes of one row that was found by its key, or is new: straight to the overlay. Where a trigger wants to know, the row becomes a batch of one.
 */

export function insertOne(frame: Frame, { dml }: Change, values: readonly Value[]): number {
  const upsert = dml.kind === 'insert' && dml.upsert;
  if (!isWatched(frame, dml.table, 'insert', upsert)) {
    frame.transaction.insertRow(dml.table, values);
    return 1;
  }
  const newRows = tableFromRows(fieldsOf(frame, dml.table), [values]);
  return undone(
    frame,
    () =>
      hooked(
        frame,
        { event: 'insert', upsert, table: dml.table, target: dml.name, columns: null, positions: null, newRows },
        (batch) => {
          frame.transaction.insert(dml.table, batch.newRows!);
          return batch.newRows!.rowCount;
        },
      ).written,
  );
}

/** `values` are those of the columns that the statement assigns. */
export function updateOne(frame: Frame, { dml }: Change, position: number, values: readonly Value[]): number {
  const columns = dml.kind === 'update' ? dml.columns : [];
  if (!isWatched(frame, dml.table, 'update', false)) {
    frame.transaction.updateRow(dml.table, position, columns, values);
    return 1;
  }
  const row = [...frame.transaction.readRow(dml.table, position, null)];
  columns.forEach((column, i) => (row[column] = values[i]!));
  const batch = {
    event: 'update',
    upsert: false,
    table: dml.table,
    target: dml.name,
    columns,
    positions: Float64Array.of(position),
    newRows: tableFromRows(fieldsOf(frame, dml.table), [row]),
  } as const;
  return undone(
    frame,
    () =>
      hooked(frame, batch, ({ positions, newRows }) => {
        frame.transaction.update(dml.table, positions!, newRows!);
        return newRows!.rowCount;
      }).written,
  );
}

export function deleteOne(frame: Frame, { dml }: Change, position: number): number {
  if (!isWatched(frame, dml.table, 'delete', false)) {
    frame.transaction.deleteRow(dml.table, position);
    return 1;
  }
  const batch = {
    event: 'delete',
    upsert: false,
    table: dml.table,
    target: dml.name,
    columns: null,
    positions: Float64Array.of(position),
    newRows: null,
  } as const;
  return undone(
    frame,
    () => hooked(frame, batch, ({ positions }) => frame.transaction.delete(dml.table, positions!)).written,
  );
}

function isWatched(frame: Frame, table: number, event: 'insert' | 'update' | 'delete', upsert: boolean): boolean {
  const { before, after } = frame.environment.hooks.wants(table, event, upsert, frame);
  return before || after;
}

function fieldsOf(frame: Frame, table: number): readonly Field[] {
  return frame.transaction.state.tables
    .get(table)!
    .columns.map(({ name, type, nullable }) => ({ name, type, nullable }));
}

/** What a statement and its triggers did is taken back when one of them fails. */
function undone<T>(frame: Frame, work: () => T): T {
  const { transaction } = frame;
  const mark = transaction.mark();
  try {
    return work();
  } catch (error) {
    if (transaction.open) transaction.undo(mark);
    throw error;
  }
}
