import { createVector, reserveRows, vectorValue, type Vector, type VectorForm } from './vector.ts';

/** The right rows of a block's left rows, one after the other, and for each the position of its left row. */
export interface LateralRows {
  readonly positions: Int32Array;
  readonly vectors: readonly Vector[];
  readonly count: number;
}

interface RightRows {
  readonly vectors: readonly Vector[];
  readonly length: number;
  readonly order: Int32Array | null;
}

/** Runs the right side for each of the `n` rows of `outer`; with `keepAll` a left row without right rows gets one of NULLs. */
export function lateralRows(
  right: (...values: unknown[]) => RightRows,
  outer: readonly Vector[],
  n: number,
  keepAll: boolean,
  forms: readonly VectorForm[],
): LateralRows {
  const vectors = forms.map((form) => createVector(form, true));
  const positions: number[] = [];
  for (let j = 0; j < n; j++) {
    const rows = right(...outer.map((vector) => vectorValue(vector, j)));
    const at = positions.length;
    const count = rows.length === 0 && keepAll ? 1 : rows.length;
    for (let i = 0; i < count; i++) positions.push(j);
    for (const [k, vector] of vectors.entries()) copyRows(vector, at, rows.vectors[k]!, rows.length, rows.order, count);
  }
  return {
    positions: Int32Array.from(positions),
    vectors,
    count: positions.length,
  };
}

function copyRows(
  target: Vector,
  at: number,
  source: Vector,
  length: number,
  order: Int32Array | null,
  count: number,
): void {
  const values = reserveRows(target, at + count) as unknown[];
  for (let i = 0; i < count; i++) {
    const row = order === null ? i : order[i]!;
    const isNull = i >= length || (source.nulls !== null && source.nulls[row] === 1);
    if (target.form === 'any')
      values[at + i] = isNull
        ? null
        : source.form === 'code'
          ? source.strings![source.values[row] as number]
          : source.values[row];
    else if (isNull) target.nulls![at + i] = 1;
    else values[at + i] = source.values[row];
  }
}
