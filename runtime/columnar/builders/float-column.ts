import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Arena } from '../arena.ts';
import { sharedArray } from '../arena.ts';
import type { Column } from '../column.ts';
import { nullColumn } from './null-column.ts';

/** A column of doubles. `min` and `max` leave NaN out; `sorted` counts NaN as the greatest. `values` is read, never kept. */
export function floatColumn(
  type: DataType,
  values: Float64Array | Float32Array,
  validity: Uint8Array | null,
  length: number,
  arena?: Arena,
): Column {
  const raw = sharedArray('f64', length, arena);
  let min = Infinity;
  let max = -Infinity;
  let hasNumber = false;
  let hasNaN = false;
  let sorted = true;
  let previous = -Infinity;
  let nullCount = 0;
  for (let row = 0; row < length; row++) {
    if (validity !== null && ((validity[row >> 3]! >> (row & 7)) & 1) === 0) {
      nullCount++;
      continue;
    }
    const value = values[row]!;
    raw[row] = value;
    if (value !== value) {
      hasNaN = true;
      previous = NaN;
      continue;
    }
    hasNumber = true;
    if (value < min) min = value;
    if (value > max) max = value;
    if (!(previous <= value)) sorted = false;
    previous = value;
  }
  if (nullCount === length && length > 0) return nullColumn(type, length);
  const stats = {
    nullCount,
    min: hasNumber ? min : null,
    max: hasNumber ? max : null,
    sorted: sorted && nullCount === 0,
    hasNaN,
  };
  return { type, length, validity: nullCount === 0 ? null : validity, stats, layout: 'f64', values: raw };
}
