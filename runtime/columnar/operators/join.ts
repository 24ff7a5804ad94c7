import { inBlocks, UNCHECKED, type Checked } from './checked.ts';
import { ColumnIds } from './column-ids.ts';
import { VectorIds } from './key-ids.ts';
import { partOfVector, reserveRows, type Vector } from './vector.ts';

/**
 * The build side of a join: rows by key. Keys compare with `=`, so a NULL key has no rows. Whole numbers in a narrow range are looked up in an array,
 * other keys by their ids. Rows with one key are chained in the order they lie in.
 */
export class JoinTable {
  /** No key has more than one row. */
  readonly unique: boolean;
  /** By row: the next row with the same key, -1 at the end. One more entry stands for the row of NULLs that outer joins add. */
  readonly next: Int32Array;
  readonly length: number;
  readonly #find: (keys: readonly Vector[], n: number, found: Int32Array) => void;

  constructor(keys: readonly Vector[], length: number, context: Checked = UNCHECKED) {
    this.length = length;
    this.next = new Int32Array(length + 1).fill(-1);
    const direct = keys.length === 1 ? directLookup(keys[0]!, length, this.next, context) : null;
    const made = direct ?? idLookup(keys, length, this.next, context);
    this.#find = made.find;
    this.unique = made.unique;
  }

  /** Writes to `found` the first row for each of the `n` keys of a block, `missing` where there is none. */
  find(keys: readonly Vector[], n: number, found: Int32Array, missing: number): void {
    this.#find(keys, n, found);
    if (missing !== -1) for (let j = 0; j < n; j++) if (found[j]! < 0) found[j] = missing;
  }
}

interface Lookup {
  readonly unique: boolean;
  readonly find: (keys: readonly Vector[], n: number, found: Int32Array) => void;
}

/** Slots for every value between the least and the greatest key. */
function directLookup(key: Vector, length: number, next: Int32Array, context: Checked): Lookup | null {
  if (key.form !== 'i32' && key.form !== 'f64' && key.form !== 'u8') return null;
  const values = key.values as Float64Array;
  const { nulls } = key;
  let low = Infinity;
  let high = -Infinity;
  for (let row = 0; row < length; row++) {
    if (nulls !== null && nulls[row] === 1) continue;
    const value = values[row]!;
    if (Math.floor(value) !== value) return null;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return { unique: true, find: (_, n, found) => void found.fill(-1, 0, n) };
  if (!(high - low < Math.max(2048, length * 16))) return null;
  context.check();
  const slots = new Int32Array(high - low + 1).fill(-1);
  let unique = true;
  for (let row = length - 1; row >= 0; row--) {
    if (nulls !== null && nulls[row] === 1) continue;
    const slot = values[row]! - low;
    const later = slots[slot]!;
    if (later >= 0) {
      unique = false;
      next[row] = later;
    }
    slots[slot] = row;
  }
  const other = { lookup: null as Lookup | null };
  return {
    unique,
    find([probe], n, found) {
      if (probe!.form === 'any' || probe!.form === 'code') {
        other.lookup ??= idLookup([key], length, new Int32Array(length + 1).fill(-1), context);
        other.lookup.find([probe!], n, found);
        return;
      }
      findDirect(probe!.values as Float64Array, probe!.nulls, n, found, slots, low);
    },
  };
}

function findDirect(
  keys: Float64Array | Int32Array,
  nulls: Uint8Array | null,
  n: number,
  found: Int32Array,
  slots: Int32Array,
  low: number,
): void {
  const size = slots.length;
  for (let j = 0; j < n; j++) {
    const slot = keys[j]! - low;
    found[j] = slot >= 0 && slot < size && Math.floor(slot) === slot ? slots[slot]! : -1;
  }
  if (nulls !== null) for (let j = 0; j < n; j++) if (nulls[j] === 1) found[j] = -1;
}

function idLookup(keys: readonly Vector[], length: number, next: Int32Array, context: Checked): Lookup {
  const columnIds = keys.length === 1 ? new ColumnIds(false) : null;
  const vectorIds = new VectorIds(keys.length, false, 0);
  const ids = new Int32Array(length);
  inBlocks(length, context, (from, to) => {
    const block = keys.map((key) => partOfVector(key, from, to));
    if (columnIds !== null) columnIds.assign(block[0]!, to - from, ids.subarray(from, to));
    else vectorIds.assign(block, to - from, ids.subarray(from, to));
  });
  let most = -1;
  for (let row = 0; row < length; row++) if (ids[row]! > most) most = ids[row]!;
  const first = new Int32Array(most + 2).fill(-1);
  let unique = true;
  for (let row = length - 1; row >= 0; row--) {
    const id = ids[row]!;
    if (id < 0) continue;
    const later = first[id]!;
    if (later >= 0) {
      unique = false;
      next[row] = later;
    }
    first[id] = row;
  }
  return {
    unique,
    find(probe, n, found) {
      if (columnIds !== null) columnIds.find(probe[0]!, n, found);
      else vectorIds.find(probe, n, found);
      rowsOfIds(found, n, first);
    },
  };
}

/** A value that stood only beside NULL flags has an id, but no row. */
function rowsOfIds(ids: Int32Array, n: number, first: Int32Array): void {
  for (let j = 0; j < n; j++) {
    const id = ids[j]!;
    ids[j] = id < 0 || id >= first.length ? -1 : first[id]!;
  }
}

/** Pairs of a block's positions and build rows, a chunk at a time. */
export class Matches {
  readonly positions: Int32Array;
  readonly rows: Int32Array;
  readonly #next: Int32Array;
  readonly #context: Checked;
  #found: Int32Array;
  #count = 0;
  #position = 0;
  #row = -1;

  /** A chunk has at most `chunkRows` pairs. */
  constructor(table: JoinTable, chunkRows: number, context: Checked = UNCHECKED) {
    this.positions = new Int32Array(chunkRows);
    this.rows = new Int32Array(chunkRows);
    this.#next = table.next;
    this.#context = context;
    this.#found = this.rows;
  }

  /** Begins with a block: `found` holds the first row for each of the `n` positions, or -1. */
  start(found: Int32Array, n: number): void {
    this.#found = found;
    this.#count = n;
    this.#position = 0;
    this.#row = n > 0 ? found[0]! : -1;
  }

  /** The next chunk's size; 0 when there are no more pairs. */
  advance(): number {
    this.#context.check();
    const { positions, rows } = this;
    const next = this.#next;
    let position = this.#position;
    let row = this.#row;
    let m = 0;
    while (position < this.#count) {
      while (row >= 0) {
        if (m === rows.length) {
          this.#position = position;
          this.#row = row;
          return m;
        }
        positions[m] = position;
        rows[m++] = row;
        row = next[row]!;
      }
      position++;
      row = position < this.#count ? this.#found[position]! : -1;
    }
    this.#position = position;
    this.#row = row;
    return m;
  }
}

/** Rows in one index space of the positions of a chunk. */
export function rowsAt(
  positions: Int32Array,
  count: number,
  rows: Int32Array | null,
  start: number,
  out: Int32Array,
): void {
  if (rows === null) for (let j = 0; j < count; j++) out[j] = start + positions[j]!;
  else for (let j = 0; j < count; j++) out[j] = rows[positions[j]!]!;
}

/** Marks what a block's pairs met: positions of the block, or rows of the build side. */
export function markRows(flags: Uint8Array, rows: Int32Array, count: number): void {
  for (let j = 0; j < count; j++) flags[rows[j]!] = 1;
}

/** The positions (or rows) below `count` that were not marked; gives how many. The flags are cleared on the way. */
export function unmarkedRows(flags: Uint8Array, count: number, out: Int32Array): number {
  let m = 0;
  for (let j = 0; j < count; j++) {
    out[m] = j;
    m = (m + (flags[j]! ^ 1)) | 0;
    flags[j] = 0;
  }
  return m;
}

/** Flags that are 1 only for the row of NULLs behind the last row. */
export function nullRowFlags(length: number): Uint8Array {
  const flags = new Uint8Array(length + 1);
  flags[length] = 1;
  return flags;
}

/** Adds a row of NULLs behind the last row of each vector. */
export function addNullRow(vectors: readonly Vector[], length: number): void {
  for (const vector of vectors) {
    if (Array.isArray(vector.values)) {
      vector.values[length] = null;
      continue;
    }
    reserveRows(vector, length + 1);
    vector.values[length] = 0;
    if (vector.nulls !== null) {
      if (vector.nulls.length <= length) vector.nulls = grown(vector.nulls, length + 1);
      vector.nulls[length] = 1;
    }
  }
}

function grown(flags: Uint8Array, length: number): Uint8Array {
  const copy = new Uint8Array(length);
  copy.set(flags);
  return copy;
}

/** Appends rows to kept columns: those of `from` where there is one, NULLs where it is `null`. Gives the new size. */
export function appendRows(
  vectors: readonly Vector[],
  from: readonly (Vector | null)[],
  rows: Int32Array,
  count: number,
  size: number,
): number {
  for (const [i, vector] of vectors.entries()) {
    const source = from[i] ?? null;
    reserveRows(vector, size + count);
    for (let j = 0; j < count; j++) {
      const row = rows[j]!;
      if (source === null || (source.nulls !== null && source.nulls[row] === 1)) {
        if (Array.isArray(vector.values)) vector.values[size + j] = null;
        else vector.nulls![size + j] = 1;
      } else (vector.values as unknown[])[size + j] = source.values[row];
    }
  }
  return size + count;
}
