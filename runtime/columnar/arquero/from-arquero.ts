import type { ColumnTable } from 'arquero';
import type { Field } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Arena } from '../arena.ts';
import { fromUserValue, typeOfUserValues } from '../from-user-value.ts';
import { tableFromRows } from '../table-from-rows.ts';
import type { Table } from '../table.ts';
import type { Value } from '../value.ts';

/**
 * The visible rows of an Arquero table, in its order. Types are those of `fields`, whose names say which columns are taken, or follow from the values.
 * Throws `ColumnNotFound`, `ConversionError`.
 */
export function fromArquero(table: ColumnTable, fields?: readonly Field[], arena?: Arena): Table {
  const rows = table.indices(true);
  const names = fields?.map(({ name }) => name) ?? table.columnNames();
  const columns = names.map((name) => {
    const column = table.column(name) as { at(row: number): unknown } | undefined;
    if (column === undefined) throw gobiError('ColumnNotFound', { table: 'the Arquero table', name });
    return Array.from(rows, (row) => column.at(row));
  });
  const typed =
    fields ?? names.map((name, i): Field => ({ name, type: typeOfUserValues(columns[i]!), nullable: true }));
  const converters = typed.map(({ type }) => fromUserValue(type));
  return tableFromRows(typed, rowsFrom(columns, converters, rows.length), arena);
}

function* rowsFrom(
  columns: readonly (readonly unknown[])[],
  converters: readonly ((value: unknown) => Value)[],
  count: number,
): Generator<Value[], void> {
  for (let row = 0; row < count; row++) yield converters.map((convert, i) => convert(columns[i]![row]));
}
