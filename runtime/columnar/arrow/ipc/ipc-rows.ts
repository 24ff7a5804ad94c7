import { blockArena } from '../../arena.ts';
import type { Table } from '../../table.ts';
import { SEGMENT_ROWS } from '../../table.ts';
import type { ArrowArray } from '../arrow-array.ts';
import { fromIpcWithMetadata } from '../from-ipc.ts';
import { importBatches } from '../import-batches.ts';
import { arraysOfBatch } from './arrays-of-batch.ts';
import { MESSAGE } from './message-layout.ts';
import { readingArrow } from './reading-arrow.ts';
import { batchOf, dictionaryOf, type BatchLayout, type MessagePlace } from './read-message.ts';
import type { StreamSchema } from './stream-schema.ts';

/** Rows of an Arrow IPC stream. `table` is made when it is first asked for, and throws `CorruptFile` or `Unsupported` then. */
export interface IpcRows {
  readonly rowCount: number;
  readonly table: Table;
  /** Of the stream's schema. */
  readonly metadata: ReadonlyMap<string, string>;
  /** The rows as a whole stream: as it came, or put together from the messages that it needs. */
  stream(): Uint8Array;
}

/** Bytes of the blocks that small columns share. */
const BLOCK_BYTES = 2 ** 14;

/** A stream as far as its messages have been taken. */
export class IpcStream {
  readonly #name: string;
  readonly #schema: StreamSchema;
  #dictionaries: ReadonlyMap<number, ArrowArray> = new Map();

  /** `name` is what messages call the bytes. */
  constructor(name: string, schema: StreamSchema) {
    this.#name = name;
    this.#schema = schema;
  }

  /** Takes a message. A batch is given back; `null` for one of a dictionary. `'library'` for what only the library reads. Throws `CorruptFile`. */
  take(message: MessagePlace): BatchLayout | 'library' | null {
    return readingArrow(this.#name, () => {
      if (message.type === MESSAGE.batch) {
        const batch = batchOf(message);
        if (batch.rows <= SEGMENT_ROWS) return batch;
        // the library believes every length that it is told
        arraysOfBatch(this.#schema.fields, batch, this.#dictionaries);
        return 'library';
      }
      if (message.type !== MESSAGE.dictionary) return 'library';
      const { id, delta, batch } = dictionaryOf(message);
      const values = this.#schema.entries.get(id);
      if (values === undefined) return 'library';
      const [entries] = arraysOfBatch([values], batch, this.#dictionaries);
      this.#dictionaries = new Map([...this.#dictionaries, [id, entries!]]);
      return delta ? 'library' : null;
    });
  }

  /** Batches that were given back, as rows; `stream` gives these as a whole stream. */
  rows(batches: readonly BatchLayout[], stream: () => Uint8Array): IpcRows {
    const { metadata } = this.#schema;
    const read = this.#reader(batches.filter(({ rows }) => rows > 0));
    let table: Table | null = null;
    return {
      metadata,
      rowCount: batches.reduce((sum, { rows }) => sum + rows, 0),
      stream,
      get table() {
        return (table ??= read());
      },
    };
  }

  #reader(batches: readonly BatchLayout[]): () => Table {
    const dictionaries = this.#dictionaries;
    const { fields } = this.#schema;
    return () =>
      readingArrow(this.#name, () =>
        importBatches(
          fields.map(({ field }) => field),
          batches.map((batch) => ({ length: batch.rows, columns: arraysOfBatch(fields, batch, dictionaries) })),
          blockArena(BLOCK_BYTES),
        ),
      );
  }
}

/** The rows of a whole stream, read by the library. Throws `CorruptFile`, `Unsupported`. */
export function libraryRows(bytes: Uint8Array, name: string): IpcRows {
  const { table, metadata } = fromIpcWithMetadata(bytes, name);
  return { rowCount: table.rowCount, table, metadata, stream: () => bytes };
}
