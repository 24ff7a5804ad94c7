import { showDataType, type Field } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { isDataType, type Column } from '../../../compiler/contract/type.ts';
import { castColumn } from '../../columnar/cast-column.ts';
import { compactTable } from '../../columnar/gather-table.ts';
import { tableOf } from '../../columnar/table-from-rows.ts';
import type { Table } from '../../columnar/table.ts';

/** The columns that typed code needs of a table. `open`: further columns may follow. */
export interface NeededColumns {
  readonly columns: readonly Column[];
  readonly open: boolean;
}

/** The fields of a query's result; what `castTable` checks against. */
export function columns(fields: readonly Field[]): readonly Field[] {
  return fields;
}

export function neededColumns(needed: readonly Column[], open: boolean): NeededColumns {
  return { columns: needed, open };
}

/** A table as typed code needs it: columns found by name, in the order needed, in the types needed. What is missing or does not fit is a `SchemaMismatch`. */
export function castTable(table: Table, { columns: needed, open }: NeededColumns): Table {
  const picked = needed.map((column) => position(table, column, needed));
  const rest = open ? table.fields.map((_, i) => i).filter((i) => !picked.includes(i)) : [];
  const fields = [
    ...picked.map((at, i): Field => fieldOf(needed[i]!, table.fields[at]!)),
    ...rest.map((at) => table.fields[at]!),
  ];
  const compact = compactTable(table);
  const segments = compact.segments.map((segment) => ({
    ...segment,
    columns: [...picked, ...rest].map((at, i) => castColumn(segment.columns[at]!, fields[i]!.type)),
  }));
  segments.forEach((segment) =>
    segment.columns.forEach((column, i) => {
      if (!fields[i]!.nullable && column.validity !== null)
        throw mismatch(table, needed, `${fields[i]!.name} has NULLs`);
    }),
  );
  return tableOf(fields, segments);
}

function fieldOf({ name, type, nullable }: Column, found: Field): Field {
  return isDataType(type) ? { name, type, nullable } : { ...found, name };
}

function position(table: Table, column: Column, needed: readonly Column[]): number {
  const wanted = column.name.toLowerCase();
  const at = table.fields.findIndex((field) => field.name.toLowerCase() === wanted);
  if (at < 0) throw mismatch(table, needed, `there is no ${column.name}`);
  return at;
}

function mismatch(table: Table, needed: readonly Column[], found: string): Error {
  const shown = needed
    .map(({ name, type }) => `${name}: ${isDataType(type) ? showDataType(type) : type.kind}`)
    .join(', ');
  const columnsThere = table.fields.map((field) => field.name).join(', ');
  return gobiError('SchemaMismatch', {
    target: 'a table value',
    expected: `table<${shown}>`,
    found: `${found} (columns: ${columnsThere})`,
  });
}
