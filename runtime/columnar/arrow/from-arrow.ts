import type { Data, DataType as ArrowDataType, Field as ArrowJsField, Table as ArrowTable, Vector } from 'apache-arrow';
import type { Field } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Arena } from '../arena.ts';
import type { Table } from '../table.ts';
import { SEGMENT_ROWS } from '../table.ts';
import type { ArrowArray } from './arrow-array.ts';
import type { ArrowLibrary } from './arrow-library.ts';
import { arrowLibrary } from './arrow-library.ts';
import type { ArrowField, ArrowType, ArrowUnit } from './arrow-type.ts';
import { fieldOfArrow } from './arrow-type.ts';
import { importBatches, type ArrowBatch } from './import-batches.ts';

/**
 * An Apache Arrow table as one of our own; values are copied into shared memory in their narrowest layout. `positions`: the columns wanted, in their
 * order; all when absent. Throws `Unsupported` for types the engine does not have, `ConversionError` for times with nanoseconds.
 */
export function fromArrow(table: ArrowTable, arena?: Arena, positions?: readonly number[]): Table {
  const all = arrowFieldsOf(table);
  const wanted = positions ?? all.map((_, i) => i);
  const fields = wanted.map((position) => all[position]!);
  const batches = table.batches.flatMap(({ data }) => {
    const parts: ArrowBatch[] = [];
    for (let start = 0; start < data.length; start += SEGMENT_ROWS) {
      const length = Math.min(SEGMENT_ROWS, data.length - start);
      const columns = fields.map((field, i) => describeData(field, data.children[wanted[i]!]!.slice(start, length)));
      parts.push({ length, columns });
    }
    return parts;
  });
  return importBatches(fields, batches, arena);
}

/** The columns of an Apache Arrow table as the engine would have them. */
export function fieldsFromArrow(table: ArrowTable): Field[] {
  return arrowFieldsOf(table).map(fieldOfArrow);
}

function arrowFieldsOf(table: ArrowTable): ArrowField[] {
  const library = arrowLibrary();
  return table.schema.fields.map((field) => describeField(library, field));
}

/** A field of the library in our own terms. */
function describeField(library: ArrowLibrary, field: ArrowJsField): ArrowField {
  const { name, nullable, metadata, type } = field;
  const children = ((type as ArrowDataType).children as readonly ArrowJsField[] | null) ?? [];
  return {
    name,
    nullable,
    metadata,
    type: describeType(library, type as ArrowDataType, name),
    children: library.DataType.isDictionary(type) ? [] : children.map((child) => describeField(library, child)),
  };
}

function describeType(library: ArrowLibrary, type: ArrowDataType, column: string): ArrowType {
  const is = library.DataType;
  const units: readonly ArrowUnit[] = ['s', 'ms', 'us', 'ns'];
  if (is.isNull(type)) return { kind: 'null' };
  if (is.isBool(type)) return { kind: 'boolean' };
  if (is.isInt(type)) return { kind: 'int', bits: type.bitWidth as 64, unsigned: !type.isSigned };
  if (is.isFloat(type))
    return {
      kind: 'float',
      bits: type.precision === library.Precision.DOUBLE ? 64 : type.precision === library.Precision.SINGLE ? 32 : 16,
    };
  if (is.isDecimal(type))
    return { kind: 'decimal', bits: type.bitWidth as 128, precision: type.precision, scale: type.scale };
  if (is.isUtf8(type)) return { kind: 'utf8', large: false };
  if (is.isLargeUtf8(type)) return { kind: 'utf8', large: true };
  if (is.isBinary(type)) return { kind: 'binary', large: false };
  if (is.isLargeBinary(type)) return { kind: 'binary', large: true };
  if (is.isFixedSizeBinary(type)) return { kind: 'fixed_binary', width: type.byteWidth };
  if (is.isDate(type)) return { kind: 'date', bits: type.unit === library.DateUnit.DAY ? 32 : 64 };
  if (is.isTime(type)) return { kind: 'time', unit: units[type.unit]! };
  if (is.isTimestamp(type))
    return { kind: 'timestamp', unit: units[type.unit]!, zoned: type.timezone != null && type.timezone !== '' };
  if (is.isDuration(type)) return { kind: 'duration', unit: units[type.unit]! };
  if (is.isInterval(type))
    return {
      kind: 'interval',
      unit:
        type.unit === library.IntervalUnit.YEAR_MONTH
          ? 'month'
          : type.unit === library.IntervalUnit.DAY_TIME
            ? 'day_time'
            : 'month_day_nano',
    };
  if (is.isList(type)) return { kind: 'list', large: false };
  if (is.isLargeList(type)) return { kind: 'list', large: true };
  if (is.isFixedSizeList(type)) return { kind: 'fixed_list', size: type.listSize };
  if (is.isStruct(type)) return { kind: 'struct' };
  if (is.isMap(type)) return { kind: 'map' };
  if (is.isDictionary(type)) {
    const value = describeField(library, new library.Field(column, type.dictionary as ArrowDataType, true));
    return { kind: 'dictionary', index: describeType(library, type.indices, column), value };
  }
  throw gobiError('Unsupported', {
    what: `Arrow type ${String(type)} of column \`${column}\``,
    instead: 'convert the column to another type where the data comes from',
  });
}

/** The library's data in our own terms; buffers are shared. */
function describeData(field: ArrowField, data: Data): ArrowArray {
  const { length, offset, values, valueOffsets, nullBitmap } = data;
  const hasNulls =
    field.type.kind !== 'null' && data.nullCount > 0 && nullBitmap !== undefined && nullBitmap.byteLength > 0;
  const dictionary = data.dictionary as Vector | undefined;
  return {
    field,
    length,
    bitOffset: offset & 7,
    validity: hasNulls ? bytesOf(nullBitmap).subarray(offset >> 3) : null,
    values:
      values == null ? null : field.type.kind === 'boolean' ? bytesOf(values).subarray(offset >> 3) : bytesOf(values),
    offsets: valueOffsets == null ? null : bytesOf(valueOffsets),
    children: field.children.map((child, i) => describeData(child, data.children[i]!)),
    dictionary:
      field.type.kind === 'dictionary' && dictionary !== undefined
        ? describeVector(field.type.value, dictionary)
        : null,
  };
}

/** Dictionaries that grew by further messages have several parts. */
function describeVector(field: ArrowField, vector: Vector): ArrowArray {
  const parts = vector.data;
  if (parts.length === 1) return describeData(field, parts[0]!);
  const builder = arrowLibrary().vectorFromArray([...vector] as never[], vector.type as never) as unknown as Vector;
  return describeData(field, builder.data[0]!);
}

function bytesOf(view: ArrayBufferView | ArrayLike<unknown>): Uint8Array {
  const { buffer, byteOffset, byteLength } = view as ArrayBufferView;
  return new Uint8Array(buffer, byteOffset, byteLength);
}
