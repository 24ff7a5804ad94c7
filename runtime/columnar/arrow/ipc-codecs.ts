import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { createRequire } from 'node:module';
import type { RecordBatchWriter } from 'apache-arrow';
import type { ArrowLibrary } from './arrow-library.ts';

/** How the buffers of Arrow messages are compressed. */
export type IpcCompression = 'none' | 'lz4' | 'zstd';

/** Makes the library able to read and write compressed messages; LZ4 is loaded when it is first needed. Registering again does nothing new. */
export function registerCodecs({ compressionRegistry, CompressionType }: ArrowLibrary): void {
  // the library tries out what it is given, which takes longer than writing a small table
  if (compressionRegistry.get(CompressionType.ZSTD) !== null) return;
  compressionRegistry.set(CompressionType.ZSTD, {
    encode: (bytes) => aligned(zstdCompressSync(bytes)),
    decode: (bytes) => aligned(zstdDecompressSync(bytes)),
  });
  compressionRegistry.set(CompressionType.LZ4_FRAME, {
    encode: (bytes) => aligned(lz4().compressFrameSync(Buffer.from(bytes))),
    decode: (bytes) => aligned(lz4().decompressFrameSync(Buffer.from(bytes))),
  });
}

/**
 * Makes a writer say how long each compressed buffer is when it is read, as the format wants it: the library's own says how long it is compressed, which only the library
 * itself can read.
 */
export function tellUncompressedLengths(writer: RecordBatchWriter): void {
  const compress = writer['_compressBodyBuffers'].bind(writer);
  writer['_compressBodyBuffers'] = (buffers) => {
    const done = compress(buffers);
    for (const [at, { byteLength }] of buffers.entries()) {
      // two for each buffer: the length, -1 when what follows is not compressed, and the bytes
      const prefix = done.buffers[at * 2];
      if (prefix === undefined || prefix.byteLength === 0) continue;
      const length = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
      if (length.getBigInt64(0, true) !== -1n) length.setBigInt64(0, BigInt(byteLength), true);
    }
    return done;
  };
}

/** A buffer as a compressed message holds it: how long it is, then its bytes; as they are where compressing them gains nothing. */
export function compressBuffer(bytes: Uint8Array, compression: Exclude<IpcCompression, 'none'>): Uint8Array {
  if (bytes.length === 0) return bytes;
  const packed = compression === 'zstd' ? zstdCompressSync(bytes) : lz4().compressFrameSync(Buffer.from(bytes));
  const gains = packed.length < bytes.length;
  const kept = gains ? packed : bytes;
  const buffer = new Uint8Array(8 + kept.length);
  new DataView(buffer.buffer).setBigInt64(0, gains ? BigInt(bytes.length) : -1n, true);
  buffer.set(kept, 8);
  return buffer;
}

/** The buffer of a compressed message. Throws where the bytes are not what they say, or the buffer would be longer than `most`. */
export function decompressBuffer(
  buffer: Uint8Array,
  compression: Exclude<IpcCompression, 'none'>,
  most: number,
): Uint8Array {
  if (buffer.length === 0) return buffer;
  const length = Number(new DataView(buffer.buffer, buffer.byteOffset, 8).getBigInt64(0, true));
  const packed = buffer.subarray(8);
  if (length === -1) return aligned(packed);
  if (length < 0 || length > most) throw new Error(`a compressed buffer would be ${length} bytes long`);
  const bytes =
    compression === 'zstd'
      ? zstdDecompressSync(packed, { maxOutputLength: Math.max(length, 1) })
      : lz4().decompressFrameSync(Buffer.from(packed));
  if (bytes.length !== length) throw new Error(`a compressed buffer is ${bytes.length} bytes long, not ${length}`);
  return aligned(bytes);
}

function lz4(): typeof import('lz4-napi') {
  return createRequire(import.meta.url)('lz4-napi') as typeof import('lz4-napi');
}

/** The library makes typed arrays of the bytes, which must begin at a multiple of 8: a copy does. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
}
