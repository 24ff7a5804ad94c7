import type { InsertDml, UpdateDml } from '../../../compiler/contract/dml.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Table } from '../../columnar/table.ts';
import type { Frame } from '../frame.ts';
import { shownTable } from '../catalog/shown-table.ts';
import { runQuery } from '../query/run-query.ts';
import type { Change } from './change.ts';
import { checkRows } from './check.ts';
import { hooked } from './hooked.ts';
import { besides, columnValues, columnsFrom, pickRows } from './pieces.ts';
import type { Outcome } from './run-change.ts';

/** UPDATE: the first column of the input is the row's position, the others are the new row, whole. */
export function updateRows(frame: Frame, change: Change, dml: UpdateDml, input: Table): Outcome {
  const positions = Float64Array.from(columnValues(input, 0) as number[]);
  onlyOnce(frame, dml.table, positions);
  return writeUpdate(
    frame,
    change,
    { table: dml.table, target: dml.name, columns: dml.columns, upsert: false },
    positions,
    columnsFrom(input, 1),
  );
}

/** DO UPDATE of INSERT: `taken` tells which new rows meet which old ones. */
export function applyUpdate(
  frame: Frame,
  change: Change,
  dml: InsertDml,
  taken: readonly { readonly row: number; readonly position: number }[],
  input: Table,
  args: readonly unknown[],
): Outcome {
  const old = frame.transaction.readRows(
    dml.table,
    taken.map(({ position }) => position),
  );
  const excluded = pickRows(
    input,
    taken.map(({ row }) => row),
  );
  const pairs = besides(
    old,
    excluded,
    change.update!.query.parameters[0]!.kind === 'table' ? change.update!.query.parameters[0]!.fields : [],
  );
  const decided = runQuery(frame, change.update!, [pairs, ...args]);
  const goes = columnValues(decided, 0).flatMap((each, i) => (each === true ? [i] : []));
  const positions = Float64Array.from(goes, (i) => taken[i]!.position);
  const rows = pickRows(columnsFrom(decided, 1), goes);
  return writeUpdate(
    frame,
    change,
    { table: dml.table, target: dml.name, columns: null, upsert: dml.upsert },
    positions,
    rows,
  );
}

interface Target {
  readonly table: number;
  readonly target: string;
  readonly columns: readonly number[] | null;
  readonly upsert: boolean;
}

/** Replaces rows; the new rows are checked as a whole. */
export function writeUpdate(
  frame: Frame,
  change: Change,
  target: Target,
  positions: Float64Array,
  newRows: Table,
): Outcome {
  if (positions.length === 0) return { count: 0, rows: () => newRows };
  const { written } = hooked(frame, { event: 'update', ...target, positions, newRows }, (batch) => {
    const rows = batch.newRows!;
    checkRows(frame, change, rows);
    frame.transaction.update(target.table, batch.positions!, rows);
    return rows;
  });
  return { count: written.rowCount, rows: () => written };
}

/** A row that several rows of FROM meet has no one new value. */
export function onlyOnce(frame: Frame, table: number, positions: Float64Array): void {
  const sorted = positions.slice().sort();
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i] === sorted[i - 1])
      throw gobiError('CardinalityError', {
        what: `a row of ${shownTable(frame, table)}`,
        rows: 2,
        expected: 'one new row',
        again: `several rows change one row of ${shownTable(frame, table)}: a statement changes a row once`,
      });
  }
}
