import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { printValue } from '../../columnar/convert/print-value.ts';
import { rowsOf } from '../../columnar/rows-of.ts';
import type { Table } from '../../columnar/table.ts';
import type { Frame } from '../frame.ts';
import { shownTable } from '../catalog/shown-table.ts';
import { runQuery } from '../query/run-query.ts';
import type { Change } from './change.ts';

/** Raises `CheckViolation` with the first row that breaks a CHECK of the table. */
export function checkRows(frame: Frame, { dml, checks }: Change, rows: Table): void {
  for (const { name, query } of checks) {
    const broken = runQuery(frame, query, [rows]);
    if (broken.rowCount > 0) throw checkViolation(frame, dml.table, name, broken);
  }
}

/** The error of a CHECK that the first row of `broken` breaks. */
export function checkViolation(frame: Frame, table: number, constraint: string, broken: Table): Error {
  return gobiError('CheckViolation', { table: shownTable(frame, table), constraint, row: rowText(broken) });
}

/** The first row of a table, as text. */
function rowText(table: Table): string {
  const row = rowsOf(table).next().value ?? [];
  const values = row.map((value, i) => (value === null ? 'NULL' : printValue(value, table.fields[i]!.type)));
  return `(${values.join(', ')})`;
}
