import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { IpcBatches } from '../columnar/arrow/ipc-batches.ts';
import type { IpcRows } from '../columnar/arrow/ipc/ipc-rows.ts';
import { FrameQueue } from './frame-queue.ts';
import { Result } from './result.ts';
import { resultOfRows } from './result-reader.ts';
import type { Wire } from './wire.ts';

/**
 * The rows of a request's results, batch by batch: the service sends no more than its window beyond what was taken here. A result without rows gives one batch of none, a
 * statement that gives no rows no batch. Leaving the loop ends the request. Rejects with the request's error.
 */
export async function* streamResults(wire: Wire, body: Uint8Array, signal?: AbortSignal): AsyncGenerator<Result, void> {
  if (signal?.aborted === true) throw gobiError('Cancelled', { what: 'the statement' });
  const frames = new FrameQueue(wire, body, signal);
  let batches: IpcBatches | null = null;
  try {
    for (let frame = await frames.next(); frame !== null; frame = await frames.next()) {
      if (frame.kind !== 'result' && frame.kind !== 'more') continue;
      if (frame.kind === 'result') {
        yield* resultsOf(batches?.finish());
        batches = new IpcBatches('the result', wire.decoder);
      }
      yield* resultsOf(batches?.push(frame.body));
      wire.credit(frame.request, frame.body.length);
    }
    yield* resultsOf(batches?.finish());
  } finally {
    frames.cancel();
  }
}

function* resultsOf(batches: Iterable<IpcRows> = []): Generator<Result> {
  for (const rows of batches) if (rows.metadata.get('gobi.rows') !== 'none') yield new Result(resultOfRows(rows));
}
