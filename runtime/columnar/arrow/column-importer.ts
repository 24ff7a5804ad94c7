import type { DataType, ListType, MapType, StructType } from '../../../compiler/contract/data-type.ts';
import { INT, showDataType } from '../../../compiler/contract/data-type.ts';
import { GobiError, gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Arena } from '../arena.ts';
import { sharedArray } from '../arena.ts';
import { columnFromValues } from '../builders/column-builder.ts';
import { listChildType } from '../builders/list-builder.ts';
import { nullColumn } from '../builders/null-column.ts';
import type { Column } from '../column.ts';
import { take } from '../take.ts';
import { valueReader } from '../column-reader.ts';
import { countNulls, isValid } from '../validity.ts';
import type { ArrayImporter } from './array-importer.ts';
import type { ArrowArray } from './arrow-array.ts';
import type { ArrowField, ArrowType } from './arrow-type.ts';
import { importBitmap } from './import-bitmap.ts';
import { importIntervals, importParquetIntervals } from './import-intervals.ts';
import { importFloats, importIntegers } from './import-numbers.ts';
import { offsetsOf } from './import-offsets.ts';
import { plainColumn, TextImporter } from './import-text.ts';

/** An importer of the arrays of `field` as columns of `type`, which is `dataTypeOfArrow(field)` or another one carried the same way (json for utf8, uuid for 16 bytes, interval for Parquet's 12). */
export function columnImporter(field: ArrowField, type: DataType, arena?: Arena): ArrayImporter {
  const inner = importerOf(field, type, arena);
  return {
    import: (array) => inColumn(field.name, () => inner.import(array)),
    finish: (columns) => inner.finish(columns),
  };
}

/** Errors of values tell the outermost column that they are in. */
function inColumn<T>(column: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof GobiError) || error.exception !== 'ConversionError') throw error;
    const { value, to, reason } = error.params as { value: string; to: string; reason?: string };
    throw gobiError('ConversionError', {
      value,
      to,
      column,
      ...(reason === undefined ? {} : { reason }),
      instead: null,
    });
  }
}

function importerOf(field: ArrowField, type: DataType, arena?: Arena): ArrayImporter {
  switch (field.type.kind) {
    case 'null':
      return importer((array) => nullColumn(type, array.length));
    case 'boolean':
    case 'int':
    case 'decimal':
    case 'date':
    case 'time':
    case 'timestamp':
      return importer((array) => importIntegers(array, type, importBitmap(array, arena), arena));
    case 'float':
      return importer((array) => importFloats(array, type, importBitmap(array, arena), arena));
    case 'duration':
    case 'interval':
      return importer((array) => importIntervals(array, type, importBitmap(array, arena), arena));
    case 'utf8':
      return new TextImporter(type, arena);
    case 'binary':
      return type.kind === 'blob'
        ? importer((array) =>
            plainColumn(type, array.values!, offsetsOf(array), importBitmap(array, arena), array.length, arena),
          )
        : new TextImporter(type, arena);
    case 'fixed_binary':
      if (type.kind === 'interval')
        return importer((array) => importParquetIntervals(array, type, importBitmap(array, arena), arena));
      return importer((array) => importFixedBytes(array, type, arena));
    case 'list':
    case 'fixed_list':
    case 'map':
      return listImporter(field, type as ListType | MapType, arena);
    case 'struct':
      return structImporter(field, type as StructType, arena);
    case 'dictionary':
      return field.type.value.type.kind === 'utf8'
        ? new TextImporter(type, arena)
        : dictionaryImporter(field.type.index, field.type.value, type, arena);
  }
}

function importer(import_: (array: ArrowArray) => Column): ArrayImporter {
  return { import: import_, finish: (columns) => columns };
}

function listImporter(field: ArrowField, type: ListType | MapType, arena?: Arena): ArrayImporter {
  const child = columnImporter(field.children[0]!, listChildType(type), arena);
  return importer((array) => {
    const { length } = array;
    const elements = child.import(array.children[0]!);
    const offsets = sharedArray('i32', length + 1, arena);
    const size = field.type.kind === 'fixed_list' ? field.type.size : 0;
    if (size > 0) for (let row = 0; row <= length; row++) offsets[row] = row * size;
    else if (field.type.kind !== 'fixed_list') offsets.set(offsetsOf(array).subarray(0, length + 1));
    const validity = importBitmap(array, arena);
    return withoutAllNulls({
      type,
      length,
      validity,
      stats: nestedStats(validity, length),
      layout: 'list',
      offsets,
      child: elements,
    });
  });
}

function structImporter(field: ArrowField, type: StructType, arena?: Arena): ArrayImporter {
  if (field.children.length !== type.fields.length)
    throw gobiError('InternalError', {
      what: `an Arrow struct of ${field.children.length} fields was imported as ${showDataType(type)}`,
    });
  const importers = type.fields.map((part, i) => columnImporter(field.children[i]!, part.type, arena));
  return importer((array) => {
    const { length } = array;
    const validity = importBitmap(array, arena);
    const children = importers.map((part, i) => part.import(array.children[i]!));
    return withoutAllNulls({
      type,
      length,
      validity,
      stats: nestedStats(validity, length),
      layout: 'struct',
      children: validity === null ? children : children.map((child) => nullsFrom(child, validity, arena)),
    });
  });
}

/** Under a NULL struct every child is NULL. */
function nullsFrom(child: Column, validity: Uint8Array, arena?: Arena): Column {
  let hidden = false;
  for (let row = 0; row < child.length && !hidden; row++)
    hidden = !isValid(validity, row) && isValid(child.validity, row);
  if (!hidden || child.layout === 'null') return child;
  return take(
    child,
    Int32Array.from({ length: child.length }, (_, row) => (isValid(validity, row) ? row : -1)),
    arena,
  );
}

function nestedStats(validity: Uint8Array | null, length: number): Column['stats'] {
  const nullCount = countNulls(validity, length);
  return { nullCount, min: null, max: null, sorted: length <= 1 && nullCount === 0, hasNaN: false };
}

function withoutAllNulls(column: Column): Column {
  const { nullCount } = column.stats;
  if (nullCount === column.length && column.length > 0) return nullColumn(column.type, column.length);
  return nullCount === 0 ? { ...column, validity: null } : column;
}

function importFixedBytes(array: ArrowArray, type: DataType, arena?: Arena): Column {
  const { length, values } = array;
  const width = array.field.type.kind === 'fixed_binary' ? array.field.type.width : 0;
  const validity = importBitmap(array, arena);
  if (type.kind === 'uuid') {
    const hex = Buffer.from(values!.buffer, values!.byteOffset, values!.byteLength);
    return columnFromValues(
      type,
      Array.from({ length }, (_, row) =>
        isValid(validity, row) ? uuidText(hex.toString('hex', row * 16, row * 16 + 16)) : null,
      ),
      arena,
    );
  }
  return columnFromValues(
    type,
    Array.from({ length }, (_, row) =>
      isValid(validity, row) ? values!.subarray(row * width, row * width + width) : null,
    ),
    arena,
  );
}

function uuidText(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Dictionaries of other things than text are written out. */
function dictionaryImporter(index: ArrowType, value: ArrowField, type: DataType, arena?: Arena): ArrayImporter {
  return importer((array) => {
    const entries = columnImporter(value, type).import(array.dictionary!);
    const codes = columnImporter({ ...array.field, type: index }, INT).import({
      ...array,
      field: { ...array.field, type: index },
      dictionary: null,
    });
    const read = valueReader(codes);
    return take(
      entries,
      Int32Array.from({ length: array.length }, (_, row) => Number(read(row) ?? -1)),
      arena,
    );
  });
}
