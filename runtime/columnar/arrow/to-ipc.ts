import type { Table } from '../table.ts';
import { arrowLibrary } from './arrow-library.ts';
import type { IpcCompression } from './ipc-codecs.ts';
import { registerCodecs, tellUncompressedLengths } from './ipc-codecs.ts';
import type { ArrowForm } from './arrow-schema.ts';
import { toArrow } from './to-arrow.ts';

export interface IpcOptions {
  /** `stream` (the default), or `file` with an index at the end: Feather version 2. */
  readonly format?: 'stream' | 'file';
  readonly compression?: IpcCompression;
  /** In what types and with what metadata the table is written. */
  readonly form?: ArrowForm;
}

/** The table as Arrow IPC bytes. */
export function toIpc(table: Table, options: IpcOptions = {}): Uint8Array {
  const library = arrowLibrary();
  registerCodecs(library);
  const { RecordBatchFileWriter, RecordBatchStreamWriter, CompressionType } = library;
  const Writer = options.format === 'file' ? RecordBatchFileWriter : RecordBatchStreamWriter;
  const compressionType =
    options.compression === 'lz4'
      ? CompressionType.LZ4_FRAME
      : options.compression === 'zstd'
        ? CompressionType.ZSTD
        : null;
  const writer = new Writer({ compressionType });
  tellUncompressedLengths(writer);
  const arrow = toArrow(table, options.form);
  writer.reset(undefined, arrow.schema);
  for (const batch of arrow.batches) writer.write(batch);
  return writer.finish().toUint8Array(true);
}
