import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import { gobiError, type GobiError } from '../../compiler/contract/runtime-error.ts';
import type { OwnerOptions } from '../engine/lake-owner.ts';
import { errorData } from '../protocol/error-data.ts';
import { raise } from '../host/signal.ts';
import type { ServiceFacts } from '../lake/service-facts.ts';
import { serveFacts } from './facts-link.ts';
import { newCallCells } from './call-cells.ts';
import { LimitCells } from './limit-cells.ts';
import { TaskSlots, WINDOW } from './task-slots.ts';
import type { RunInput, RunNews, RunOrder, RunTask, RunThreadData } from './thread-messages.ts';
import type { CommitThread } from './commit-thread-handle.ts';
import type { LoadedVersions } from './loaded-versions.ts';
import type { CompileThread } from './compile-thread-handle.ts';

/** What is told of a request while it runs. `kept`: its session goes on in this thread. */
export interface RunListener {
  onNews(news: Exclude<RunNews, { kind: 'ready' | 'returned' | 'deferred' | 'done' | 'error' }>): void;
  onEnd(end: Extract<RunNews, { kind: 'done' | 'error' }> | { readonly kind: 'lost'; readonly error: GobiError }): void;
}

/** As the pool listens: also to a request whose commit is made while the thread does something else, all that it said and its end included. */
export interface TaskListener extends RunListener {
  /** Those before it have ended: it is the turn of this one. */
  onTurn(): void;
  onDeferred(said: readonly RunNews[]): void;
  /** The thread has not begun it, and will not: it has ended, or belongs to a session now. */
  onReturned(): void;
}

/** An order in a thread. */
export interface Task {
  readonly number: number;
  readonly slot: number;
  readonly ticket: number | null;
  /** Others may wait behind it. */
  readonly queues: boolean;
  readonly listener: TaskListener;
  /** Why it is being ended, where nobody wished so. */
  ending: GobiError | null;
  grace: NodeJS.Timeout | null;
}

/** The threads that serve run threads. */
export interface RunServers {
  readonly commits: CommitThread;
  readonly compiler: CompileThread;
  /** Tells what the service does. */
  readonly facts: ServiceFacts;
  /** What run threads have loaded. */
  readonly versions: LoadedVersions;
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
  readonly #slots = new TaskSlots();
  readonly #fed = new Int32Array(new SharedArrayBuffer(4));
  readonly #underway = new Int32Array(new SharedArrayBuffer(4));
  readonly limits = new LimitCells();
  /** It can be given orders. */
  started = false;
  /** It has ended. */
  gone = false;
  /** What it was given and has not ended, in order: the first is what it does. */
  readonly #tasks: Task[] = [];
  readonly #outgoing: RunTask[] = [];
  #numbers = 0;
  /** When the first task got its turn, or the last one ended, in milliseconds of `performance.now`. */
  #turn = performance.now();
  #spent = false;
  #lost: string | null = null;
  /** What it still says comes too late: it must not be given anything more. */
  #terminating = false;

  constructor(folder: string, options: OwnerOptions, servers: RunServers, onLost: (thread: RunThread) => void) {
    const { commits, compiler, nextThread, versions } = servers;
    this.id = nextThread();
    const ports = { commits: commits.join(this.id), compiler: compiler.join(this.id) };
    const facts = serveFacts(servers.facts, (loaded) => versions.note(this.id, loaded));
    const calls = newCallCells();
    versions.join(this.id, calls);
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
      slots: this.#slots.cells,
      fed: this.#fed,
      underway: this.#underway,
      limits: this.limits.cells,
      calls,
    };
    this.#worker = new Worker(new URL('./run-thread.ts', import.meta.url), {
      workerData: data,
      transferList: [...Object.values(ports).flatMap((end) => [end.port, end.renewals]), port2, facts.end.port],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES, stackSizeMb: STACK_MEGABYTES },
    });
    this.ready = new Promise((settle, fail) => {
      port1.on('message', (all: readonly RunNews[]) => {
        if (all[0]?.kind === 'ready') {
          this.started = true;
          settle();
        } else this.#takeAll(all);
      });
      this.#worker.once('exit', () => fail(this.#loss()));
    });
    this.ready.catch(() => undefined);
    this.#worker.on('error', (error) => {
      const [running] = this.#tasks;
      if (isOutOfMemory(error) && running !== undefined) running.ending ??= outOfHeap();
      this.#lost ??= error instanceof Error ? error.message : String(error);
    });
    this.#worker.on('exit', () => {
      this.gone = true;
      // what it said before counts
      if (!this.#terminating) this.#drain();
      port1.close();
      facts.close();
      commits.leave(this.id);
      compiler.leave(this.id);
      versions.leave(this.id);
      for (const task of this.#tasks.splice(0)) {
        if (task.grace !== null) clearTimeout(task.grace);
        if (task.ticket !== null) commits.endTicket(task.ticket);
        if (this.#slots.take(task)) task.listener.onReturned();
        else task.listener.onEnd({ kind: 'lost', error: task.ending ?? this.#loss() });
      }
      onLost(this);
    });
  }

  /** How many tasks it has, the running one too. */
  get load(): number {
    return this.#tasks.length;
  }

  get hasRoom(): boolean {
    return this.#tasks.length < WINDOW && !this.#terminating;
  }

  /** The number of the task that it does; 0 when it does nothing. */
  get doing(): number {
    return this.#tasks[0]?.number ?? 0;
  }

  /** Whether orders may wait behind its task: it takes no data, which would come after them. */
  get queues(): boolean {
    return this.#tasks.every(({ queues }) => queues);
  }

  /** Milliseconds that its task has had its turn. */
  busyFor(now: number): number {
    return this.#tasks.length === 0 ? 0 : now - this.#turn;
  }

  /** Milliseconds since its last task ended. */
  idleFor(now: number): number {
    return this.#tasks.length > 0 ? 0 : now - this.#turn;
  }

  /** It holds more than it should, and is not to be used again. */
  get spent(): boolean {
    return this.#spent;
  }

  /** Gives the thread something to do, there must be room for it; it goes out with `flush`. */
  give(order: RunOrder, ticket: number | null, queues: boolean, listener: TaskListener): Task {
    const number = (this.#numbers = (this.#numbers % 0x7fffffff) + 1);
    const slot = this.#slots.offer(number);
    const task: Task = { number, slot, ticket, queues, listener, ending: null, grace: null };
    this.#outgoing.push({ ...order, ticket, number, slot, behind: this.doing });
    this.#tasks.push(task);
    if (this.#tasks.length === 1) this.#nextTurn();
    return task;
  }

  flush(): void {
    if (this.#outgoing.length > 0) this.#send({ orders: this.#outgoing.splice(0) });
  }

  /** Takes back what has not begun, from the last to the first. */
  takeBack(): readonly Task[] {
    const back: Task[] = [];
    for (let i = this.#tasks.length - 1; i > 0 && this.#slots.take(this.#tasks[i]!); i--) back.push(this.#remove(i));
    return back;
  }

  /** Gives a task the next piece of its data, `null` at its end. */
  feed(task: Task, data: Uint8Array | null): void {
    if (this.#tasks[0] !== task) return;
    this.#send({ data });
    raise({ cell: this.#fed });
  }

  /** Ends a task: by itself where it looks at the flag, else with the thread. True where it had not begun: then nothing more is told of it. */
  cancel(task: Task): boolean {
    const place = this.#tasks.indexOf(task);
    if (place < 0 || task.grace !== null) return false;
    if (this.#slots.take(task)) {
      this.#remove(place);
      return true;
    }
    this.#slots.cancel(task.slot);
    Atomics.notify(this.#underway, 0);
    raise({ cell: this.#fed });
    task.grace = setTimeout(() => {
      this.#lost ??= 'it was cancelled and did not end by itself';
      this.#terminating = true;
      void this.#worker.terminate();
    }, GRACE_MILLISECONDS);
    return false;
  }

  /** Ends what runs with an error; with its thread where it does not end by itself. */
  end(error: GobiError): void {
    const [running] = this.#tasks;
    if (running === undefined || running.grace !== null) return;
    running.ending = error;
    if (this.cancel(running)) running.listener.onEnd({ kind: 'lost', error });
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

  async stop(reason = 'the service stops'): Promise<void> {
    this.#lost ??= reason;
    await this.#worker.terminate();
  }

  #send(message: RunInput): void {
    this.#port.postMessage(message);
    raise({ cell: this.#asked });
  }

  /** Takes what the thread said before it ended. */
  #drain(): void {
    for (;;) {
      const received = receiveMessageOnPort(this.#port) as { readonly message: readonly RunNews[] } | undefined;
      if (received === undefined) return;
      this.#takeAll(received.message);
    }
  }

  #takeAll(all: readonly RunNews[]): void {
    for (const news of all) this.#take(news);
  }

  #take(news: RunNews): void {
    const [task] = this.#tasks;
    if (this.#terminating || task === undefined) return;
    switch (news.kind) {
      case 'ready':
        return;
      case 'returned':
        this.#remove(0);
        return task.listener.onReturned();
      case 'deferred':
        this.#remove(0);
        return task.listener.onDeferred(news.said);
      case 'done':
      case 'error':
        // what the session had is gone with the thread
        if (this.gone && news.kept) return;
        this.#spent ||= task.ending?.exception === 'MemoryLimit';
        this.#remove(0);
        return task.listener.onEnd(task.ending === null ? news : endedBy(task.ending, news));
      default:
        return task.listener.onNews(news);
    }
  }

  #remove(place: number): Task {
    const [task] = this.#tasks.splice(place, 1);
    if (task!.grace !== null) clearTimeout(task!.grace);
    this.#slots.release(task!.slot);
    if (place === 0) this.#nextTurn();
    return task!;
  }

  #nextTurn(): void {
    this.#turn = performance.now();
    this.#tasks[0]?.listener.onTurn();
  }

  #loss(): GobiError {
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
