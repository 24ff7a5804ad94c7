import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { IpcDecoder } from './ipc/ipc-decoder.ts';
import { libraryRows, type IpcRows, type IpcStream } from './ipc/ipc-rows.ts';
import { END_OF_STREAM, MESSAGE, PREFIX_BYTES } from './ipc/message-layout.ts';
import { bodyBytes, messageAt, type MessagePlace } from './ipc/read-message.ts';

/** Bytes of the longest message that is taken, so that a length that was made up reserves nothing. */
const MESSAGE_BYTES = 2 ** 30;

/**
 * Reads Arrow IPC streams, one after the other, from pieces that are cut anywhere: gives each record batch as soon as it is whole, and keeps no more than that. A stream
 * without batches gives one table without rows. `name` is what messages call the bytes. Throws `CorruptFile`, `Unsupported`.
 */
export class IpcBatches {
  readonly #name: string;
  readonly #decoder: IpcDecoder;
  #bytes: Uint8Array = new Uint8Array(0);
  #stream: IpcStream | null = null;
  /** The schema and the dictionaries of the stream, for the batches that the library reads. */
  #before: Uint8Array[] = [];
  #library = false;
  #batches = 0;
  #read = 0;

  constructor(name: string, decoder = new IpcDecoder()) {
    this.#name = name;
    this.#decoder = decoder;
  }

  /** Takes the next piece; gives what is whole now. */
  *push(piece: Uint8Array): Generator<IpcRows> {
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
  *finish(): Generator<IpcRows> {
    if (this.#bytes.length > 0 || this.#read === 0)
      throw this.#corrupt(this.#read === 0 ? 'it is empty or was cut off' : 'it was cut off inside of a message');
    yield* this.#end();
  }

  *#take(bytes: Uint8Array): Generator<IpcRows> {
    const message = this.#message(bytes);
    if (message === null) return yield* this.#end();
    if (message.type === MESSAGE.schema) {
      yield* this.#end();
      this.#stream = this.#decoder.open(message, this.#name);
      this.#before.push(bytes);
      return;
    }
    if (this.#stream === null) throw this.#corrupt('it does not begin with a schema');
    const batch = this.#stream.take(message);
    this.#library ||= batch === 'library';
    if (message.type !== MESSAGE.batch) return void this.#before.push(bytes);
    this.#batches++;
    const parts = [...this.#before, bytes, END_OF_STREAM];
    if (!this.#library && batch !== null && batch !== 'library')
      return yield this.#stream.rows([batch], () => Buffer.concat(parts));
    yield libraryRows(Buffer.concat(parts), this.#name);
  }

  *#end(): Generator<IpcRows> {
    if (this.#stream !== null && this.#batches === 0) {
      const parts = [...this.#before, END_OF_STREAM];
      yield this.#stream.rows([], () => Buffer.concat(parts));
    }
    this.#stream = null;
    this.#before = [];
    this.#library = false;
    this.#batches = 0;
  }

  #message(bytes: Uint8Array): MessagePlace | null {
    try {
      return messageAt(bytes, 0);
    } catch (error) {
      throw this.#corrupt(error instanceof Error ? error.message : String(error));
    }
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
    const body = this.#bodyBytes(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + header));
    if (body > MESSAGE_BYTES) throw this.#corrupt('the length of a message makes no sense');
    return PREFIX_BYTES + header + body;
  }

  #bodyBytes(metadata: Uint8Array): number {
    try {
      return bodyBytes(metadata);
    } catch {
      throw this.#corrupt('the length of a message makes no sense');
    }
  }

  #corrupt(reason: string): Error {
    return gobiError('CorruptFile', { file: this.#name, reason, offset: this.#read });
  }
}
