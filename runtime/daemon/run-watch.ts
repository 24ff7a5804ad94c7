import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { bytesOf } from './limit-cells.ts';
import type { RunThread } from './run-thread-handle.ts';

/** Milliseconds between two looks. */
const LOOK = 50;
/** Milliseconds that a statement has to see by itself that its time is over. */
const SLACK = 100;

/** Ends requests that take more time or memory than they may and do not see it themselves. */
export class RunWatch {
  readonly #threads: ReadonlySet<RunThread>;
  readonly #timer: NodeJS.Timeout;
  /** Threads that are being asked how much they hold. */
  readonly #asked = new WeakSet<RunThread>();

  constructor(threads: ReadonlySet<RunThread>) {
    this.#threads = threads;
    this.#timer = setInterval(() => this.#look(), LOOK);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = Date.now();
    for (const thread of this.#threads) {
      const { deadline, milliseconds, begun } = thread.limits;
      if (thread.doing === 0 || begun !== thread.doing) continue;
      if (deadline > 0 && now > deadline + SLACK)
        thread.end(gobiError('TimeLimit', { what: 'the statement', milliseconds }));
      else if (!this.#asked.has(thread)) void this.#weigh(thread);
    }
  }

  async #weigh(thread: RunThread): Promise<void> {
    const { doing } = thread;
    this.#asked.add(thread);
    try {
      const held = bytesOf(await thread.heapStatistics());
      const { memoryBytes: limit, heldBytes } = thread.limits;
      const needed = held - heldBytes;
      if (thread.doing === doing && needed > limit)
        thread.end(gobiError('MemoryLimit', { what: 'the request', needed, limit }));
    } catch {
      // the thread has ended
    } finally {
      this.#asked.delete(thread);
    }
  }
}
