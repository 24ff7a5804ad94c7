import { child, fieldAt, int64, int64At, tableAt, uint16, uint8, viewOf, type FlatTable } from './flat-table.ts';
import { CODECS, PREFIX_BYTES, VERSION } from './message-layout.ts';
import type { IpcCompression } from '../ipc-codecs.ts';

/** Where a message of a stream is. */
export interface MessagePlace {
  /** Of `MESSAGE`, or another that streams do not need. */
  readonly type: number;
  /** Its metadata; what follows it is the body. */
  readonly metadata: Uint8Array;
  readonly body: Uint8Array;
  /** Where the next message begins. */
  readonly end: number;
}

/** A record batch, or the batch of a dictionary's entries, as its metadata tells of it. */
export interface BatchLayout {
  readonly rows: number;
  readonly compression: IpcCompression;
  /** Lengths and numbers of NULLs of the arrays, depth first. */
  readonly nodes: readonly { readonly length: number; readonly nullCount: number }[];
  /** The buffers as they stand in the body. */
  readonly buffers: readonly Uint8Array[];
}

/** The message at a place; `null` where the stream ends. Throws a `RangeError` or `Error` where the bytes are none. */
export function messageAt(bytes: Uint8Array, start: number): MessagePlace | null {
  if (start === bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getInt32(start, true) !== -1) throw new Error('a message does not begin with the mark of Arrow streams');
  const length = view.getInt32(start + 4, true);
  if (length === 0) return null;
  const from = start + PREFIX_BYTES;
  if (length < 0 || from + length > bytes.length) throw new Error('the metadata of a message was cut off');
  const metadata = bytes.subarray(from, from + length);
  const message = tableAt(viewOf(metadata), 0);
  if (uint16(message, 0) !== VERSION) throw new Error('its metadata is of a version before 5');
  const end = from + length + bodyBytes(metadata);
  if (end > bytes.length) throw new Error('the data of a message was cut off');
  return { type: uint8(message, 1), metadata, body: bytes.subarray(from + length, end), end };
}

/** Bytes of the body that follows the metadata of a message. Throws as `messageAt`. */
export function bodyBytes(metadata: Uint8Array): number {
  return int64(tableAt(viewOf(metadata), 0), 3);
}

/** The layout of a message of type `batch`. Throws as `messageAt`. */
export function batchOf({ metadata, body }: MessagePlace): BatchLayout {
  return layoutOf(child(tableAt(viewOf(metadata), 0), 2), body);
}

/** A message of type `dictionary`: the id, whether the entries come after those that are there, and the layout of the entries. Throws as `messageAt`. */
export function dictionaryOf({ metadata, body }: MessagePlace): {
  readonly id: number;
  readonly delta: boolean;
  readonly batch: BatchLayout;
} {
  const header = child(tableAt(viewOf(metadata), 0), 2);
  return { id: int64(header, 0), delta: uint8(header, 2) !== 0, batch: layoutOf(child(header, 1), body) };
}

const NODE_BYTES = 16;

function layoutOf(batch: FlatTable, body: Uint8Array): BatchLayout {
  const nodes = structs(batch, 1, (view, at) => ({ length: int64At(view, at), nullCount: int64At(view, at + 8) }));
  const buffers = structs(batch, 2, (view, at) => {
    const start = int64At(view, at);
    const end = start + int64At(view, at + 8);
    if (end > body.length) throw new Error('a buffer lies outside of its message');
    return body.subarray(start, end);
  });
  return { rows: int64(batch, 0), compression: compressionOf(batch), nodes, buffers };
}

function compressionOf(batch: FlatTable): IpcCompression {
  if (fieldAt(batch, 3) === null) return 'none';
  const codec = uint8(child(batch, 3), 0);
  if (codec === CODECS.lz4) return 'lz4';
  if (codec === CODECS.zstd) return 'zstd';
  throw new Error(`compression ${codec} is unknown`);
}

/** A vector of structs of 16 bytes. */
function structs<T>(table: FlatTable, field: number, read: (view: DataView, at: number) => T): T[] {
  const at = fieldAt(table, field);
  if (at === null) return [];
  const start = at + table.view.getUint32(at, true);
  const count = table.view.getUint32(start, true);
  if (count * NODE_BYTES > table.view.byteLength) throw new Error('a list is longer than its message');
  const all: T[] = [];
  for (let i = 0; i < count; i++) all.push(read(table.view, start + 4 + i * NODE_BYTES));
  return all;
}
