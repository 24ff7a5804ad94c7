import { createRequire } from 'node:module';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';

/** Codecs, by number, whose pages are decompressed here; others are left to the library. */
export function knowsCodec(codec: number): boolean {
  return codec === 0 || codec === 1 || codec === 2 || codec === 4 || codec === 6;
}

/** The bytes of a page. Throws what the codec throws for damaged ones. */
export function decompressPage(bytes: Uint8Array, codec: number, size: number): Uint8Array {
  const plain = decompress(bytes, codec, size);
  if (plain.length !== size) throw new Error(`a page has ${plain.length} bytes, its header says ${size}`);
  return plain;
}

function decompress(bytes: Uint8Array, codec: number, size: number): Uint8Array {
  switch (codec) {
    case 1: {
      const { snappyUncompress } = createRequire(import.meta.url)('hyparquet') as typeof import('hyparquet');
      const output = new Uint8Array(size);
      snappyUncompress(bytes, output);
      return output;
    }
    case 2:
      return gunzipSync(bytes);
    case 4:
      return brotliDecompressSync(bytes);
    case 6:
      return zstdDecompressSync(bytes);
    default:
      return bytes;
  }
}
