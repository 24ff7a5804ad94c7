import type { Value } from '../../columnar/value.ts';
import type { Frame } from '../frame.ts';

/** Values of the row with a key, in the order of `columns`; NULL when there is none. */
export function lookup(
  frame: Frame,
  table: number,
  key: number,
  values: readonly Value[],
  columns: readonly number[],
): readonly Value[] | null {
  const { transaction } = frame;
  const position = transaction.lookup(table, key, values);
  return position === null ? null : transaction.readRow(table, position, columns);
}

/** Where the row with a key lies; NULL when there is none. */
export function find(frame: Frame, table: number, key: number, values: readonly Value[]): number | null {
  return frame.transaction.lookup(table, key, values);
}

/** Values of the row at a place. */
export function row(frame: Frame, table: number, position: number, columns: readonly number[]): readonly Value[] {
  return frame.transaction.readRow(table, position, columns);
}
