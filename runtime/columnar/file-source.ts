import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { Files } from '../host/files.ts';
import type { ByteSource } from './byte-source.ts';
import { fileSource, memorySource, readAll } from './byte-source.ts';
import type { FileCompression } from './file-format.ts';

/** A file as a source, decompressed into memory when it is compressed as a whole. Throws `FileNotFound`, `CorruptFile`. */
export function openSource(files: Files, path: string, compression: FileCompression | null): ByteSource {
  const source = fileSource(files, path);
  if (compression === null) return source;
  try {
    const bytes = readAll(source);
    return memorySource(path, compression === 'gzip' ? gunzipSync(bytes) : zstdDecompressSync(bytes));
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
