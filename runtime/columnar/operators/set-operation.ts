import { inBlocks, UNCHECKED, type Checked } from './checked.ts';
import { VectorIds } from './key-ids.ts';
import { createVector, partOfVector, reserveRows, vectorValue, type Vector, type VectorForm } from './vector.ts';

/** The values of several vectors, one behind the other, in one form. Codes get a dictionary of their own. */
export function joinedVector(
  form: VectorForm,
  nullable: boolean,
  parts: readonly Vector[],
  lengths: readonly number[],
): Vector {
  if (form === 'code') return joinedCodes(nullable, parts, lengths);
  const joined = createVector(form, nullable);
  const total = lengths.reduce((a, c) => a + c, 0);
  const values = reserveRows(joined, total);
  let at = 0;
  for (const [k, part] of parts.entries()) {
    const length = lengths[k]!;
    if (form === 'any') for (let i = 0; i < length; i++) (values as unknown[])[at + i] = vectorValue(part, i);
    else {
      (values as Float64Array).set((part.values as Float64Array).subarray(0, length), at);
      if (part.nulls !== null) joined.nulls!.set(part.nulls.subarray(0, length), at);
    }
    at += length;
  }
  return joined;
}

function joinedCodes(nullable: boolean, parts: readonly Vector[], lengths: readonly number[]): Vector {
  const codeOf = new Map<string, number>();
  const remaps = parts.map((part) => Int32Array.from(part.strings!, (text) => codeFor(codeOf, text)));
  const joined = createVector('code', nullable, [...codeOf.keys()]);
  const total = lengths.reduce((a, c) => a + c, 0);
  const codes = reserveRows(joined, total) as Int32Array;
  let at = 0;
  for (const [k, part] of parts.entries()) {
    const length = lengths[k]!;
    const from = part.values as Int32Array;
    const remap = remaps[k]!;
    if (remap.length > 0) for (let i = 0; i < length; i++) codes[at + i] = remap[from[i]!]!;
    if (part.nulls !== null) joined.nulls!.set(part.nulls.subarray(0, length), at);
    at += length;
  }
  return joined;
}

function codeFor(codeOf: Map<string, number>, text: string): number {
  let code = codeOf.get(text);
  if (code === undefined) codeOf.set(text, (code = codeOf.size));
  return code;
}

/** The left rows that INTERSECT leaves: one for each row that both sides have, with `all` as often as both have it. */
export function intersectRows(
  left: readonly Vector[],
  leftLength: number,
  right: readonly Vector[],
  rightLength: number,
  all: boolean,
  context: Checked = UNCHECKED,
): Int32Array {
  const { ids, counts } = countRight(left, leftLength, right, rightLength, context);
  return keptRows(ids, leftLength, (id) => {
    if (id < 0 || counts[id]! === 0) return false;
    counts[id] = all ? counts[id]! - 1 : 0;
    return true;
  });
}

/** The left rows that EXCEPT leaves: those the right side does not have, each once; with `all` each right row takes one away. */
export function exceptRows(
  left: readonly Vector[],
  leftLength: number,
  right: readonly Vector[],
  rightLength: number,
  all: boolean,
  context: Checked = UNCHECKED,
): Int32Array {
  const columns = new VectorIds(left.length, true, 0);
  const rightIds = new Int32Array(rightLength);
  assignIds(columns, right, rightLength, rightIds, context);
  const ids = new Int32Array(leftLength);
  assignIds(columns, left, leftLength, ids, context);
  const counts = new Int32Array(columns.count);
  for (let row = 0; row < rightLength; row++) counts[rightIds[row]!]!++;
  const seen = new Uint8Array(columns.count);
  return keptRows(ids, leftLength, (id) => {
    if (all) return counts[id]! === 0 || counts[id]!-- === 0;
    if (counts[id]! > 0 || seen[id] === 1) return false;
    seen[id] = 1;
    return true;
  });
}

function countRight(
  left: readonly Vector[],
  leftLength: number,
  right: readonly Vector[],
  rightLength: number,
  context: Checked,
): { readonly ids: Int32Array; readonly counts: Int32Array } {
  const columns = new VectorIds(left.length, true, 0);
  const rightIds = new Int32Array(rightLength);
  assignIds(columns, right, rightLength, rightIds, context);
  const counts = new Int32Array(columns.count);
  for (let row = 0; row < rightLength; row++) counts[rightIds[row]!]!++;
  const ids = new Int32Array(leftLength);
  inBlocks(leftLength, context, (from, to) => columns.find(parts(left, from, to), to - from, ids.subarray(from, to)));
  return { ids, counts };
}

function assignIds(
  columns: VectorIds,
  vectors: readonly Vector[],
  length: number,
  ids: Int32Array,
  context: Checked,
): void {
  inBlocks(length, context, (from, to) => columns.assign(parts(vectors, from, to), to - from, ids.subarray(from, to)));
}

function parts(vectors: readonly Vector[], from: number, to: number): Vector[] {
  return vectors.map((vector) => partOfVector(vector, from, to));
}

function keptRows(ids: Int32Array, length: number, keep: (id: number) => boolean): Int32Array {
  const rows = new Int32Array(length);
  let m = 0;
  for (let row = 0; row < length; row++) if (keep(ids[row]!)) rows[m++] = row;
  return rows.slice(0, m);
}
