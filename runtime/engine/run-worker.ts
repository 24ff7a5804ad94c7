import { parentPort, workerData } from 'node:worker_threads';
import { errorData } from './error-data.ts';
import { LakeOwner, type OwnerOptions } from './lake-owner.ts';
import type { Envelope, Reply, Request } from './messages.ts';

/*
 * The run worker: owns the lake and runs one request after the other. It may block; the thread that opened the lake does not.
 */
const port = parentPort!;
const { folder, options } = workerData as { folder: string; options: OwnerOptions };

try {
  const host = LakeOwner.open(folder, options);
  port.on('message', ({ id, body }: Envelope<Request>) => {
    port.postMessage({ id, body: host.answer(body) } satisfies Envelope<Reply>);
    if (body.kind === 'close') port.close();
  });
  port.postMessage({ id: 0, body: { kind: 'results', results: [] } } satisfies Envelope<Reply>);
} catch (error) {
  port.postMessage({ id: 0, body: { kind: 'error', error: errorData(error) } } satisfies Envelope<Reply>);
  port.close();
}
