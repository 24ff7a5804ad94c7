/** Constructors of typed arrays, as far as views need them. */
interface ViewConstructor<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
}

/** The same memory as elements of another kind; a copy where it is not aligned to them. */
export function typedView<T>(bytes: Uint8Array, constructor: ViewConstructor<T>): T {
  const size = constructor.BYTES_PER_ELEMENT;
  const aligned = bytes.byteOffset % size === 0 ? bytes : new Uint8Array(bytes);
  return new constructor(aligned.buffer, aligned.byteOffset, Math.floor(aligned.byteLength / size));
}
