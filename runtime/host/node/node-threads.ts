import { Worker } from 'node:worker_threads';
import type { Thread, Threads } from '../threads.ts';

/** Threads as Node's workers, with the flags of this process and an environment of their own. */
export const nodeThreads: Threads = {
  start(url, data): Thread {
    const worker = new Worker(url, { workerData: data });
    let failure: Error | null = null;
    worker.on('error', (error) => {
      failure = error instanceof Error ? error : new Error(String(error));
    });
    return {
      post: (message) => worker.postMessage(message),
      onMessage: (listener) => void worker.on('message', listener),
      onEnd: (listener) => void worker.once('exit', () => listener(failure)),
      unref: () => worker.unref(),
      ref: () => worker.ref(),
      terminate: async () => void (await worker.terminate()),
    };
  },
};
