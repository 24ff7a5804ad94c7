import { fromIpcWithMetadata } from '../columnar/arrow/from-ipc.ts';
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

/** A statement's result from its Arrow IPC stream. */
export function resultOf(bytes: Uint8Array): StatementResult {
  const { table, metadata } = fromIpcWithMetadata(bytes, 'the result');
  const changed = metadata.get('gobi.rows_changed');
  return {
    verb: metadata.get('gobi.verb') ?? '',
    table: metadata.get('gobi.rows') === 'none' ? null : table,
    scalar: metadata.get('gobi.scalar') === 'true',
    rowsChanged: changed === undefined ? null : Number(changed),
  };
}
