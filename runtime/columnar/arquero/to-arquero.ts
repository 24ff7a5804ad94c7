import type { ColumnTable } from 'arquero';
import type { DataType, DecimalType } from '../../../compiler/contract/data-type.ts';
import { showDataType } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { nullColumn } from '../builders/null-column.ts';
import { valueReader } from '../column-reader.ts';
import { concat } from '../concat.ts';
import { decimalToFloat, printDecimal } from '../convert/decimal-text.ts';
import { compactTable } from '../gather-table.ts';
import type { Table } from '../table.ts';
import type { UserValue } from '../user-value.ts';
import { userValue } from '../user-value.ts';
import type { Value } from '../value.ts';
import { arqueroLibrary } from './arquero-library.ts';

export interface ArqueroOptions {
  /** `number` and `Date` (the default) are what Arquero calculates with; `text` gives decimals, dates and timestamps as the exact text of `UserValue`. */
  readonly decimals?: 'number' | 'text';
  readonly times?: 'Date' | 'text';
}

/** What a cell holds. */
export type ArqueroValue = UserValue | Date;

/**
 * The table as an Arquero table over the same memory: a cell is made when it is read, by the rules of `UserValue`, with `Date`s for dates and timestamps
 * and numbers for decimals. Reading a cell that would lose digits so (beyond 15 of a decimal, beyond milliseconds of a timestamp) throws `ConversionError`.
 */
export function toArquero(table: Table, options: ArqueroOptions = {}): ColumnTable {
  const { fields, segments } = compactTable(table);
  const columns = fields.map(({ name, type }, index) => {
    const parts = segments.map((segment) => segment.columns[index]!);
    const column = parts.length === 0 ? nullColumn(type, 0) : concat(parts);
    return [name, new ArqueroColumn(column.length, valueReader(column), cellOf(type, options))] as const;
  });
  return arqueroLibrary().table(columns as never);
}

/** What Arquero takes for a column: it is kept as it is. */
class ArqueroColumn implements Iterable<ArqueroValue> {
  readonly length: number;
  readonly #read: (row: number) => Value;
  readonly #convert: (value: Value) => ArqueroValue;

  constructor(length: number, read: (row: number) => Value, convert: (value: Value) => ArqueroValue) {
    this.length = length;
    this.#read = read;
    this.#convert = convert;
  }

  at(row: number): ArqueroValue {
    return this.#convert(this.#read(row));
  }

  *[Symbol.iterator](): Iterator<ArqueroValue> {
    for (let row = 0; row < this.length; row++) yield this.at(row);
  }
}

function cellOf(
  type: DataType,
  { decimals = 'number', times = 'Date' }: ArqueroOptions,
): (value: Value) => ArqueroValue {
  if (type.kind === 'decimal' && decimals === 'number')
    return (value) => (value === null ? null : exactFloat(value as number | bigint, type));
  if (type.kind === 'date' && times === 'Date')
    return (value) => (value === null ? null : new Date((value as number) * 86400000));
  if (type.kind === 'timestamp' && times === 'Date')
    return (value) => (value === null ? null : exactDate(value as number | bigint, type));
  return userValue(type);
}

const SAFE_DIGITS = 10 ** 15;

function exactFloat(scaled: number | bigint, type: DecimalType): number {
  if (scaled > -SAFE_DIGITS && scaled < SAFE_DIGITS) return decimalToFloat(scaled, type.scale);
  throw lossy(printDecimal(scaled, type.scale), 'number', "pass { decimals: 'text' }");
}

function exactDate(micros: number | bigint, type: DataType): Date {
  const millis = Number(micros) / 1000;
  if (Number.isInteger(millis) && typeof micros === 'number' && Math.abs(millis) <= 8640000000000000)
    return new Date(millis);
  throw lossy(String(userValue(type)(micros)), `Date (of ${showDataType(type)})`, "pass { times: 'text' }");
}

function lossy(value: string, to: string, instead: string): Error {
  return gobiError('ConversionError', { value, to, reason: `it would lose digits; ${instead}` });
}
