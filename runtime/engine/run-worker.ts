import { parentPort, workerData } from 'node:worker_threads';
import { LakeOwner, type OwnerOptions } from './lake-owner.ts';
import type { Envelope, Reply, Request } from '../client/messages.ts';
import { errorReply } from './worker-link.ts';

/*
 * The run worker: owns the lake and runs one request after the other. It may block; the thread that opened the lake does not.
 */
const port = parentPort!;
const { folder, options } = workerData as { folder: string; options: OwnerOptions };

try {
  const owner = LakeOwner.open(folder, options);
  port.on('message', ({ id, body }: Envelope<Request>) => {
    const reply = (answer: Reply) => port.postMessage({ id, body: answer } satisfies Envelope<Reply>);
    try {
      owner.answer(body, reply);
      reply({ kind: 'done' });
    } catch (error) {
      reply(errorReply(error));
    }
    if (body.kind === 'close') port.close();
  });
  port.postMessage({ id: 0, body: { kind: 'done' } } satisfies Envelope<Reply>);
} catch (error) {
  port.postMessage({ id: 0, body: errorReply(error) } satisfies Envelope<Reply>);
  port.close();
}
