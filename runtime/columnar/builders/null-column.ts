import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { NullColumn } from '../column.ts';

/** `length` NULLs of any type. */
export function nullColumn(type: DataType, length: number): NullColumn {
  return {
    type,
    length,
    validity: null,
    layout: 'null',
    stats: { nullCount: length, min: null, max: null, sorted: length === 0, hasNaN: false },
  };
}
