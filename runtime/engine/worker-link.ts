import { Worker } from 'node:worker_threads';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { errorData, errorFromData } from './error-data.ts';
import type { OwnerOptions } from './lake-owner.ts';
import type { Envelope, Reply, Request } from './messages.ts';

/** Where requests go: a worker, or the lake on this thread. */
export interface Link {
  ask(request: Request): Promise<Reply>;
  stop(): Promise<void>;
}

/** The lake on the caller's thread: each request blocks it. */
export async function inlineLink(folder: string, options: OwnerOptions): Promise<Link> {
  const { LakeOwner } = await import('./lake-owner.ts');
  const host = LakeOwner.open(folder, options);
  return { ask: async (request) => host.answer(request), stop: async () => undefined };
}

/** The lake in a worker of its own. Resolves when the lake is open. */
export async function workerLink(folder: string, options: OwnerOptions): Promise<Link> {
  const worker = new Worker(new URL('./run-worker.ts', import.meta.url), { workerData: { folder, options } });
  const waiting = new Map<number, (reply: Reply) => void>();
  const fail = (what: string) => {
    const reply: Reply = { kind: 'error', error: errorData(gobiError('WorkerLost', { what: 'the statement', reason: what })) };
    for (const settle of waiting.values()) settle(reply);
    waiting.clear();
  };
  let stopped: string | null = null;
  worker.on('message', ({ id, body }: Envelope<Reply>) => {
    waiting.get(id)?.(body);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
  });
  worker.on('error', (error) => fail((stopped = error.message)));
  worker.on('exit', (code) => fail((stopped = `the run worker ended with code ${code}`)));
  let next = 0;
  const ask = (request: Request | null) =>
    new Promise<Reply>((settle) => {
      const id = next++;
      waiting.set(id, settle);
      if (stopped !== null) return fail(stopped);
      worker.ref();
      if (request !== null) worker.postMessage({ id, body: request } satisfies Envelope<Request>);
    });
  const opened = await ask(null);
  if (opened.kind === 'error') throw errorFromData(opened.error);
  return { ask, stop: async () => void (await worker.terminate()) };
}
