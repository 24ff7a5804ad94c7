/**
 * A growing run of values between two operators: the rows that a breaker keeps, or one block on its way into a hash table. All values have one form:
 * `i32` and `f64` numbers, `u8` booleans as 0 and 1, `code` indexes into `strings`, `any` values as the abi carries them, with NULL as `null`.
 * Other forms tell NULL by `nulls` (1 for NULL), which is `null` when no value can be NULL; the value beside a NULL means nothing.
 */
export interface Vector {
  readonly form: VectorForm;
  values: VectorValues;
  nulls: Uint8Array | null;
  readonly strings: readonly string[] | null;
}

export type VectorForm = 'i32' | 'f64' | 'u8' | 'code' | 'any';
export type VectorValues = Int32Array | Float64Array | Uint8Array | unknown[];

const FIRST_ROWS = 64;

/** An empty vector. `nullable` says whether the form needs NULL flags. */
export function createVector(form: VectorForm, nullable: boolean, strings: readonly string[] | null = null): Vector {
  return {
    form,
    values: allocate(form, FIRST_ROWS),
    nulls: nullable && form !== 'any' ? new Uint8Array(FIRST_ROWS) : null,
    strings,
  };
}

/** A vector around values that are there already. */
export function vectorOf(
  form: VectorForm,
  values: VectorValues,
  nulls: Uint8Array | null = null,
  strings: readonly string[] | null = null,
): Vector {
  return { form, values, nulls, strings };
}

/** The values from `from` up to `to`, shared where the form allows it. */
export function partOfVector(vector: Vector, from: number, to: number): Vector {
  const { values, nulls } = vector;
  return {
    ...vector,
    values: Array.isArray(values) ? values.slice(from, to) : values.subarray(from, to),
    nulls: nulls === null ? null : nulls.subarray(from, to),
  };
}

/** Makes room for `rows` values and gives the array to write them to; what was written stays. */
export function reserveRows(vector: Vector, rows: number): VectorValues {
  if (vector.values.length >= rows || Array.isArray(vector.values)) return vector.values;
  const room = Math.max(rows, vector.values.length * 2);
  const values = allocate(vector.form, room) as Float64Array;
  values.set(vector.values as Float64Array);
  vector.values = values;
  if (vector.nulls !== null) {
    const nulls = new Uint8Array(room);
    nulls.set(vector.nulls);
    vector.nulls = nulls;
  }
  return values;
}

function allocate(form: VectorForm, rows: number): VectorValues {
  switch (form) {
    case 'i32':
    case 'code':
      return new Int32Array(rows);
    case 'f64':
      return new Float64Array(rows);
    case 'u8':
      return new Uint8Array(rows);
    case 'any':
      return [];
  }
}

/** The value at `row` as the abi carries it; booleans come out as such. */
export function vectorValue(vector: Vector, row: number): unknown {
  if (vector.nulls !== null && vector.nulls[row] === 1) return null;
  const value = vector.values[row];
  if (vector.form === 'code') return vector.strings![value as number];
  return vector.form === 'u8' ? value === 1 : value;
}

/** Keeps only the rows at `rows`, in that order, at the front of the vector. */
export function compact(vector: Vector, rows: Int32Array, count: number): void {
  if (Array.isArray(vector.values)) {
    const { values } = vector;
    const kept: unknown[] = [];
    for (let i = 0; i < count; i++) kept.push(values[rows[i]!]);
    vector.values = kept;
    return;
  }
  const values = allocate(vector.form, vector.values.length) as Float64Array;
  pick(vector.values as Float64Array, rows, count, values);
  vector.values = values;
  if (vector.nulls !== null) {
    const nulls = new Uint8Array(vector.nulls.length);
    pick(vector.nulls, rows, count, nulls);
    vector.nulls = nulls;
  }
}

function pick(from: Float64Array | Uint8Array, rows: Int32Array, count: number, to: Float64Array | Uint8Array): void {
  for (let i = 0; i < count; i++) to[i] = from[rows[i]!]!;
}
