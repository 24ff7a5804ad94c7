import { gobiError } from '../../../../compiler/contract/runtime-error.ts';
import { IpcStream, libraryRows, type IpcRows } from './ipc-rows.ts';
import { readingArrow } from './reading-arrow.ts';
import { messageAt, type BatchLayout, type MessagePlace } from './read-message.ts';
import { streamSchema, type StreamSchema } from './stream-schema.ts';

/** Schemas that are kept, and bytes of the longest one. */
const MOST_SCHEMAS = 256;
const MOST_SCHEMA_BYTES = 2 ** 16;

/** Reads Arrow IPC streams. Schemas, which take longest to read, are kept for the next stream that begins with the same bytes. */
export class IpcDecoder {
  readonly #schemas = new Map<string, StreamSchema>();

  /** The rows of a stream. `name` is what errors call the bytes. Throws `CorruptFile`, `Unsupported`. */
  read(bytes: Uint8Array, name: string): IpcRows {
    const [first, ...others] = messagesOf(bytes, name);
    if (first === undefined) throw gobiError('CorruptFile', { file: name, reason: 'it is empty' });
    const stream = this.open(first, name);
    const batches: BatchLayout[] = [];
    for (const message of others) {
      const batch = stream.take(message);
      if (batch === 'library') return libraryRows(bytes, name);
      if (batch !== null) batches.push(batch);
    }
    return stream.rows(batches, () => bytes);
  }

  /** The stream that begins with a schema's message. Throws `CorruptFile`, `Unsupported`. */
  open(message: MessagePlace, name: string): IpcStream {
    const { buffer, byteOffset, byteLength } = message.metadata;
    const key = Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
    let schema = this.#schemas.get(key);
    if (schema === undefined) {
      if (this.#schemas.size >= MOST_SCHEMAS) this.#schemas.clear();
      schema = readingArrow(name, () => streamSchema(message));
      if (byteLength <= MOST_SCHEMA_BYTES) this.#schemas.set(key, schema);
    }
    return new IpcStream(name, schema);
  }
}

function messagesOf(bytes: Uint8Array, name: string): MessagePlace[] {
  const messages: MessagePlace[] = [];
  let at = 0;
  const read = (): void => {
    for (let next = messageAt(bytes, 0); next !== null; next = messageAt(bytes, at)) {
      messages.push(next);
      at = next.end;
    }
  };
  readingArrow(name, read, () => at);
  return messages;
}
