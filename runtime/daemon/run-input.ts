import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { IpcBatches } from '../columnar/arrow/ipc-batches.ts';
import type { Table } from '../columnar/table.ts';
import { countOf } from '../host/signal.ts';
import type { RunInput } from './thread-messages.ts';

/** Where a run thread gets the data of a request from. */
export interface InputSource {
  readonly port: MessagePort;
  /** Is raised when something was sent or the request was cancelled. */
  readonly fed: Int32Array;
  /** Becomes 1 when the request is to end. */
  readonly cancelled: Int32Array;
  /** How long it waits for the next piece. */
  readonly idleMilliseconds: number;
  /** Is told of the bytes of each piece that was used. */
  readonly taken: (bytes: number) => void;
}

/** Milliseconds between two looks at what may have been missed. */
const LOOK = 1000;

/** The batches of the Arrow streams that a client sends, each when it is whole; the thread waits for them. Errors: `Cancelled`, `IdleLimit`, as `IpcBatches`. */
export function* batchesThatCome(source: InputSource): Generator<Table> {
  const batches = new IpcBatches('the data');
  source.taken(0);
  for (let piece = next(source); piece !== null; piece = next(source)) {
    for (const { table } of batches.push(piece)) yield table;
    source.taken(piece.length);
  }
  for (const { table } of batches.finish()) yield table;
}

function next({ port, fed, cancelled, idleMilliseconds: milliseconds }: InputSource): Uint8Array | null {
  const since = performance.now();
  for (;;) {
    if (Atomics.load(cancelled, 0) !== 0) throw gobiError('Cancelled', { what: 'the request' });
    const seen = countOf({ cell: fed });
    const received = receiveMessageOnPort(port) as { readonly message: RunInput } | undefined;
    if (received !== undefined && 'data' in received.message) return received.message.data;
    const left = milliseconds - (performance.now() - since);
    if (left <= 0) throw gobiError('IdleLimit', { what: 'the ingest', milliseconds });
    Atomics.wait(fed, 0, seen, Math.min(left, LOOK));
  }
}
