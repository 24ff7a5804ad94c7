import { valuePrinter } from '../../columnar/convert/print-value.ts';
import { rowsOf } from '../../columnar/rows-of.ts';
import type { Table } from '../../columnar/table.ts';
import { cut, oneLine } from './cell-text.ts';
import type { TextRow } from './table-layout.ts';

/** The rows of a table as texts of at most so many columns each, made one by one as they are asked for. */
export function* textRows(table: Table, mostWidth: number): Generator<TextRow, void> {
  const printers = table.fields.map((field) => valuePrinter(field.type));
  for (const row of rowsOf(table))
    yield row.map((value, i) => (value === null ? null : cut(oneLine(printers[i]!(value)), mostWidth)));
}
