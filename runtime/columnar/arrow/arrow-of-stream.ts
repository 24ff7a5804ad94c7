import type { Table } from 'apache-arrow';
import { arrowLibrary } from './arrow-library.ts';
import { registerCodecs } from './ipc-codecs.ts';

/** An Arrow IPC stream as a table of the library, over the stream's memory. */
export function arrowOfStream(stream: Uint8Array): Table {
  const library = arrowLibrary();
  registerCodecs(library);
  return library.tableFromIPC(stream.byteOffset % 8 === 0 ? stream : Uint8Array.from(stream));
}
