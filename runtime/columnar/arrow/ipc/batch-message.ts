import type { ExportedArray } from '../exported-array.ts';
import type { IpcCompression } from '../ipc-codecs.ts';
import { compressBuffer } from '../ipc-codecs.ts';
import { CODECS, MESSAGE, padded, PREFIX_BYTES, VERSION } from './message-layout.ts';

/** A message that is not written yet. */
export interface BatchMessage {
  /** Prefix and metadata. */
  readonly head: Uint8Array;
  readonly buffers: readonly Uint8Array[];
  /** Bytes of the whole. */
  readonly byteLength: number;
}

/** Places in the metadata; flatbuffers tell where tables are by offsets, so that any order that points forward will do. */
const AT = {
  messageFields: 4,
  message: 16,
  dictionaryFields: 40,
  dictionary: 52,
  batchFields: 72,
  batch: 84,
  compressionFields: 108,
  compression: 116,
  nodes: 124,
} as const;

const NODE_BYTES = 16;

/** A record batch of columns, or the entries of dictionary `dictionary`. */
export function batchMessage(
  rows: number,
  columns: readonly ExportedArray[],
  compression: IpcCompression,
  dictionary: number | null = null,
): BatchMessage {
  const nodes: ExportedArray[] = [];
  const plain: Uint8Array[] = [];
  for (const column of columns) flatten(column, nodes, plain);
  const buffers = compression === 'none' ? plain : plain.map((buffer) => compressBuffer(buffer, compression));
  const bufferList = AT.nodes + 4 + NODE_BYTES * nodes.length + 4;
  const metadataBytes = bufferList + 4 + NODE_BYTES * buffers.length;
  const head = new Uint8Array(PREFIX_BYTES + metadataBytes);
  const view = new DataView(head.buffer);
  view.setInt32(0, -1, true);
  view.setInt32(4, metadataBytes, true);
  const bodyBytes = putTables(new DataView(head.buffer, PREFIX_BYTES), {
    rows,
    nodes,
    buffers,
    bufferList,
    compression,
    dictionary,
  });
  return { head, buffers, byteLength: head.length + bodyBytes };
}

/** Writes a message at a place of `target`, whose bytes there are 0. */
export function putMessage({ head, buffers }: BatchMessage, target: Uint8Array, start: number): void {
  target.set(head, start);
  let at = start + head.length;
  for (const buffer of buffers) {
    target.set(buffer, at);
    at += padded(buffer.length);
  }
}

function flatten(array: ExportedArray, nodes: ExportedArray[], buffers: Uint8Array[]): void {
  nodes.push(array);
  if (array.layout === 'null') return;
  buffers.push(array.validity ?? NOTHING);
  if (array.offsets !== null) buffers.push(bytesOf(array.offsets));
  if (array.values !== null) buffers.push(array.values);
  for (const child of array.children) flatten(child, nodes, buffers);
}

const NOTHING = new Uint8Array(0);

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

interface Tables {
  readonly rows: number;
  readonly nodes: readonly ExportedArray[];
  readonly buffers: readonly Uint8Array[];
  readonly bufferList: number;
  readonly compression: IpcCompression;
  readonly dictionary: number | null;
}

/** Gives the bytes of the body. */
function putTables(view: DataView, tables: Tables): number {
  const { rows, nodes, buffers, bufferList, compression, dictionary } = tables;
  const offset = (place: number, to: number): void => view.setUint32(place, to - place, true);
  /** Where the fields of the table are; 0 for one that is absent. */
  const fields = (place: number, table: number, bytes: number, places: readonly number[]): void => {
    view.setUint16(place, 4 + 2 * places.length, true);
    view.setUint16(place + 2, bytes, true);
    places.forEach((at, i) => view.setUint16(place + 4 + 2 * i, at, true));
    view.setInt32(table, table - place, true);
  };
  offset(0, AT.message);
  fields(AT.messageFields, AT.message, 24, [4, 6, 8, 16]);
  view.setUint16(AT.message + 4, VERSION, true);
  view.setUint8(AT.message + 6, dictionary === null ? MESSAGE.batch : MESSAGE.dictionary);
  offset(AT.message + 8, dictionary === null ? AT.batch : AT.dictionary);
  if (dictionary !== null) {
    fields(AT.dictionaryFields, AT.dictionary, 20, [4, 12, 16]);
    putInt64(view, AT.dictionary + 4, dictionary);
    offset(AT.dictionary + 12, AT.batch);
  }
  fields(AT.batchFields, AT.batch, 24, [4, 12, 16, compression === 'none' ? 0 : 20]);
  putInt64(view, AT.batch + 4, rows);
  offset(AT.batch + 12, AT.nodes);
  offset(AT.batch + 16, bufferList);
  if (compression !== 'none') {
    offset(AT.batch + 20, AT.compression);
    fields(AT.compressionFields, AT.compression, 8, [4, 5]);
    view.setUint8(AT.compression + 4, CODECS[compression]);
  }
  view.setUint32(AT.nodes, nodes.length, true);
  nodes.forEach(({ length, nullCount }, i) => {
    putInt64(view, AT.nodes + 4 + NODE_BYTES * i, length);
    putInt64(view, AT.nodes + 12 + NODE_BYTES * i, nullCount);
  });
  view.setUint32(bufferList, buffers.length, true);
  let at = 0;
  buffers.forEach(({ length }, i) => {
    putInt64(view, bufferList + 4 + NODE_BYTES * i, at);
    putInt64(view, bufferList + 12 + NODE_BYTES * i, length);
    at += padded(length);
  });
  putInt64(view, AT.message + 16, at);
  return at;
}

function putInt64(view: DataView, place: number, value: number): void {
  view.setUint32(place, value % 2 ** 32, true);
  view.setUint32(place + 4, Math.floor(value / 2 ** 32), true);
}
