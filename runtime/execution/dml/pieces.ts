import type { Field } from '../../../compiler/contract/data-type.ts';
import { valueReader } from '../../columnar/column-reader.ts';
import { compactTable, gatherTable } from '../../columnar/gather-table.ts';
import { pickColumns } from '../../columnar/operators/result.ts';
import { isDeleted } from '../../columnar/rows-of.ts';
import { tableOf } from '../../columnar/table-from-rows.ts';
import type { Table } from '../../columnar/table.ts';
import type { Value } from '../../columnar/value.ts';

/** The columns of a table from `start` on. */
export function columnsFrom(table: Table, start: number): Table {
  const rest = table.fields.map((_, i) => i).slice(start);
  return pickColumns(table, table.fields.slice(start), rest);
}

/** The values of one column, deleted rows left out. */
export function columnValues(table: Table, column: number): Value[] {
  const values: Value[] = [];
  for (const segment of table.segments) {
    const read = valueReader(segment.columns[column]!);
    for (let row = 0; row < segment.length; row++) if (!isDeleted(segment, row)) values.push(read(row));
  }
  return values;
}

/** Rows by position among those that are not deleted. */
export function pickRows(table: Table, rows: readonly number[] | Int32Array): Table {
  return gatherTable(compactTable(table), Int32Array.from(rows));
}

/** Two tables of as many rows side by side. */
export function besides(left: Table, right: Table, fields: readonly Field[]): Table {
  const all = Int32Array.from({ length: left.rowCount }, (_, i) => i);
  const [a, b] = [pickRows(left, all), pickRows(right, all)];
  return tableOf(
    fields,
    a.segments.map((segment, i) => ({ ...segment, columns: [...segment.columns, ...b.segments[i]!.columns] })),
  );
}

/** The positions of the bytes that are not 0. */
export function kept(keep: Uint8Array): number[] {
  const rows: number[] = [];
  keep.forEach((each, i) => {
    if (each !== 0) rows.push(i);
  });
  return rows;
}
