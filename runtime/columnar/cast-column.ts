import type { DataType } from '../../compiler/contract/data-type.ts';
import { sameDataType } from '../../compiler/contract/data-type.ts';
import type { Arena } from './arena.ts';
import { columnBuilder } from './builders/column-builder.ts';
import { floatColumn } from './builders/float-column.ts';
import { nullColumn } from './builders/null-column.ts';
import type { Column } from './column.ts';
import { valueReader } from './column-reader.ts';
import { converter } from './convert/convert-value.ts';
import { decodeNumbers } from './layout/decode-numbers.ts';

/**
 * The column in another type, value by value as `convertValue` does it. Where every value of the one type is carried the same way in the
 * other, and from integers to floats, whole buffers are used. Throws what `convertValue` throws.
 */
export function castColumn(column: Column, to: DataType, arena?: Arena): Column {
  const { type: from } = column;
  if (sameDataType(from, to)) return column;
  if (column.layout === 'null') return nullColumn(to, column.length);
  if (carriedAlike(from, to)) return { ...column, type: to };
  if (from.kind === 'int' && to.kind === 'float' && to.bits === 64 && 'base' in column) {
    return floatColumn(to, decodeNumbers(column), column.validity, column.length, arena);
  }
  const convert = converter(from, to);
  const read = valueReader(column);
  const builder = columnBuilder(to);
  for (let row = 0; row < column.length; row++) builder.appendValue(convert(read(row)));
  return builder.finish(arena);
}

/** Whether each value of `from` is one of `to`, carried the same way. */
function carriedAlike(from: DataType, to: DataType): boolean {
  switch (to.kind) {
    case 'int': {
      if (from.kind !== 'int') return false;
      return from.unsigned === to.unsigned ? from.bits <= to.bits : from.unsigned && from.bits < to.bits;
    }
    case 'decimal':
      if (from.kind === 'decimal') return from.scale === to.scale && from.precision <= to.precision;
      return from.kind === 'int' && to.scale === 0 && to.precision >= DIGITS[from.bits]!;
    case 'float':
      return from.kind === 'float' && from.bits <= to.bits;
    case 'string':
      return to.maxLength === undefined && (from.kind === 'string' || from.kind === 'json' || from.kind === 'uuid');
    case 'timestamp':
      return from.kind === 'timestamp';
    default:
      return false;
  }
}

/** Decimal digits that hold every integer of so many bits. */
const DIGITS: Readonly<Record<number, number>> = { 8: 3, 16: 5, 32: 10, 64: 20 };
