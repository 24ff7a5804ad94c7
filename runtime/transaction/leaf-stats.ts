import type { DataType } from '../../compiler/contract/data-type.ts';
import type { ColumnEntry, ColumnPart } from '../catalog/catalog-state.ts';
import { fieldsOf } from '../catalog/storage-type.ts';
import { valueReader } from '../columnar/column-reader.ts';
import type { Column } from '../columnar/column.ts';
import type { Value } from '../columnar/value.ts';
import { countNulls } from '../columnar/validity.ts';
import type { StagedColumnStats } from '../lake/commit/commit-request.ts';
import { compareBounds } from '../lake/commit/write-stats.ts';

/** Longer texts are cut in statistics: what stands there is a bound. */
const LONGEST_BOUND = 256;

/** Statistics of a column's leaves over the given pieces of it, a nested column's children included. `sizes`: bytes in the file by field id. */
export function leafStats(
  column: ColumnEntry,
  pieces: readonly Column[],
  sizes: ReadonlyMap<number, number> | null,
): StagedColumnStats[] {
  return statsOf(column, column.type, pieces, sizes);
}

function statsOf(
  part: Pick<ColumnPart, 'fieldId' | 'parts'>,
  type: DataType,
  pieces: readonly Column[],
  sizes: ReadonlyMap<number, number> | null,
): StagedColumnStats[] {
  if (part.parts.length > 0) {
    const fields = fieldsOf(type);
    return part.parts.flatMap((child, i) =>
      statsOf(
        child,
        fields[i]!.type,
        pieces.flatMap((piece) => childOf(piece, i)),
        sizes,
      ),
    );
  }
  const nulls = pieces.reduce(
    (sum, piece) => sum + (piece.layout === 'null' ? piece.length : countNulls(piece.validity, piece.length)),
    0,
  );
  const values = pieces.reduce((sum, piece) => sum + piece.length, 0) - nulls;
  const { min, max, hasNaN } = boundsOf(type, pieces);
  return [{ fieldId: part.fieldId, type, bytes: sizes?.get(part.fieldId) ?? null, values, nulls, min, max, hasNaN }];
}

/** The child's rows that belong to rows of the piece. */
function childOf(piece: Column, index: number): readonly Column[] {
  if (piece.layout === 'struct') return [piece.children[index]!];
  if (piece.layout !== 'list') return [];
  if (piece.type.kind !== 'map') return [piece.child];
  return piece.child.layout === 'struct' ? [piece.child.children[index]!] : [];
}

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

function boundsOf(
  type: DataType,
  pieces: readonly Column[],
): { readonly min: Value; readonly max: Value; readonly hasNaN: boolean | null } {
  if (!BOUNDED.includes(type.kind)) return { min: null, max: null, hasNaN: null };
  let min: Value = null;
  let max: Value = null;
  let hasNaN = false;
  for (const piece of pieces) {
    const read = valueReader(piece);
    for (let row = 0; row < piece.length; row++) {
      const value = read(row);
      if (value === null) continue;
      if (Number.isNaN(value)) hasNaN = true;
      else {
        if (min === null || compareBounds(value, min) < 0) min = value;
        if (max === null || compareBounds(value, max) > 0) max = value;
      }
    }
  }
  return { min: shortened(min, ''), max: shortened(max, '\u{10ffff}'), hasNaN: type.kind === 'float' ? hasNaN : null };
}

function shortened(value: Value, ending: string): Value {
  return typeof value === 'string' && value.length > LONGEST_BOUND
    ? Buffer.from(value.slice(0, LONGEST_BOUND))
        .toString()
        .replace(/\ufffd+$/, '') + ending
    : value;
}
