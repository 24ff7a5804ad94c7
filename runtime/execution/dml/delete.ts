import type { DeleteDml } from '../../../compiler/contract/dml.ts';
import type { Table } from '../../columnar/table.ts';
import type { Frame } from '../frame.ts';
import { hooked } from './hooked.ts';
import { columnValues } from './pieces.ts';
import type { Outcome } from './run-change.ts';

/** DELETE: the input gives row positions; USING may give one several times. */
export function deleteRows(frame: Frame, dml: DeleteDml, input: Table): Outcome {
  return writeDelete(
    frame,
    dml.table,
    dml.name,
    new Float64Array(new Set(columnValues(input, 0) as number[])),
    dml.returning !== null,
  );
}

/** Deletes rows; their old values are read before when RETURNING wants them. */
export function writeDelete(
  frame: Frame,
  table: number,
  target: string,
  positions: Float64Array,
  wanted: boolean,
): Outcome {
  const { transaction } = frame;
  const batch = { event: 'delete', upsert: false, table, target, columns: null, positions, newRows: null } as const;
  const { written } = hooked(frame, batch, (asked) => {
    const left = asked.positions!;
    const old = wanted ? transaction.readRows(table, left) : null;
    if (left.length > 0) transaction.delete(table, left);
    return { count: left.length, old };
  });
  return { count: written.count, rows: () => written.old ?? transaction.readRows(table, []) };
}
