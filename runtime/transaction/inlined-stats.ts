import type { DataType } from '../../compiler/contract/data-type.ts';
import type { ColumnEntry } from '../catalog/catalog-state.ts';
import type { Value } from '../columnar/value.ts';
import type { StagedColumnStats } from '../lake/commit/commit-request.ts';
import { shortBounds } from '../lake/commit/short-bounds.ts';
import { compareBounds } from '../lake/commit/write-stats.ts';

const BOUNDED: readonly DataType['kind'][] = [
  'int',
  'float',
  'decimal',
  'string',
  'json',
  'uuid',
  'boolean',
  'date',
  'time',
  'timestamp',
];

/** Statistics of one column, by its place, over rows that go into the catalog. */
export function inlinedStats(
  { fieldId, type }: ColumnEntry,
  place: number,
  rows: readonly (readonly Value[])[],
): StagedColumnStats {
  const bounded = BOUNDED.includes(type.kind);
  let min: Value = null;
  let max: Value = null;
  let hasNaN = false;
  let nulls = 0;
  for (const row of rows) {
    const value = row[place]!;
    if (value === null) nulls++;
    else if (Number.isNaN(value)) hasNaN = true;
    else if (bounded) {
      if (min === null || compareBounds(value, min) < 0) min = value;
      if (max === null || compareBounds(value, max) > 0) max = value;
    }
  }
  return {
    fieldId,
    type,
    bytes: null,
    values: rows.length - nulls,
    nulls,
    ...shortBounds(min, max),
    hasNaN: type.kind === 'float' ? hasNaN : null,
  };
}
