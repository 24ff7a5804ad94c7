import type { MergeDml } from '../../../compiler/contract/dml.ts';
import type { Table } from '../../columnar/table.ts';
import type { Frame } from '../frame.ts';
import type { Change } from './change.ts';
import { checkRows } from './check.ts';
import { writeDelete } from './delete.ts';
import { hooked } from './hooked.ts';
import { joinTables } from './join-tables.ts';
import { columnValues, columnsFrom, pickRows } from './pieces.ts';
import type { Outcome } from './run-change.ts';
import { onlyOnce, writeUpdate } from './update.ts';

const UPDATE = 1;
const DELETE = 2;
const INSERT = 3;

/** MERGE: the input gives for each pair of rows an action, the position of the target's row, and the new row. Deletes come first, then updates, then inserts. */
export function mergeRows(frame: Frame, change: Change, dml: MergeDml, input: Table): Outcome {
  const actions = columnValues(input, 0) as number[];
  const positions = columnValues(input, 1) as (number | null)[];
  const rows = columnsFrom(input, 2);
  const withAction = (wanted: number): number[] => actions.flatMap((action, i) => (action === wanted ? [i] : []));
  const at = (which: readonly number[]): Float64Array => Float64Array.from(which, (i) => positions[i]!);
  const [updates, deletes, inserts] = [withAction(UPDATE), withAction(DELETE), withAction(INSERT)];
  onlyOnce(frame, dml.table, at([...updates, ...deletes]));
  const deleted = writeDelete(frame, dml.table, dml.name, at(deletes), dml.returning !== null);
  const updated = writeUpdate(
    frame,
    change,
    { table: dml.table, target: dml.name, columns: null, upsert: false },
    at(updates),
    pickRows(rows, updates),
  );
  const inserted = insertMerged(frame, change, dml, pickRows(rows, inserts));
  return {
    count: deleted.count + updated.count + inserted.count,
    rows: () => joinTables(joinTables(deleted.rows(), updated.rows()), inserted.rows()),
  };
}

function insertMerged(frame: Frame, change: Change, dml: MergeDml, newRows: Table): Outcome {
  if (newRows.rowCount === 0) return { count: 0, rows: () => newRows };
  const { written } = hooked(
    frame,
    { event: 'insert', upsert: false, table: dml.table, target: dml.name, columns: null, positions: null, newRows },
    (batch) => {
      checkRows(frame, change, batch.newRows!);
      frame.transaction.insert(dml.table, batch.newRows!);
      return batch.newRows!;
    },
  );
  return { count: written.rowCount, rows: () => written };
}
