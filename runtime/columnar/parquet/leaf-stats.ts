import type { DataType } from '../../../compiler/contract/data-type.ts';
import { listChildType } from '../builders/list-builder.ts';
import { compareCodePoints } from '../code-point-order.ts';
import type { Column } from '../column.ts';
import type { Table } from '../table.ts';
import type { Value } from '../value.ts';
import type { ParquetFooter } from './footer.ts';
import type { FieldIds } from './write-parquet.ts';

/** Statistics of one leaf column of a written file. */
export interface LeafStats {
  readonly fieldId: number | null;
  readonly type: DataType;
  /** Compressed bytes in the file. */
  readonly bytes: number;
  /** Values that are not NULL. */
  readonly values: number;
  readonly nulls: number;
  /** Bounds as run-time values; `null` when there is no value, or the type has none. */
  readonly min: Value;
  readonly max: Value;
  /** `null` for types without NaN. */
  readonly hasNaN: boolean | null;
}

/** Statistics of the leaves of a table's columns, in the order of the Parquet schema: counts and sizes from the footer, bounds from the columns. */
export function leafStats(
  table: Table,
  { rowGroups }: ParquetFooter,
  fieldIds: readonly FieldIds[] | null,
): LeafStats[] {
  const leaves = table.fields.flatMap(({ type }, i) => {
    const parts = table.segments.map((segment) => segment.columns[i]!);
    return leavesOf(type, parts, fieldIds?.[i] ?? null);
  });
  return leaves.map(({ type, parts, id }, leaf) => {
    let bytes = 0;
    let all = 0;
    let nulls = 0;
    for (const { columns } of rowGroups) {
      bytes += columns[leaf]!.size;
      all += columns[leaf]!.valueCount;
      nulls += columns[leaf]!.nullCount ?? 0;
    }
    const hasNaN = type.kind === 'float' ? parts.some((part) => part.stats.hasNaN) : null;
    return { fieldId: id, type, bytes, values: all - nulls, nulls, ...boundsOf(type, parts), hasNaN };
  });
}

interface Leaf {
  readonly type: DataType;
  readonly parts: readonly Column[];
  readonly id: number | null;
}

function leavesOf(type: DataType, parts: readonly Column[], ids: FieldIds | null): Leaf[] {
  switch (type.kind) {
    case 'list':
      return leavesOf(type.element, elementsOf(parts), ids?.parts[0] ?? null);
    case 'map': {
      const entries = elementsOf(parts);
      const child = listChildType(type);
      return child.kind === 'struct'
        ? child.fields.flatMap((field, i) => leavesOf(field.type, fieldsOf(entries, i), ids?.parts[i] ?? null))
        : [];
    }
    case 'struct':
      return type.fields.flatMap((field, i) => leavesOf(field.type, fieldsOf(parts, i), ids?.parts[i] ?? null));
    default:
      return [{ type, parts, id: ids?.id ?? null }];
  }
}

function elementsOf(parts: readonly Column[]): Column[] {
  return parts.flatMap((part) => (part.layout === 'list' ? [part.child] : []));
}

function fieldsOf(parts: readonly Column[], index: number): Column[] {
  return parts.flatMap((part) => (part.layout === 'struct' ? [part.children[index]!] : []));
}

function boundsOf(type: DataType, parts: readonly Column[]): { min: Value; max: Value } {
  let min: number | bigint | string | null = null;
  let max: number | bigint | string | null = null;
  for (const { stats } of parts) {
    if (stats.min !== null && (min === null || compare(stats.min, min) < 0)) min = stats.min;
    if (stats.max !== null && (max === null || compare(stats.max, max) > 0)) max = stats.max;
  }
  return type.kind === 'boolean'
    ? { min: min === null ? null : min === 1, max: max === null ? null : max === 1 }
    : { min, max };
}

function compare(a: number | bigint | string, b: number | bigint | string): number {
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}
