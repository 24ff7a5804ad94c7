import type { CompressionType } from 'apache-arrow';
import type { Table } from '../table.ts';
import type { ArrowLibrary } from './arrow-library.ts';
import { arrowLibrary } from './arrow-library.ts';
import type { IpcCompression } from './ipc-codecs.ts';
import { registerCodecs, tellUncompressedLengths } from './ipc-codecs.ts';
import { toArrow } from './to-arrow.ts';

/** Rows of a piece, so that the first ones can be shown soon and no piece is large. */
const PIECE_ROWS = 32768;

/**
 * The table as an Arrow IPC stream in pieces, made one after the other: the first holds the schema and the first rows, the last the end of the stream. Each is memory
 * of its own, to be given away. `metadata` goes into the schema.
 */
export function* ipcPieces(
  table: Table,
  compression: IpcCompression,
  metadata: ReadonlyMap<string, string>,
): Generator<Uint8Array<ArrayBuffer>> {
  const library = arrowLibrary();
  registerCodecs(library);
  const { Schema, CompressionType } = library;
  const arrow = toArrow(table);
  const codes = { none: null, lz4: CompressionType.LZ4_FRAME, zstd: CompressionType.ZSTD };
  const writer = newPieceWriter(library, codes[compression]);
  tellUncompressedLengths(writer);
  writer.reset(undefined, new Schema(arrow.schema.fields, new Map(metadata)));
  for (const batch of arrow.batches) {
    for (let from = 0; from < batch.numRows; from += PIECE_ROWS) {
      if (writer.full) yield writer.take();
      writer.write(batch.slice(from, Math.min(from + PIECE_ROWS, batch.numRows)));
    }
  }
  writer.finish();
  yield writer.take();
}

/** Pieces that are smaller go together with the next one. */
const PIECE_BYTES = 2 ** 16;

/** The library's writer, but for where its bytes go. */
function newPieceWriter(library: ArrowLibrary, compressionType: CompressionType | null) {
  class PieceWriter extends library.RecordBatchStreamWriter {
    #chunks: Uint8Array[] = [];
    #bytes = 0;

    get full(): boolean {
      return this.#bytes >= PIECE_BYTES;
    }

    take(): Uint8Array<ArrayBuffer> {
      const piece = new Uint8Array(this.#bytes);
      let at = 0;
      for (const chunk of this.#chunks) {
        piece.set(chunk, at);
        at += chunk.length;
      }
      this.#chunks = [];
      this.#bytes = 0;
      return piece;
    }

    protected override _write(chunk: ArrayBufferView): this {
      const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      if (bytes.length > 0) {
        this.#chunks.push(bytes);
        this.#bytes += bytes.length;
        this._position += bytes.length;
      }
      return this;
    }
  }
  return new PieceWriter({ compressionType });
}
