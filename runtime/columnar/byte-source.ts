import type { Files } from '../host/files.ts';

/** Bytes that can be read at any place: a file, or memory. */
export interface ByteSource {
  /** How messages call it. */
  readonly name: string;
  readonly size: number;
  /** `length` bytes from `start`, fewer at the end. */
  read(start: number, length: number): Uint8Array;
}

/** A file as a source; it is read piece by piece. */
export function fileSource(files: Files, path: string): ByteSource {
  return { name: path, size: files.size(path), read: (start, length) => files.readRange(path, start, length) };
}

/** Bytes in memory as a source; pieces are views of them. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  return { name, size: bytes.length, read: (start, length) => bytes.subarray(start, start + length) };
}

/** All bytes of a source. */
export function readAll(source: ByteSource): Uint8Array {
  return source.read(0, source.size);
}
