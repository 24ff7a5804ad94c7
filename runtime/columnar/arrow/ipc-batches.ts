import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Table } from '../table.ts';
import { fromIpcWithMetadata } from './from-ipc.ts';

/** The rows of one record batch, and the metadata of its stream's schema. */
export interface IpcBatch {
  readonly table: Table;
  readonly metadata: ReadonlyMap<string, string>;
}

/** Bytes of the longest message that is taken, so that a length that was made up reserves nothing. */
const MESSAGE_BYTES = 2 ** 30;

/** Types of messages, as their header tells them. */
const SCHEMA = 1;
const DICTIONARY = 2;

const END = new Uint8Array([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);

/**
 * Reads Arrow IPC streams, one after the other, from pieces that are cut anywhere: gives each record batch as soon as it is whole, and keeps no more than that. A stream
 * without batches gives one table without rows. `name` is what messages call the bytes. Throws `CorruptFile`, `Unsupported`.
 */
export class IpcBatches {
  readonly #name: string;
  #bytes: Uint8Array = new Uint8Array(0);
  /** The schema and the dictionaries of the stream, which its batches need. */
  #before: Uint8Array[] = [];
  #batches = 0;
  #read = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Takes the next piece; gives what is whole now. */
  *push(piece: Uint8Array): Generator<IpcBatch> {
    this.#bytes = this.#bytes.length === 0 ? piece : Buffer.concat([this.#bytes, piece]);
    for (;;) {
      const length = this.#messageLength();
      if (length === null || this.#bytes.length < length) return;
      const message = this.#bytes.subarray(0, length);
      this.#bytes = this.#bytes.subarray(length);
      this.#read += length;
      yield* this.#take(message);
    }
  }

  /** The pieces have ended. Throws where a stream has not. */
  *finish(): Generator<IpcBatch> {
    if (this.#bytes.length > 0 || this.#read === 0)
      throw this.#corrupt(this.#read === 0 ? 'it is empty or was cut off' : 'it was cut off inside of a message');
    yield* this.#end();
  }

  *#take(message: Uint8Array): Generator<IpcBatch> {
    if (message.length <= 8) return yield* this.#end();
    const type = headerType(message);
    if (type === SCHEMA) yield* this.#end();
    else if (this.#before.length === 0) throw this.#corrupt('it does not begin with a schema');
    if (type === SCHEMA || type === DICTIONARY) return void this.#before.push(message.slice());
    this.#batches++;
    yield this.#decode([message]);
  }

  *#end(): Generator<IpcBatch> {
    if (this.#before.length > 0 && this.#batches === 0) yield this.#decode([]);
    this.#before = [];
    this.#batches = 0;
  }

  #decode(messages: readonly Uint8Array[]): IpcBatch {
    return fromIpcWithMetadata(Buffer.concat([...this.#before, ...messages, END]), this.#name);
  }

  /** Bytes of the message that comes next; `null` while too few are there to say. */
  #messageLength(): number | null {
    const bytes = this.#bytes;
    if (bytes.length < 8) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getInt32(0, true) !== -1) throw this.#corrupt('a message does not begin with the mark of Arrow streams');
    const header = view.getInt32(4, true);
    if (header === 0) return 8;
    if (header < 0 || header > MESSAGE_BYTES) throw this.#corrupt('the length of a message makes no sense');
    if (bytes.length < 8 + header) return null;
    const body = field(bytes.subarray(8, 8 + header), 3, (table, at) => Number(table.getBigInt64(at, true)));
    if (body < 0 || body > MESSAGE_BYTES) throw this.#corrupt('the length of a message makes no sense');
    return 8 + header + body;
  }

  #corrupt(reason: string): Error {
    return gobiError('CorruptFile', { file: this.#name, reason, offset: this.#read });
  }
}

function headerType(message: Uint8Array): number {
  return field(message.subarray(8), 1, (view, at) => view.getUint8(at));
}

/** A field of a serialised message, by its place in the table; 0 where it is not there or cannot be read. */
function field(message: Uint8Array, place: number, read: (view: DataView, at: number) => number): number {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  try {
    const table = view.getUint32(0, true);
    const places = table - view.getInt32(table, true);
    const entry = 4 + 2 * place;
    const offset = view.getUint16(places, true) > entry ? view.getUint16(places + entry, true) : 0;
    return offset === 0 ? 0 : read(view, table + offset);
  } catch {
    return 0;
  }
}
