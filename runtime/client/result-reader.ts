import type { IpcDecoder } from '../columnar/arrow/ipc/ipc-decoder.ts';
import type { IpcRows } from '../columnar/arrow/ipc/ipc-rows.ts';
import type { Frame } from '../protocol/frame.ts';
import type { StatementResult } from '../protocol/statement-result.ts';

/** Puts the pieces of results together. */
export class ResultReader {
  readonly #onResult: (bytes: Uint8Array) => void;
  #pieces: Uint8Array[] = [];

  /** `onResult` is given each result's Arrow IPC stream. */
  constructor(onResult: (bytes: Uint8Array) => void) {
    this.#onResult = onResult;
  }

  /** Takes a `result` or `more` frame. */
  take({ kind, body }: Frame): void {
    if (kind === 'result') this.finish();
    this.#pieces.push(body);
  }

  /** The result that began last is whole. */
  finish(): void {
    if (this.#pieces.length === 0) return;
    const bytes = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#onResult(bytes);
  }
}

/** A statement's result from its Arrow IPC stream. Throws `CorruptFile`. */
export function resultOf(bytes: Uint8Array, decoder: IpcDecoder): StatementResult {
  return resultOfRows(decoder.read(bytes, 'the result'));
}

/** A statement's result from rows that are read when they are asked for. */
export function resultOfRows(rows: IpcRows): StatementResult {
  const { metadata, rowCount } = rows;
  const changed = metadata.get('gobi.rows_changed');
  const none = metadata.get('gobi.rows') === 'none';
  return {
    verb: metadata.get('gobi.verb') ?? '',
    rowCount,
    ...(none ? {} : { stream: () => rows.stream() }),
    get table() {
      return none ? null : rows.table;
    },
    scalar: metadata.get('gobi.scalar') === 'true',
    rowsChanged: changed === undefined ? null : Number(changed),
  };
}
