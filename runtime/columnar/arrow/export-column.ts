import { STRING, type DataType, type ListType, type MapType } from '../../../compiler/contract/data-type.ts';
import { columnFromValues } from '../builders/column-builder.ts';
import { BytesBuilder } from '../builders/string-column.ts';
import { listChildType } from '../builders/list-builder.ts';
import type {
  CodeArray,
  Column,
  Dictionary,
  DictionaryColumn,
  IntegerColumn,
  IntervalColumn,
  ListColumn,
  StructColumn,
  Utf8Column,
} from '../column.ts';
import { valueReader } from '../column-reader.ts';
import { nullsLike } from '../layout/nulls-like.ts';
import { plainText } from '../layout/plain-text.ts';
import { slice } from '../slice.ts';
import { bitmapBytes } from '../validity.ts';
import type { ArrowForm } from './arrow-schema.ts';
import type { ExportedArray } from './exported-array.ts';
import type { PlainArray } from './export-numbers.ts';
import { exportBits, exportInt64, exportIntervals, exportPlain, exportUuids, exportWords } from './export-numbers.ts';
import { parquetIntervals } from './parquet-intervals.ts';

/** A column as an array in Arrow's layout for its type. Text in dictionaries is written out. */
export function exportColumn(column: Column, type: DataType, form: ArrowForm): ExportedArray {
  const common = commonOf(column);
  const data = (values: ArrayBufferView): ExportedArray => ({
    ...common,
    values: bytesOf(values),
  });
  if (type.kind === 'null') return { ...common, layout: 'null', validity: null };
  const present = column.layout === 'null' ? nullsLike(emptyModel(type), type, column.length) : column;
  switch (type.kind) {
    case 'boolean':
      return data(exportBits(present as IntegerColumn));
    case 'int':
      if (type.bits === 64) return data(exportInt64(present as IntegerColumn));
      return data(exportPlain(present as IntegerColumn, plainArray(type.bits, type.unsigned)));
    case 'date':
      return data(exportPlain(present as IntegerColumn, Int32Array));
    case 'time':
    case 'timestamp':
      return data(exportInt64(present as IntegerColumn));
    case 'decimal':
      return data(exportWords(present as IntegerColumn, 4));
    case 'float': {
      const { values } = present as { values: Float64Array };
      return data(type.bits === 64 ? values : Float32Array.from(values));
    }
    case 'string':
    case 'json':
    case 'blob':
      return {
        ...common,
        layout: 'text',
        ...fromZero(present.layout === 'dict' ? plainText(present) : (present as Utf8Column)),
      };
    case 'uuid':
      return data(exportUuids(valueReader(present) as (row: number) => string, present.validity, column.length));
    case 'interval': {
      const { values, micros } = present as IntervalColumn;
      const write = form.target === 'parquet' ? parquetIntervals : exportIntervals;
      return data(write(values, micros, column.length));
    }
    case 'list':
    case 'map':
      return { ...common, layout: 'list', ...exportList(present as ListColumn, type, form) };
    case 'struct':
      return {
        ...common,
        layout: 'struct',
        children: (present as StructColumn).children.map((child, i) => exportColumn(child, type.fields[i]!.type, form)),
      };
    case 'secret':
      return exportColumn(hidden(present), STRING, form);
  }
}

/** What is shown in the place of secrets. */
function hidden(column: Column): Column {
  const read = valueReader(column);
  return columnFromValues(
    STRING,
    Array.from({ length: column.length }, (_, row) => (read(row) === null ? null : '***')),
  );
}

function plainArray(bits: 8 | 16 | 32, unsigned: boolean): new (length: number) => PlainArray {
  if (bits === 8) return unsigned ? Uint8Array : Int8Array;
  if (bits === 16) return unsigned ? Uint16Array : Int16Array;
  return unsigned ? Uint32Array : Int32Array;
}

/** Length, NULLs and their bitmap; no values yet. */
function commonOf({ length, validity, layout, stats }: Column): ExportedArray {
  const none = { layout: 'fixed', offsets: null, values: null, children: [] } as const;
  if (layout === 'null') return { length, nullCount: length, validity: new Uint8Array(bitmapBytes(length)), ...none };
  return { length, nullCount: stats.nullCount, validity: stats.nullCount === 0 ? null : validity, ...none };
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** A column without rows in a layout that the type may have, children included. */
function emptyModel(type: DataType): Column {
  const common = {
    type,
    length: 0,
    validity: null,
    stats: { nullCount: 0, min: null, max: null, sorted: true, hasNaN: false },
  };
  switch (type.kind) {
    case 'float':
      return { ...common, layout: 'f64', values: new Float64Array(0) };
    case 'string':
    case 'json':
    case 'uuid':
    case 'blob':
      return { ...common, layout: 'utf8', bytes: new Uint8Array(0), offsets: new Int32Array(1) };
    case 'interval':
      return { ...common, layout: 'interval', values: new Int32Array(0), micros: new Float64Array(0) };
    case 'list':
    case 'map':
      return { ...common, layout: 'list', offsets: new Int32Array(1), child: emptyModel(listChildType(type)) };
    case 'struct':
      return { ...common, layout: 'struct', children: type.fields.map((field) => emptyModel(field.type)) };
    case 'null':
      return { ...common, layout: 'null' };
    default:
      return { ...common, layout: 'u8', values: new Uint8Array(0), base: 0, factor: 1 };
  }
}

/** Text whose offsets begin at 0. */
function fromZero({ bytes, offsets, length }: Utf8Column): Pick<ExportedArray, 'values' | 'offsets'> {
  const start = offsets[0]!;
  const cut = offsets.length === length + 1 ? offsets : offsets.subarray(0, length + 1);
  return { values: bytes.subarray(start, offsets[length]), offsets: shifted(cut, start) };
}

function shifted(offsets: Int32Array, start: number): Int32Array {
  return start === 0 ? offsets : offsets.map((offset) => offset - start);
}

function exportList(
  { offsets, length, child }: ListColumn,
  type: ListType | MapType,
  form: ArrowForm,
): Pick<ExportedArray, 'offsets' | 'children'> {
  const start = offsets[0]!;
  const elements = slice(child, start, offsets[length]!);
  return { offsets: shifted(offsets, start), children: [exportColumn(elements, listChildType(type), form)] };
}

/** The bits of the integers that number a dictionary's entries. */
export function codeBits({ strings }: Dictionary): 8 | 16 | 32 {
  return strings.length <= 128 ? 8 : strings.length <= 32768 ? 16 : 32;
}

/** The codes of a column of a dictionary, as signed integers of `codeBits`; they keep their memory where these are what the column holds. */
export function exportCodes(column: DictionaryColumn): ExportedArray {
  const { values, length, dictionary } = column;
  return { ...commonOf(column), values: bytesOf(codesOf(values, length, codeBits(dictionary))) };
}

function codesOf(values: CodeArray, length: number, bits: 8 | 16 | 32): ArrayBufferView {
  const cut = values.length === length ? values : values.subarray(0, length);
  switch (bits) {
    case 8:
      return cut instanceof Uint8Array ? cut : Int8Array.from(cut);
    case 16:
      return cut instanceof Uint16Array ? cut : Int16Array.from(cut);
    case 32:
      return cut instanceof Int32Array ? cut : Int32Array.from(cut);
  }
}

/** The texts of a dictionary. */
export function exportEntries({ strings }: Dictionary): ExportedArray {
  const builder = new BytesBuilder();
  for (const text of strings) builder.appendText(text);
  const { bytes, offsets } = builder.finish();
  const entries = { length: strings.length, nullCount: 0, validity: null };
  return { layout: 'text', ...entries, values: bytes, offsets, children: [] };
}
