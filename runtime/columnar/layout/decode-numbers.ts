import type { Arena } from '../arena.ts';
import { sharedArray } from '../arena.ts';
import type { FloatColumn, IntegerColumn } from '../column.ts';
import { isValid } from '../validity.ts';

/** The values of a column of numbers as doubles, 0 under a NULL. A view of the column's own memory where that is what it holds. */
export function decodeNumbers(column: IntegerColumn | FloatColumn, arena?: Arena): Float64Array {
  if (column.layout === 'f64') return column.values;
  const { values, base, factor, validity, length } = column;
  const decoded = sharedArray('f64', length, arena);
  for (let row = 0; row < length; row++) decoded[row] = base + factor * values[row]!;
  if (validity !== null && base !== 0)
    for (let row = 0; row < length; row++) if (!isValid(validity, row)) decoded[row] = 0;
  return decoded;
}
