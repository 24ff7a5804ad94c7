import type { DataType, Field } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { valueReader } from '../../columnar/column-reader.ts';
import { decodedColumn } from '../query/decoded-column.ts';
import { isDeleted } from '../../columnar/rows-of.ts';
import { compactSegment } from '../../columnar/gather-table.ts';
import type { Table } from '../../columnar/table.ts';
import { fieldKey, type StructValue, type Value } from '../../columnar/value.ts';
import { DynamicValue } from '../dynamic-value.ts';
import { OneRow } from '../query/one-row.ts';
import { RowStream } from '../query/row-stream.ts';

/** The rows of one segment as arrays of the columns that a loop reads. `start` counts the rows before. */
export interface Part {
  readonly start: number;
  readonly length: number;
  readonly columns: readonly (readonly Value[])[];
}

/** The rows of a table, to be taken one by one. */
export function stream(table: Table): RowStream {
  return new RowStream(table);
}

/** A table segment by segment; segments are decoded when the loop gets there. However the loop ends, a stream is closed. */
export function* parts(table: Table, columns: readonly number[]): Generator<Part, void> {
  try {
    yield* partsOf(table, columns);
  } finally {
    if (table instanceof RowStream) table.close();
  }
}

function* partsOf(table: Table, columns: readonly number[]): Generator<Part, void> {
  let start = 0;
  for (const each of table.segments) {
    if (each.length === each.deletedCount) continue;
    const segment = compactSegment(each);
    yield { start, length: segment.length, columns: columns.map((column) => decodedColumn(segment.columns[column]!)) };
    start += segment.length;
  }
}

/** The rows of a table whose columns are known only at run time: structs of values with their types. A stream is closed as `parts` does. */
export function* rowObjects(table: Table): Generator<StructValue, void> {
  try {
    yield* rowObjectsOf(table);
  } finally {
    if (table instanceof RowStream) table.close();
  }
}

function* rowObjectsOf(table: Table): Generator<StructValue, void> {
  const keys = table.fields.map((field) => fieldKey(field.name));
  for (const segment of table.segments) {
    const readers = segment.columns.map(valueReader);
    for (let row = 0; row < segment.length; row++) {
      if (isDeleted(segment, row)) continue;
      const values = readers.map((read, i) => dynamicOf(table.fields[i]!.type, read(row)));
      yield Object.fromEntries(keys.map((key, i) => [key, values[i]])) as unknown as StructValue;
    }
  }
}

/** A value with its type; NULL has none. */
function dynamicOf(type: DataType, value: Value): DynamicValue | null {
  return value === null ? null : new DynamicValue(type, value);
}

/** A column of such a row, by position. */
export function dynamicColumn(row: StructValue, column: number): unknown {
  return Object.values(row)[column];
}

/** A field of such a row, of a struct known only at run time, or of a one-row table, by name without case. */
export function dynamicField(value: unknown, name: string): unknown {
  if (isTable(value)) return cell(value, fieldPosition(value, name), name);
  const wanted = fieldKey(name.toLowerCase());
  const struct = value instanceof DynamicValue ? value.value : value;
  const entry = Object.entries(struct as object).find(([key]) => key.toLowerCase() === wanted);
  if (entry === undefined) throw gobiError('ColumnNotFound', { table: 'the row', name });
  if (!(value instanceof DynamicValue) || value.type.kind !== 'struct') return entry[1];
  const field = value.type.fields.find((each) => fieldKey(each.name) === entry[0])!;
  return dynamicOf(field.type, entry[1] as Value);
}

function fieldPosition(table: Table, name: string): number {
  const wanted = name.toLowerCase();
  const position = table.fields.findIndex((field) => field.name.toLowerCase() === wanted);
  if (position < 0) throw gobiError('ColumnNotFound', { table: 'the table', name });
  return position;
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && 'segments' in value && 'fields' in value;
}

/** One value of a table in scalar position: NULL of no row, `CardinalityError` of several. */
export function cell(table: Table, column: number, name: string): Value {
  if (table instanceof OneRow) return table.row === null ? null : table.row[column]!;
  if (table.rowCount === 0) return null;
  if (table.rowCount > 1)
    throw gobiError('CardinalityError', {
      what: name === '' ? 'the query' : `the query of \`${name}\``,
      rows: table.rowCount,
      expected: 'one row',
    });
  for (const segment of table.segments) {
    for (let row = 0; row < segment.length; row++)
      if (!isDeleted(segment, row)) return valueReader(segment.columns[column]!)(row);
  }
  return null;
}

/** As `cell`, of a table whose columns are known only at run time: by name, or its only column. */
export function dynamicCell(table: Table, column: number, name: string): DynamicValue | null {
  const named = table.fields.findIndex((field) => field.name.toLowerCase() === name.toLowerCase());
  const at = named >= 0 ? named : table.fields.length === 1 ? 0 : column;
  const field = table.fields[at];
  if (field === undefined || (named < 0 && table.fields.length > 1)) {
    if (name !== '') throw gobiError('ColumnNotFound', { table: 'the query', name });
    throw gobiError('SchemaMismatch', {
      target: 'a query in scalar position',
      expected: 'one column',
      found: `${table.fields.length} columns`,
    });
  }
  const value = cell(table, at, name);
  return value === null ? null : new DynamicValue(field.type, value);
}

export function exists(table: Table): boolean {
  return table.rowCount > 0;
}

/** A table of one row or none, found by key. */
export function rowTable(fields: readonly Field[], row: readonly Value[] | null): OneRow {
  return new OneRow(fields, row);
}

/** The rows as structs; of a one-column table the values. */
export function tableToList(table: Table): readonly Value[] {
  const keys = table.fields.map((field) => fieldKey(field.name));
  const values: Value[] = [];
  for (const { length, columns } of partsOf(
    table,
    keys.map((_, i) => i),
  )) {
    if (keys.length === 1) {
      for (const value of columns[0]!) values.push(value);
      continue;
    }
    for (let row = 0; row < length; row++) {
      const struct: { [key: `$${string}`]: Value } = {};
      for (let i = 0; i < keys.length; i++) struct[keys[i]!] = columns[i]![row]!;
      values.push(struct);
    }
  }
  return values;
}
