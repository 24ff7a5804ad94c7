import { isDeepStrictEqual } from 'node:util';
import type { DataType } from '../../compiler/contract/data-type.ts';
import { sameDataType, showDataType, STRING } from '../../compiler/contract/data-type.ts';
import { gobiError, GobiError } from '../../compiler/contract/runtime-error.ts';
import { columnBuilder } from './builders/column-builder.ts';
import { nullColumn } from './builders/null-column.ts';
import type { Column } from './column.ts';
import { valueReader } from './column-reader.ts';
import { convertValue, converter } from './convert/convert-value.ts';
import type { Value } from './value.ts';

/**
 * The column in another type, every value without loss. Numbers go into each other where they keep their digits, dates and times where nothing is cut off, texts into
 * what they spell. Throws `ConversionError` with the column and the first value that does not go, `SchemaMismatch` where no value would. `name` is the column's.
 */
export function exactCast(name: string, column: Column, to: DataType): Column {
  const { type: from } = column;
  if (sameDataType(from, to)) return column;
  if (column.layout === 'null') return nullColumn(to, column.length);
  if (!related(from, to))
    throw gobiError('SchemaMismatch', {
      target: `column ${name}`,
      expected: showDataType(to),
      found: showDataType(from),
    });
  const convert = exactConverter(from, to);
  const read = valueReader(column);
  const builder = columnBuilder(to);
  for (let row = 0; row < column.length; row++) {
    const value = read(row);
    try {
      builder.appendValue(value === null ? null : convert(value));
    } catch (error) {
      throw failure(name, value, from, to, error);
    }
  }
  return builder.finish();
}

const NUMBERS = new Set(['int', 'float', 'decimal']);
const TIMES = new Set(['date', 'timestamp']);

function related(from: DataType, to: DataType): boolean {
  if (from.kind === 'string' || from.kind === to.kind) return from.kind !== 'secret';
  if (to.kind === 'string') return from.kind === 'json' || from.kind === 'uuid';
  return (NUMBERS.has(from.kind) && NUMBERS.has(to.kind)) || (TIMES.has(from.kind) && TIMES.has(to.kind));
}

function exactConverter(from: DataType, to: DataType): (value: Value) => Value {
  const convert = converter(from, to);
  if (from.kind === 'string') {
    return (value) => {
      const converted = convert(value);
      if (to.kind === 'decimal' && fractionDigits(value as string) > to.scale) throw lost();
      return converted;
    };
  }
  const back = converter(to, from);
  return (value) => {
    const converted = convert(value);
    if (!same(back(converted), value)) throw lost();
    return converted;
  };
}

function same(a: Value, b: Value): boolean {
  return a === b || isDeepStrictEqual(a, b);
}

/** Digits after the point that are not zeros at the end, an exponent counted in. */
function fractionDigits(text: string): number {
  const [, fraction = '', exponent = '0'] = /^[^.eE]*(?:\.(\d*))?(?:[eE]([+-]?\d+))?/.exec(text.trim()) ?? [];
  return fraction.replace(/0+$/, '').length - Number(exponent);
}

function lost(): Error {
  return new Error('digits or parts of it would be lost');
}

function failure(column: string, value: Value, from: DataType, to: DataType, error: unknown): Error {
  if (error instanceof GobiError && !EXPECTED.has(error.exception)) return error;
  const reason = error instanceof GobiError ? {} : { reason: (error as Error).message };
  const shown = from.kind === 'string' ? `'${String(value)}'` : String(convertValue(value, from, STRING));
  return gobiError('ConversionError', { value: shown, to: showDataType(to), column, ...reason });
}

const EXPECTED = new Set(['ConversionError', 'NumericOverflow', 'JsonSyntaxError']);
