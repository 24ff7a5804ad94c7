import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import { gobiError, type GobiError } from '../../compiler/contract/runtime-error.ts';
import type { OwnerOptions } from '../engine/lake-owner.ts';
import { errorData } from '../protocol/error-data.ts';
import { raise } from '../host/signal.ts';
import type { ServiceFacts } from '../lake/service-facts.ts';
import { serveFacts } from './facts-link.ts';
import { LimitCells } from './limit-cells.ts';
import type { RunInput, RunNews, RunTask, RunThreadData } from './thread-messages.ts';
import type { CommitThread } from './commit-thread-handle.ts';
import type { CompileThread } from './compile-thread-handle.ts';

/** What is told of a request while it runs. `kept`: its session goes on in this thread. */
export interface RunListener {
  onNews(news: Exclude<RunNews, { kind: 'ready' | 'deferred' | 'done' | 'error' }>): void;
  onEnd(end: Extract<RunNews, { kind: 'done' | 'error' }> | { readonly kind: 'lost'; readonly error: GobiError }): void;
}

/** As the pool listens: also to a request whose commit is made while the thread does something else, all that it said and its end included. */
export interface TaskListener extends RunListener {
  onDeferred(said: readonly RunNews[]): void;
}

/** The threads that serve run threads. */
export interface RunServers {
  readonly commits: CommitThread;
  readonly compiler: CompileThread;
  /** Tells what the service does. */
  readonly facts: ServiceFacts;
  /** A number that no thread of the service has had. */
  readonly nextThread: () => number;
}

/** Milliseconds that a cancelled request has to end by itself. */
const GRACE_MILLISECONDS = 250;

/** A run thread as the main thread sees it. */
export class RunThread {
  readonly id: number;
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #asked = new Int32Array(new SharedArrayBuffer(4));
  readonly #told = new Int32Array(new SharedArrayBuffer(4));
  /** What had been told when it was last looked at. */
  #heard = 0;
  readonly #cancelled = new Int32Array(new SharedArrayBuffer(4));
  readonly #fed = new Int32Array(new SharedArrayBuffer(4));
  readonly #underway = new Int32Array(new SharedArrayBuffer(4));
  readonly limits = new LimitCells();
  /** It has ended. */
  gone = false;
  /** How many requests it was given. */
  runs = 0;
  #listener: TaskListener | null = null;
  #ticket: number | null = null;
  /** Why what runs is being ended, where nobody wished so. */
  #ending: GobiError | null = null;
  #grace: NodeJS.Timeout | null = null;
  #lost: string | null = null;
  /** What it still says comes too late: it must not be given anything more. */
  #terminating = false;

  constructor(folder: string, options: OwnerOptions, servers: RunServers, onLost: (thread: RunThread) => void) {
    const { commits, compiler, nextThread } = servers;
    this.id = nextThread();
    const ports = { commits: commits.join(this.id), compiler: compiler.join(this.id) };
    const facts = serveFacts(servers.facts);
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const data: RunThreadData = {
      folder,
      options,
      ...ports,
      head: commits.head,
      port: port2,
      facts: facts.end,
      asked: this.#asked,
      told: this.#told,
      cancelled: this.#cancelled,
      fed: this.#fed,
      underway: this.#underway,
      limits: this.limits.cells,
    };
    this.#worker = new Worker(new URL('./run-thread.ts', import.meta.url), {
      workerData: data,
      transferList: [...Object.values(ports).flatMap((end) => [end.port, end.renewals]), port2, facts.end.port],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES, stackSizeMb: STACK_MEGABYTES },
    });
    this.ready = new Promise((settle, fail) => {
      port1.on('message', (all: readonly RunNews[]) => {
        if (all[0]?.kind === 'ready') settle();
        else this.#takeAll(all);
      });
      this.#worker.once('exit', () => fail(this.#loss()));
    });
    this.ready.catch(() => undefined);
    this.#worker.on('error', (error) => {
      if (isOutOfMemory(error)) this.#ending ??= outOfHeap();
      this.#lost ??= error instanceof Error ? error.message : String(error);
    });
    this.#worker.on('exit', () => {
      this.gone = true;
      // what it said before counts
      if (!this.#terminating) this.listen();
      if (this.#listener !== null && this.#ticket !== null) commits.endTicket(this.#ticket);
      port1.close();
      facts.close();
      commits.leave(this.id);
      compiler.leave(this.id);
      onLost(this);
      const listener = this.#listener;
      this.#listener = null;
      listener?.onEnd({ kind: 'lost', error: this.#loss() });
    });
  }

  get busy(): boolean {
    return this.#listener !== null;
  }

  /** It holds more than it should, and is not to be used again. */
  get spent(): boolean {
    return this.#ending?.exception === 'MemoryLimit';
  }

  /** Gives the thread something to do; it must not be busy. */
  run(order: RunTask, listener: TaskListener): void {
    Atomics.store(this.#cancelled, 0, 0);
    this.#ending = null;
    this.runs++;
    this.#listener = listener;
    this.#ticket = order.ticket;
    this.#send(order);
  }

  /** Gives what runs the next piece of its data, `null` at its end. */
  feed(data: Uint8Array | null): void {
    if (this.#listener === null) return;
    this.#send({ data });
    raise({ cell: this.#fed });
  }

  /** Ends what runs: by itself where it looks at the flag, else with the thread. */
  cancel(): void {
    if (this.#listener === null || this.#grace !== null) return;
    Atomics.store(this.#cancelled, 0, 1);
    Atomics.notify(this.#underway, 0);
    raise({ cell: this.#fed });
    this.#grace = setTimeout(() => {
      this.#lost ??= 'it was cancelled and did not end by itself';
      this.#terminating = true;
      void this.#worker.terminate();
    }, GRACE_MILLISECONDS);
  }

  /** Ends what runs with an error; with its thread where it does not end by itself. */
  end(error: GobiError): void {
    if (this.#listener === null || this.#grace !== null) return;
    this.#ending = error;
    this.cancel();
  }

  /** What the thread's heap holds, told also while it runs. */
  heapStatistics(): ReturnType<Worker['getHeapStatistics']> {
    return this.#worker.getHeapStatistics();
  }

  /** Bytes of a result have gone to the client: the thread may send more. */
  release(bytes: number): void {
    Atomics.sub(this.#underway, 0, bytes);
    Atomics.notify(this.#underway, 0);
  }

  /** Takes what the thread has said by now, before the loop of events would; false when it was nothing. */
  listen(): boolean {
    const told = Atomics.load(this.#told, 0);
    if (told === this.#heard) return false;
    this.#heard = told;
    for (;;) {
      const received = receiveMessageOnPort(this.#port) as { readonly message: readonly RunNews[] } | undefined;
      if (received === undefined) return true;
      this.#takeAll(received.message);
    }
  }

  async stop(reason = 'the service stops'): Promise<void> {
    this.#lost ??= reason;
    await this.#worker.terminate();
  }

  #send(message: RunTask | RunInput): void {
    this.#port.postMessage(message);
    raise({ cell: this.#asked });
  }

  #takeAll(all: readonly RunNews[]): void {
    for (const news of all) this.#take(news);
  }

  #take(news: RunNews): void {
    if (this.#terminating) return;
    if (news.kind !== 'deferred' && news.kind !== 'done' && news.kind !== 'error') {
      if (news.kind !== 'ready') this.#listener?.onNews(news);
      return;
    }
    // what the session had is gone with the thread
    if (this.gone && news.kind !== 'deferred' && news.kept) return;
    if (this.#grace !== null) clearTimeout(this.#grace);
    this.#grace = null;
    const listener = this.#listener;
    this.#listener = null;
    if (news.kind === 'deferred') return listener?.onDeferred(news.said);
    listener?.onEnd(this.#ending === null ? news : endedBy(this.#ending, news));
  }

  #loss(): GobiError {
    if (this.#ending !== null) return this.#ending;
    return gobiError('WorkerLost', { what: 'the request', reason: this.#lost ?? 'it ended' });
  }
}

/** The heap of a run thread: a call that needs more ends with its thread. */
const HEAP_MEGABYTES = 2048;
const STACK_MEGABYTES = 8;

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function outOfHeap(): GobiError {
  const limit = HEAP_MEGABYTES * 2 ** 20;
  return gobiError('MemoryLimit', { what: "the heap of the request's thread", needed: limit, limit });
}

/** The end of a request that was told to end: its error is why, where it knew only that it was cancelled. */
function endedBy<E extends Extract<RunNews, { kind: 'done' | 'error' }>>(ending: GobiError, news: E): E {
  if (news.kind !== 'error' || news.error.exception !== 'Cancelled') return news;
  const { place, frames } = news.error;
  return { ...news, error: { ...errorData(ending), place, frames } };
}
