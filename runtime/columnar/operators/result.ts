import type { Field } from '../../../compiler/contract/data-type.ts';
import { castColumn } from '../cast-column.ts';
import { compactTable } from '../gather-table.ts';
import { integerColumn } from '../builders/integer-column.ts';
import { columnFromValues } from '../builders/column-builder.ts';
import { floatColumn } from '../builders/float-column.ts';
import { dictionaryColumn } from '../builders/string-column.ts';
import { newDictionary } from '../builders/dictionary.ts';
import type { Column, Dictionary } from '../column.ts';
import type { Segment, Table } from '../table.ts';
import { SEGMENT_ROWS } from '../table.ts';
import { bitmapBytes } from '../validity.ts';
import type { Value } from '../value.ts';
import { UNCHECKED, type Checked } from './checked.ts';
import type { Vector } from './vector.ts';

/** A table of the first `length` rows of the vectors, in the order that `order` gives. */
export function resultTable(
  fields: readonly Field[],
  vectors: readonly Vector[],
  length: number,
  order: Int32Array | null,
  context: Checked = UNCHECKED,
): Table {
  const dictionaries = vectors.map((vector) => (vector.form === 'code' ? newDictionary(vector.strings!) : null));
  const segments: Segment[] = [];
  for (let start = 0; start < length; start += SEGMENT_ROWS) {
    context.check();
    const count = Math.min(SEGMENT_ROWS, length - start);
    const rows = order === null ? null : order.subarray(start, start + count);
    const columns = fields.map((field, i) => columnOf(field, vectors[i]!, dictionaries[i]!, start, count, rows));
    segments.push({ length: count, columns, deleted: null, deletedCount: 0 });
  }
  return { fields, segments, rowCount: length };
}

function columnOf(
  field: Field,
  vector: Vector,
  dictionary: Dictionary | null,
  start: number,
  count: number,
  rows: Int32Array | null,
): Column {
  if (vector.form === 'any') return columnOfValues(field, vector.values as Value[], start, count, rows);
  const values = slice(vector.values as Float64Array, start, count, rows);
  const validity =
    vector.nulls === null ? null : bitmapOf(slice(vector.nulls, start, count, rows) as Uint8Array, count);
  if (dictionary !== null) return dictionaryColumn(field.type, values, validity, count, dictionary);
  if (field.type.kind === 'float')
    return floatColumn(
      field.type,
      values instanceof Float64Array ? values : Float64Array.from(values),
      validity,
      count,
    );
  return integerColumn(field.type, values, validity, count);
}

function columnOfValues(
  field: Field,
  values: readonly Value[],
  start: number,
  count: number,
  rows: Int32Array | null,
): Column {
  const slice: Value[] = [];
  for (let i = 0; i < count; i++) slice.push(values[rows === null ? start + i : rows[i]!]!);
  return columnFromValues(field.type, slice);
}

function slice(
  values: Float64Array | Int32Array | Uint8Array,
  start: number,
  count: number,
  rows: Int32Array | null,
): Float64Array | Int32Array | Uint8Array {
  if (rows === null) return values.subarray(start, start + count);
  const picked =
    values instanceof Float64Array
      ? new Float64Array(count)
      : values instanceof Int32Array
        ? new Int32Array(count)
        : new Uint8Array(count);
  for (let i = 0; i < count; i++) picked[i] = values[rows[i]!]!;
  return picked;
}

function bitmapOf(nulls: Uint8Array, count: number): Uint8Array {
  const bitmap = new Uint8Array(new SharedArrayBuffer(bitmapBytes(count)));
  for (let i = 0; i < count; i++) bitmap[i >> 3]! |= (nulls[i]! ^ 1) << (i & 7);
  return bitmap;
}

/** The table whose columns are those of another at the given positions, rows untouched. */
export function pickColumns(table: Table, fields: readonly Field[], columns: readonly number[]): Table {
  const segments = table.segments.map((segment) => ({
    ...segment,
    columns: columns.map((index) => segment.columns[index]!),
  }));
  return { fields, segments, rowCount: table.rowCount };
}

/** The rows of a table that are not deleted, with its columns at the given positions: shared with the table where none is deleted. */
export function passColumns(table: Table, fields: readonly Field[], columns: readonly number[]): Table {
  const { segments, rowCount } = compactTable(pickColumns(table, fields, columns));
  return {
    fields,
    segments: segments.map((segment) => ({
      ...segment,
      columns: segment.columns.map((column, i) => castColumn(column, fields[i]!.type)),
    })),
    rowCount,
  };
}
