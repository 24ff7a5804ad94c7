import { Worker } from 'node:worker_threads';
import { ServedPorts } from './served-port.ts';
import type { PortEnd } from './thread-messages.ts';

/** A thread that lives no longer has failed to start. */
const QUICK_MILLISECONDS = 300;

/** The compile thread as the main thread sees it. It starts when the first run thread does. */
export class CompileThread {
  readonly #ports = new ServedPorts();
  readonly #onLost: (reason: string) => void;
  #worker: Worker | null = null;
  #stopped = false;

  /** `onLost` is called when it ends without being told to; another takes its place, and is asked again what it was asked. */
  constructor(onLost: (reason: string) => void) {
    this.#onLost = onLost;
  }

  join(thread: number): PortEnd {
    const end = this.#ports.join(thread);
    if (this.#worker === null) this.#ports.attach(this.#start());
    return end;
  }

  leave(thread: number): void {
    this.#ports.leave(thread);
  }

  /** Ends the thread as a fault of it would. */
  crash(): void {
    void this.#worker?.terminate();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const workerData = { doorbell: this.#ports.doorbell };
    const worker = new Worker(new URL('./compile-thread.ts', import.meta.url), { workerData });
    const started = performance.now();
    let reason = 'it ended';
    worker.on('error', (error) => (reason = error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => {
      if (this.#stopped) return;
      this.#onLost(reason);
      const renew = (): void => (this.#stopped ? undefined : this.#ports.renew(this.#start()));
      // one that cannot even start is not started as fast as it ends
      if (performance.now() - started > QUICK_MILLISECONDS) renew();
      else setTimeout(renew, QUICK_MILLISECONDS).unref();
    });
    return (this.#worker = worker);
  }
}
