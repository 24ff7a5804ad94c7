import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { Column } from '../../columnar/column.ts';
import { compareValues } from '../../columnar/parquet/compare-bounds.ts';
import type { Value } from '../../columnar/value.ts';

/** A test that wanted rows pass: a column (by position in the table) against known values of its type; `in` has any number of them. */
export interface ColumnTest {
  readonly column: number;
  readonly operation: 'equal' | 'less' | 'less_equal' | 'greater' | 'greater_equal' | 'in' | 'is_null' | 'is_not_null';
  readonly values: readonly Value[];
}

/** What is known of a column over some rows. */
export interface ColumnBounds {
  /** Every value that is neither NULL nor NaN lies between them; `null`: not known. */
  readonly min: Value;
  readonly max: Value;
  readonly rows: number;
  /** `null`: not known. */
  readonly nulls: number | null;
  /** There may be NaN. */
  readonly mayHaveNaN: boolean;
}

export function columnBounds({ type, stats, length }: Column): ColumnBounds {
  const { min, max } = stats;
  const bounds = { rows: length, nulls: stats.nullCount, mayHaveNaN: stats.hasNaN };
  return type.kind === 'boolean' && typeof min === 'number' && typeof max === 'number'
    ? { ...bounds, min: min === 1, max: max === 1 }
    : { ...bounds, min, max };
}

/** Whether no row can pass the test: for each it is FALSE or NULL. */
export function isRefuted({ operation, values }: ColumnTest, type: DataType, bounds: ColumnBounds): boolean {
  const { rows, nulls } = bounds;
  if (operation === 'is_null') return nulls === 0;
  if (nulls === rows) return true;
  if (operation === 'is_not_null') return false;
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return true;
  return isOrdered(type) && known.every((value) => noneMeets(operation, value, bounds));
}

/** Types whose values the tests' comparisons order as bounds are ordered. */
function isOrdered({ kind }: DataType): boolean {
  switch (kind) {
    case 'boolean':
    case 'int':
    case 'float':
    case 'decimal':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'string':
      return true;
    default:
      return false;
  }
}

/** NaN is above all bounds, and nothing is refuted by comparing with it. */
function noneMeets(
  operation: Exclude<ColumnTest['operation'], 'is_null' | 'is_not_null'>,
  value: Value,
  { min, max, mayHaveNaN }: ColumnBounds,
): boolean {
  if (value !== value) return false;
  const above = min !== null && compareValues(value, min) < 0;
  const below = max !== null && !mayHaveNaN && compareValues(value, max) > 0;
  switch (operation) {
    case 'equal':
    case 'in':
      return above || below;
    case 'less':
      return above || (min !== null && compareValues(value, min) === 0);
    case 'less_equal':
      return above;
    case 'greater':
      return below || (max !== null && !mayHaveNaN && compareValues(value, max) === 0);
    case 'greater_equal':
      return below;
  }
}
