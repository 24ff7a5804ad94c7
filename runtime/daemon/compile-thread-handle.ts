import { Worker } from 'node:worker_threads';
import { ServedPorts } from './served-port.ts';
import type { PortEnd } from './thread-messages.ts';

/** The compile thread as the main thread sees it. It starts when the first run thread does. */
export class CompileThread {
  #ports = new ServedPorts();
  readonly #onLost: (reason: string) => void;
  #worker: Worker | null = null;
  #stopped = false;

  /** `onLost` is called when it ends without being told to: those who joined it wait for ever, and are to be ended; new ones get a new thread. */
  constructor(onLost: (reason: string) => void) {
    this.#onLost = onLost;
  }

  join(thread: number): PortEnd {
    if (this.#worker === null) this.#start();
    return this.#ports.join(thread);
  }

  leave(thread: number): void {
    this.#ports.leave(thread);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#worker?.terminate();
  }

  #start(): void {
    const workerData = { doorbell: this.#ports.doorbell };
    const worker = new Worker(new URL('./compile-thread.ts', import.meta.url), { workerData });
    let reason = 'it ended';
    worker.on('error', (error) => (reason = error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => {
      if (this.#stopped) return;
      this.#worker = null;
      this.#ports = new ServedPorts();
      this.#onLost(reason);
    });
    this.#worker = worker;
    this.#ports.attach(worker);
  }
}
