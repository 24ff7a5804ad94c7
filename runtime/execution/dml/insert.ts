import type { InsertDml } from '../../../compiler/contract/dml.ts';
import type { Table } from '../../columnar/table.ts';
import type { Frame } from '../frame.ts';
import type { Change } from './change.ts';
import { checkRows } from './check.ts';
import { splitByConflict } from './conflict.ts';
import { hooked } from './hooked.ts';
import { joinTables } from './join-tables.ts';
import { pickRows } from './pieces.ts';
import type { Outcome } from './run-change.ts';
import { applyUpdate } from './update.ts';

/** INSERT and UPSERT: whole rows in table column order, defaults included. Rows whose key is taken go the way of the conflict clause. */
export function insertRows(
  frame: Frame,
  change: Change,
  dml: InsertDml,
  input: Table,
  update: readonly unknown[],
): Outcome {
  if (dml.conflict === null) return insertNew(frame, change, dml, input);
  const { fresh, taken } = splitByConflict(frame, dml, dml.conflict, input);
  const updated =
    change.update === null || taken.length === 0 ? null : applyUpdate(frame, change, dml, taken, input, update);
  const inserted = insertNew(
    frame,
    change,
    dml,
    taken.length === 0 && fresh.length === input.rowCount ? input : pickRows(input, fresh),
  );
  if (updated === null) return inserted;
  return { count: updated.count + inserted.count, rows: () => joinTables(updated.rows(), inserted.rows()) };
}

function insertNew(frame: Frame, change: Change, dml: InsertDml, rows: Table): Outcome {
  if (rows.rowCount === 0) return { count: 0, rows: () => rows };
  const batch = {
    event: 'insert',
    upsert: dml.upsert,
    table: dml.table,
    target: dml.name,
    columns: null,
    positions: null,
    newRows: rows,
  } as const;
  const { written } = hooked(frame, batch, ({ newRows }) => {
    const asked = newRows!;
    checkRows(frame, change, asked);
    frame.transaction.insert(dml.table, asked);
    return asked;
  });
  return { count: written.rowCount, rows: () => written };
}
