import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { Files } from '../host/files.ts';
import type { ByteSource } from './byte-source.ts';
import { fileSource, memorySource, readAll } from './byte-source.ts';
import type { FileCompression } from './file-format.ts';

/** A file as a source, decompressed into memory when it is compressed as a whole. Throws `FileNotFound`, `CorruptFile`. */
export function openSource(files: Files, path: string, compression: FileCompression | null): ByteSource {
  const source = fileSource(files, path);
  return compression === null ? source : memorySource(path, decompressed(path, readAll(source), compression));
}

/** The bytes of a file, decompressed when it is compressed as a whole. Throws `CorruptFile`. */
export function decompressed(path: string, bytes: Uint8Array, compression: FileCompression | null): Uint8Array {
  if (compression === null) return bytes;
  try {
    return compression === 'gzip' ? gunzipSync(bytes) : zstdDecompressSync(bytes);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !('errno' in error)) throw error;
    throw gobiError(
      'CorruptFile',
      { file: path, reason: `it is no ${compression} data or was cut off: ${error.message}` },
      { cause: error },
    );
  }
}

/** Bytes as they are written to a file. */
export function compressed(bytes: Uint8Array, compression: FileCompression | null): Uint8Array {
  return compression === null ? bytes : compression === 'gzip' ? gzipSync(bytes) : zstdCompressSync(bytes);
}
