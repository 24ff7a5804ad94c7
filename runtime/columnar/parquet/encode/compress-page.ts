import { createRequire } from 'node:module';
import { constants, zstdCompressSync } from 'node:zlib';

/** How the pages of a file are compressed. */
export type ParquetCompression = 'none' | 'snappy' | 'zstd';

/** Codecs by number. */
export const CODECS: Readonly<Record<ParquetCompression, number>> = { none: 0, snappy: 1, zstd: 6 };

const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** The bytes of a page, compressed. */
export function compressPage(bytes: Uint8Array, compression: ParquetCompression): Uint8Array {
  switch (compression) {
    case 'none':
      return bytes;
    case 'zstd':
      return zstdCompressSync(bytes, FAST);
    case 'snappy': {
      const { snappyCompress } = createRequire(import.meta.url)(
        'hyparquet-writer/src/snappy.js',
      ) as typeof import('hyparquet-writer/src/snappy.js');
      return snappyCompress(bytes);
    }
  }
}
