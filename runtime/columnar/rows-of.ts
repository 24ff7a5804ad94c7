import { valueReader } from './column-reader.ts';
import type { Segment, Table } from './table.ts';
import type { UserValue } from './user-value.ts';
import { userValue } from './user-value.ts';
import type { Value } from './value.ts';
import { uniqueNames } from './unique-names.ts';

/** The rows of a table, deleted ones left out, as arrays of run-time values in the order of its fields. */
export function* rowsOf(table: Table): Generator<Value[], void> {
  for (const segment of table.segments) {
    const readers = segment.columns.map(valueReader);
    for (let row = 0; row < segment.length; row++) {
      if (!isDeleted(segment, row)) yield readers.map((read) => read(row));
    }
  }
}

/** The rows of a table as objects by column name, with values as `UserValue` says. Of columns with one name the later ones are numbered (`uniqueNames`). */
export function toRows(table: Table): Record<string, UserValue>[] {
  const converters = table.fields.map((field) => userValue(field.type));
  const names = uniqueNames(table.fields.map((field) => field.name));
  const rows: Record<string, UserValue>[] = [];
  for (const row of rowsOf(table))
    rows.push(Object.fromEntries(names.map((name, i) => [name, converters[i]!(row[i]!)])));
  return rows;
}

/** Whether a row of a segment is deleted. */
export function isDeleted({ deleted }: Segment, row: number): boolean {
  return deleted !== null && ((deleted[row >> 3]! >> (row & 7)) & 1) === 1;
}

/** Positions of the rows that are not deleted, or `null` when none is. */
export function liveRows({ deleted, deletedCount, length }: Segment): Int32Array | null {
  if (deleted === null || deletedCount === 0) return null;
  const rows = new Int32Array(length - deletedCount);
  let count = 0;
  for (let row = 0; row < length; row++) if (((deleted[row >> 3]! >> (row & 7)) & 1) === 0) rows[count++] = row;
  return rows;
}
