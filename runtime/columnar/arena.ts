/**
 * Where column buffers live. Every buffer that a column keeps is a view of a `SharedArrayBuffer`, so that all workers see the same memory.
 * An arena hands out zeroed, 16-byte aligned ranges and never takes one back: whoever owns the arena drops it as a whole.
 */
export interface Arena {
  allocate(byteLength: number): ArenaRange;
}

export interface ArenaRange {
  readonly buffer: SharedArrayBuffer;
  readonly byteOffset: number;
}

/** The arena that keeps nothing: each range is a buffer of its own, collected with its last view. */
export const separateBuffers: Arena = {
  allocate(byteLength) {
    return { buffer: new SharedArrayBuffer(byteLength), byteOffset: 0 };
  },
};

const ALIGNMENT = 16;

/** Cuts small ranges out of blocks of `blockBytes`; ranges over a quarter of a block get a buffer of their own. For many small columns that live and die together. */
export function blockArena(blockBytes = 1 << 20): Arena {
  let block = new SharedArrayBuffer(0);
  let used = 0;
  return {
    allocate(byteLength) {
      if (byteLength > blockBytes / 4) return separateBuffers.allocate(byteLength);
      if (used + byteLength > block.byteLength) {
        block = new SharedArrayBuffer(blockBytes);
        used = 0;
      }
      const byteOffset = used;
      used = (used + byteLength + ALIGNMENT - 1) & -ALIGNMENT;
      return { buffer: block, byteOffset };
    },
  };
}

/** The typed arrays that columns are made of, by the names of their element types. */
export interface ArrayKinds {
  i8: Int8Array;
  u8: Uint8Array;
  i16: Int16Array;
  u16: Uint16Array;
  i32: Int32Array;
  f64: Float64Array;
  i64: BigInt64Array;
}

const constructors = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  f64: Float64Array,
  i64: BigInt64Array,
};

/** What all constructors of typed arrays have in common. */
type SharedConstructor = (new (
  buffer: SharedArrayBuffer,
  byteOffset: number,
  length: number,
) => ArrayKinds[keyof ArrayKinds]) & { readonly BYTES_PER_ELEMENT: number };

/** A zeroed typed array of `length` elements in shared memory. */
export function sharedArray<K extends keyof ArrayKinds>(
  kind: K,
  length: number,
  arena: Arena = separateBuffers,
): ArrayKinds[K] {
  const constructor = constructors[kind] as SharedConstructor;
  const { buffer, byteOffset } = arena.allocate(length * constructor.BYTES_PER_ELEMENT);
  return new constructor(buffer, byteOffset, length) as ArrayKinds[K];
}

/** A copy of `values` in shared memory. */
export function sharedCopy<K extends keyof ArrayKinds>(
  kind: K,
  values: ArrayKinds[K],
  arena: Arena = separateBuffers,
): ArrayKinds[K] {
  const copy = sharedArray(kind, values.length, arena);
  (copy as Uint8Array).set(values as Uint8Array);
  return copy;
}
