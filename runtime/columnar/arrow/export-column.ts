import type { Data, DataType as ArrowDataType, Dictionary as ArrowDictionary } from 'apache-arrow';
import { STRING, type DataType, type ListType, type MapType } from '../../../compiler/contract/data-type.ts';
import { columnFromValues } from '../builders/column-builder.ts';
import { BytesBuilder } from '../builders/string-column.ts';
import { listChildType } from '../builders/list-builder.ts';
import type {
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
import type { ArrowLibrary } from './arrow-library.ts';
import type { ArrowForm } from './arrow-schema.ts';
import type { PlainArray } from './export-numbers.ts';
import { exportBits, exportInt64, exportIntervals, exportPlain, exportUuids, exportWords } from './export-numbers.ts';
import { parquetIntervals } from './parquet-intervals.ts';

interface Common {
  readonly length: number;
  readonly nullCount: number;
  readonly nullBitmap: Uint8Array | null;
}

/** A column as Arrow data of `arrowType`, which is the Arrow type of `type`. Text in dictionaries is written out. */
export function exportColumn(
  library: ArrowLibrary,
  column: Column,
  type: DataType,
  arrowType: ArrowDataType,
  form: ArrowForm,
): Data {
  const data = (props: object): Data =>
    library.makeData({ type: arrowType, ...common(column), ...props } as never) as Data;
  if (type.kind === 'null') return library.makeData({ type: arrowType, length: column.length } as never) as Data;
  const present = column.layout === 'null' ? nullsLike(emptyModel(type), type, column.length) : column;
  switch (type.kind) {
    case 'boolean':
      return data({ data: exportBits(present as IntegerColumn) });
    case 'int':
      if (type.bits === 64)
        return data({
          data: type.unsigned
            ? unsignedView(exportInt64(present as IntegerColumn))
            : exportInt64(present as IntegerColumn),
        });
      return data({ data: exportPlain(present as IntegerColumn, plainArray(type.bits, type.unsigned)) });
    case 'date':
      return data({ data: exportPlain(present as IntegerColumn, Int32Array) });
    case 'time':
    case 'timestamp':
      return data({ data: exportInt64(present as IntegerColumn) });
    case 'decimal':
      return data({ data: new Uint32Array(exportWords(present as IntegerColumn, 4).buffer) });
    case 'float':
      return data({
        data:
          type.bits === 64
            ? (present as { values: Float64Array }).values
            : Float32Array.from((present as { values: Float64Array }).values),
      });
    case 'string':
    case 'json':
    case 'blob': {
      const text = present.layout === 'dict' ? plainText(present) : (present as Utf8Column);
      const { bytes, offsets } = fromZero(text);
      return data({ data: bytes, valueOffsets: offsets });
    }
    case 'uuid':
      return data({
        data: exportUuids(valueReader(present) as (row: number) => string, present.validity, column.length),
      });
    case 'interval': {
      const { values, micros } = present as IntervalColumn;
      return data({
        data:
          form.target === 'parquet'
            ? parquetIntervals(values, micros, column.length)
            : exportIntervals(values, micros, column.length),
      });
    }
    case 'list':
    case 'map':
      return exportList(library, present as ListColumn, type, arrowType, form);
    case 'struct': {
      const { children } = present as StructColumn;
      return data({
        children: children.map((child, i) =>
          exportColumn(library, child, type.fields[i]!.type, arrowType.children[i]!.type as ArrowDataType, form),
        ),
      });
    }
    case 'secret':
      return exportColumn(library, hidden(present), STRING, arrowType, form);
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

function unsignedView(words: BigInt64Array): BigUint64Array {
  return new BigUint64Array(words.buffer, words.byteOffset, words.length);
}

function common({ length, validity, layout, stats }: Column): Common {
  if (layout === 'null') return { length, nullCount: length, nullBitmap: new Uint8Array(bitmapBytes(length)) };
  return { length, nullCount: stats.nullCount, nullBitmap: validity };
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

/** The same text with offsets that begin at 0. */
function fromZero({ bytes, offsets, length }: Utf8Column): { bytes: Uint8Array; offsets: Int32Array } {
  const start = offsets[0]!;
  if (start === 0) return { bytes: bytes.subarray(0, offsets[length]), offsets };
  return { bytes: bytes.subarray(start, offsets[length]), offsets: offsets.map((offset) => offset - start) };
}

function exportList(
  library: ArrowLibrary,
  column: ListColumn,
  type: ListType | MapType,
  arrowType: ArrowDataType,
  form: ArrowForm,
): Data {
  const start = column.offsets[0]!;
  const offsets = start === 0 ? column.offsets : column.offsets.map((offset) => offset - start);
  const child = slice(column.child, start, column.offsets[column.length]!);
  const childType = listChildType(type);
  const data = exportColumn(library, child, childType, arrowType.children[0]!.type as ArrowDataType, form);
  return library.makeData({ type: arrowType, ...common(column), valueOffsets: offsets, child: data } as never) as Data;
}

export interface ExportedDictionary {
  /** The Arrow type of the codes. */
  readonly indexes: ArrowDataType;
  /** The columns' data, once the dictionary type is known. */
  readonly data: (type: ArrowDataType) => readonly Data[];
}

/** Columns over one dictionary as Arrow dictionary data; codes keep their memory where signed integers of their width can name every entry. */
export function exportDictionaryColumn(
  library: ArrowLibrary,
  dictionary: Dictionary,
  columns: readonly Column[],
): ExportedDictionary {
  const entries = dictionary.strings.length;
  const indexes = entries <= 128 ? new library.Int8() : entries <= 32768 ? new library.Int16() : new library.Int32();
  return {
    indexes,
    data(type) {
      const texts = library.makeVector(
        exportEntries(library, dictionary, (type as ArrowDictionary).dictionary as ArrowDataType),
      );
      return columns.map(
        (column) =>
          library.makeData({
            type,
            ...common(column),
            data: exportCodes(column as DictionaryColumn, entries),
            dictionary: texts,
          } as never) as Data,
      );
    },
  };
}

function exportEntries(library: ArrowLibrary, { strings }: Dictionary, type: ArrowDataType): Data {
  const builder = new BytesBuilder();
  for (const text of strings) builder.appendText(text);
  const { bytes, offsets } = builder.finish();
  return library.makeData({
    type,
    length: strings.length,
    nullCount: 0,
    data: bytes,
    valueOffsets: offsets,
  } as never) as Data;
}

function exportCodes({ values, length }: DictionaryColumn, entries: number): Int8Array | Int16Array | Int32Array {
  if (entries <= 128)
    return values instanceof Uint8Array
      ? new Int8Array(values.buffer, values.byteOffset, length)
      : Int8Array.from(values);
  if (entries <= 32768)
    return values instanceof Uint16Array
      ? new Int16Array(values.buffer, values.byteOffset, length)
      : Int16Array.from(values);
  return values instanceof Int32Array ? values : Int32Array.from(values);
}
