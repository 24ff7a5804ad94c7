import type { DataType } from '../../../compiler/contract/data-type.ts';
import { listChildType } from '../builders/list-builder.ts';
import type { IntervalValue, ListValue, StructValue, Value } from '../value.ts';
import { fieldKey } from '../value.ts';
import { printDecimal } from './decimal-text.ts';
import { printDate, printInterval, printTime, printTimestamp } from './print-time.ts';

/** Writes a value that is not NULL. */
export type Printer = (value: Value) => string;

/**
 * The text of a type's values, as a cast to string gives it and as `valueParser` reads it. Strings stand for themselves,
 * but inside of lists and structs they are quoted.
 */
export function valuePrinter(type: DataType): Printer {
  switch (type.kind) {
    case 'int':
    case 'boolean':
    case 'string':
    case 'json':
    case 'uuid':
      return String;
    case 'float':
      return type.bits === 32 ? (value) => printFloat32(value as number) : (value) => printFloat(value as number);
    case 'decimal':
      return (value) => printDecimal(value as number | bigint, type.scale);
    case 'date':
      return (value) => printDate(value as number);
    case 'time':
      return (value) => printTime(value as number);
    case 'timestamp':
      return (value) => printTimestamp(value as number | bigint, type.zoned);
    case 'interval':
      return (value) => printInterval(value as IntervalValue);
    case 'blob':
      return (value) => `\\x${printHex(value as Uint8Array)}`;
    case 'secret':
      return () => '***';
    case 'null':
      return () => 'null';
    case 'list':
    case 'map': {
      const print = partPrinter(listChildType(type));
      return (value) => `[${(value as ListValue).map(print).join(', ')}]`;
    }
    case 'struct': {
      const parts = type.fields.map(({ name, type }) => ({ name, key: fieldKey(name), print: partPrinter(type) }));
      return (value) =>
        `{${parts.map(({ name, key, print }) => `${name}: ${print((value as StructValue)[key] ?? null)}`).join(', ')}}`;
    }
  }
}

/** The text of one value that is not NULL; see `valuePrinter`, which is for many. */
export function printValue(value: Value, type: DataType): string {
  return valuePrinter(type)(value);
}

function partPrinter(type: DataType): Printer {
  const print = valuePrinter(type);
  const quotes = type.kind === 'string' || type.kind === 'json' || type.kind === 'uuid';
  return (value) => (value === null ? 'null' : quotes ? quoted(print(value)) : print(value));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The shortest text that reads back as the same double. */
export function printFloat(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** The shortest text that reads back as the same single-precision number. */
export function printFloat32(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return printFloat(short);
  }
  return printFloat(value);
}

/** Two lower-case digits for each byte. */
export function printHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** A value as error messages show it: `NULL`, strings in quotes, the rest as its text; long ones are cut. */
export function showValue(value: Value, type: DataType): string {
  if (value === null) return 'NULL';
  const text = valuePrinter(type)(value);
  const short = text.length > 80 ? `${text.slice(0, 77)}…` : text;
  return typeof value === 'string' ? quoted(short) : short;
}
