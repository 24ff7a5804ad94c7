import type { StructType } from '../../compiler/contract/data-type.ts';
import type {
  BigColumn,
  Column,
  IntegerColumn,
  IntervalColumn,
  ListColumn,
  StructColumn,
  Utf8Column,
} from './column.ts';
import type { Value } from './value.ts';
import { fieldKey, integerValue } from './value.ts';
import { isValid } from './validity.ts';

/** The run-time value at `row`, or `null` for NULL. For one value; loops use `valueReader`. */
export function readValue(column: Column, row: number): Value {
  return valueReader(column)(row);
}

/** A function from row to run-time value (or `null`), made once for the layout of the column. */
export function valueReader(column: Column): (row: number) => Value {
  const read = presentReader(column);
  const { validity } = column;
  return validity === null ? read : (row) => (isValid(validity, row) ? read(row) : null);
}

function presentReader(column: Column): (row: number) => Value {
  switch (column.layout) {
    case 'i8':
    case 'u8':
    case 'i16':
    case 'u16':
    case 'i32':
      return integerReader(column);
    case 'f64': {
      const { values } = column;
      return (row) => values[row]!;
    }
    case 'i64':
    case 'i128':
      return bigReader(column);
    case 'dict': {
      const { values, dictionary } = column;
      const { strings } = dictionary;
      return (row) => strings[values[row]!]!;
    }
    case 'utf8':
      return column.type.kind === 'blob' ? bytesReader(column) : textReader(column);
    case 'interval':
      return intervalReader(column);
    case 'list':
      return listReader(column);
    case 'struct':
      return structReader(column);
    case 'null':
      return () => null;
  }
}

function integerReader({ type, values, base, factor }: IntegerColumn): (row: number) => Value {
  if (type.kind === 'boolean') return (row) => values[row] === 1;
  if (base === 0 && factor === 1) return (row) => values[row]!;
  return (row) => base + factor * values[row]!;
}

function bigReader({ layout, values }: BigColumn): (row: number) => Value {
  if (layout === 'i64') return (row) => integerValue(values[row]!);
  return (row) => integerValue(wideInteger(values, row));
}

/** The 128-bit integer at `row` of the words of an `i128` column. */
export function wideInteger(words: BigInt64Array, row: number): bigint {
  return (words[row * 2 + 1]! << 64n) | BigInt.asUintN(64, words[row * 2]!);
}

function textReader({ bytes, offsets }: Utf8Column): (row: number) => Value {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (row) => buffer.toString('utf8', offsets[row], offsets[row + 1]);
}

function bytesReader({ bytes, offsets }: Utf8Column): (row: number) => Value {
  return (row) => bytes.slice(offsets[row], offsets[row + 1]);
}

function intervalReader({ values, micros }: IntervalColumn): (row: number) => Value {
  return (row) => ({ months: values[row * 2]!, days: values[row * 2 + 1]!, micros: micros[row]! });
}

function listReader({ offsets, child }: ListColumn): (row: number) => Value {
  const read = valueReader(child);
  return (row) => {
    const list: Value[] = [];
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) list.push(read(i));
    return list;
  };
}

function structReader({ type, children }: StructColumn): (row: number) => Value {
  const keys = (type as StructType).fields.map((field) => fieldKey(field.name));
  const readers = children.map(valueReader);
  return (row) => {
    const struct: { [key: `$${string}`]: Value } = {};
    for (let i = 0; i < keys.length; i++) struct[keys[i]!] = readers[i]!(row);
    return struct;
  };
}
