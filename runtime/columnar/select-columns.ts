import type { Field } from '../../compiler/contract/data-type.ts';
import type { Arena } from './arena.ts';
import { castColumn } from './cast-column.ts';
import type { Table } from './table.ts';

/** The same columns under the names and types of `fields`; values are cast. Throws what `convertValue` throws. */
export function selectColumns(table: Table, fields: readonly Field[], arena?: Arena): Table {
  const segments = table.segments.map((segment) => ({
    ...segment,
    columns: segment.columns.map((column, i) => castColumn(column, fields[i]!.type, arena)),
  }));
  return { fields, segments, rowCount: table.rowCount };
}
