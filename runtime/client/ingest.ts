import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { Table } from '../columnar/table.ts';
import { INPUT_WINDOW_BYTES } from '../protocol/frame.ts';
import { encodeRequest } from '../protocol/messages.ts';
import { FrameQueue } from './frame-queue.ts';
import { resultOf, ResultReader } from './result-reader.ts';
import { rowBatches, type RowInput } from './row-batches.ts';
import type { Wire } from './wire.ts';

export interface IngestOptions {
  /** `insert` (the default), or `upsert`: rows whose key is there take the place of those that have it. */
  readonly mode?: 'insert' | 'upsert';
  /** Ends it with `Cancelled` when it is aborted; nothing is left then. */
  readonly signal?: AbortSignal;
}

/** Bytes of a piece. */
const PIECE_BYTES = 2 ** 20;

/** Sends rows into a table, no faster than the service takes them; gives their number when they have been committed. Rejects with the request's error. */
export async function ingestRows(
  wire: Wire,
  session: number | null,
  table: string,
  rows: RowInput,
  { mode = 'insert', signal }: IngestOptions,
): Promise<number> {
  if (signal?.aborted === true) throw gobiError('Cancelled', { what: 'the rows' });
  const sending = new Sending(wire, new FrameQueue(wire, encodeRequest('INGEST', { session, table, mode }), signal));
  try {
    for await (const batch of rowBatches(rows)) if (!(await sending.send(batch))) break;
  } catch (error) {
    sending.abandon();
    throw error;
  }
  return sending.finish();
}

/** The data of one request on its way. */
class Sending {
  readonly #wire: Wire;
  readonly #frames: FrameQueue;
  readonly #reader = new ResultReader(
    (bytes) => (this.#changed = resultOf(bytes, this.#wire.decoder).rowsChanged ?? 0),
  );
  readonly #ended: Promise<void>;
  #room = INPUT_WINDOW_BYTES;
  #more: () => void = () => undefined;
  #changed = 0;
  #sent = false;

  constructor(wire: Wire, frames: FrameQueue) {
    this.#wire = wire;
    this.#frames = frames;
    this.#ended = this.#listen();
    this.#ended.catch(() => undefined);
  }

  /** Sends a batch; false when the request has ended. */
  async send(batch: Table): Promise<boolean> {
    for (const whole of this.#wire.encoder.pieces(batch)) {
      for (let at = 0; at < whole.length; at += PIECE_BYTES) {
        if (!(await this.#piece(whole.subarray(at, at + PIECE_BYTES)))) return false;
      }
    }
    this.#sent = true;
    return true;
  }

  /** Says that this was all; gives the number of rows. */
  async finish(): Promise<number> {
    if (!this.#sent) this.abandon();
    else if (!this.#frames.ended) void this.#wire.send('data', this.#frames.id, new Uint8Array(0));
    await this.#ended.catch((error: unknown) => {
      if (this.#sent || this.#failed(error)) throw error;
    });
    return this.#changed;
  }

  abandon(): void {
    this.#frames.cancel();
  }

  /** Where no rows were sent there is nothing to commit, and the request was given up here. */
  #failed(error: unknown): boolean {
    return !(error instanceof Error && 'exception' in error && error.exception === 'Cancelled');
  }

  async #piece(piece: Uint8Array): Promise<boolean> {
    while (this.#room < piece.length && !this.#frames.ended) {
      await new Promise<void>((settle) => (this.#more = settle));
    }
    if (this.#frames.ended) return false;
    this.#room -= piece.length;
    await this.#wire.send('data', this.#frames.id, piece);
    return true;
  }

  async #listen(): Promise<void> {
    try {
      for (let frame = await this.#frames.next(); frame !== null; frame = await this.#frames.next()) {
        const { kind, body } = frame;
        if (kind === 'result' || kind === 'more') this.#reader.take(frame);
        else if (kind === 'room') this.#room += new DataView(body.buffer, body.byteOffset).getUint32(0, true);
        this.#more();
      }
      this.#reader.finish();
    } finally {
      this.#more();
    }
  }
}
