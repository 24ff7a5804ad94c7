import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { OwnerOptions } from '../engine/lake-owner.ts';
import { Attention } from './attention.ts';
import { FairQueue } from './fair-queue.ts';
import type { RunLedger, RunRecord } from './run-ledger.ts';
import { RunWatch } from './run-watch.ts';
import { RunThread, type RunListener, type RunServers } from './run-thread-handle.ts';
import type { RunOrder } from './thread-messages.ts';

/** How many run threads there are. */
export interface PoolSize {
  /** Threads that stay when nothing is to be done. */
  readonly idle: number;
  /** Threads for requests that belong to no session that keeps something. */
  readonly most: number;
}

/** A request that waits or runs. */
export interface Run {
  /** Ends it: takes it out of the queue, or stops it where it runs. */
  cancel(): void;
  /** The next piece of its data, `null` at the end; only when it has said that it takes some. */
  feed(data: Uint8Array | null): void;
  /** Bytes of its results have gone to the client. */
  release(bytes: number): void;
}

interface Waiting {
  readonly order: RunOrder;
  readonly listener: RunListener;
  readonly session: number | null;
  readonly record: RunRecord;
  /** Where it runs or ran. */
  thread: RunThread | null;
  ended: boolean;
}

/**
 * The run threads. A request runs in any of them; a session that keeps something (a transaction, locals, temporary tables) has a thread to itself until it does not.
 */
export class RunPool {
  readonly #folder: string;
  readonly #options: OwnerOptions;
  readonly #servers: RunServers;
  readonly #size: PoolSize;
  readonly #ledger: RunLedger;
  readonly #free: RunThread[] = [];
  readonly #all = new Set<RunThread>();
  readonly #watch = new RunWatch(this.#all);
  /** Threads of sessions that keep something. */
  readonly #own = new Map<number, RunThread>();
  readonly #queue = new FairQueue<Waiting>();
  readonly #attention = new Attention(() => this.#listen());
  #starting = 0;
  #stopped = false;

  constructor(folder: string, options: OwnerOptions, servers: RunServers, size: PoolSize, ledger: RunLedger) {
    this.#ledger = ledger;
    this.#folder = folder;
    this.#options = options;
    this.#servers = servers;
    this.#size = size;
  }

  /** Starts the first thread. */
  async start(): Promise<void> {
    await this.#grow();
  }

  /** Requests that run or wait. */
  get load(): { readonly threads: number; readonly running: number; readonly waiting: number } {
    const running = [...this.#all].filter((thread) => thread.busy).length;
    return { threads: this.#all.size, running, waiting: this.#queue.size };
  }

  /** Runs a request of a client when there is a thread for it; clients take turns. Requests of one session must come one after the other. */
  run(order: RunOrder, client: number, session: number | null, listener: RunListener): Run {
    const record = this.#ledger.begin(order, client, session);
    const waiting: Waiting = { order, listener, session, record, thread: null, ended: false };
    const own = session === null ? undefined : this.#own.get(session);
    if (own !== undefined) this.#give(waiting, own);
    else {
      this.#queue.push(client, waiting);
      this.#serve();
    }
    return {
      cancel: () => {
        if (waiting.ended) return;
        if (!this.#queue.remove(client, waiting)) return waiting.thread?.cancel();
        waiting.ended = true;
        const error = gobiError('Cancelled', { what: 'the request' });
        this.#ledger.end(record, { kind: 'lost', error });
        listener.onEnd({ kind: 'lost', error });
      },
      feed: (data) => (waiting.ended ? undefined : waiting.thread?.feed(data)),
      release: (bytes) => waiting.thread?.release(bytes),
    };
  }

  /** Ends a busy thread as a fault of it would; false where none is busy. */
  crash(): boolean {
    const busy = [...this.#all].filter((each) => each.busy);
    const thread = busy[Math.floor(Math.random() * busy.length)];
    void thread?.stop('it was ended');
    return thread !== undefined;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#watch.stop();
    await Promise.all([...this.#all].map((thread) => thread.stop()));
  }

  #serve(): void {
    while (this.#queue.size > 0) {
      const thread = this.#free.pop();
      if (thread === undefined) break;
      this.#give(this.#queue.shift()!, thread);
    }
    const more = Math.min(this.#queue.size, this.#size.most - (this.#all.size - this.#own.size));
    for (let i = this.#starting; i < more; i++) this.#grow().catch((error: unknown) => this.#refuse(error));
  }

  /** Whether any thread said something, and whether any works. */
  #listen(): { readonly heard: boolean; readonly busy: boolean } {
    let [heard, busy] = [false, false];
    for (const thread of this.#all) {
      if (!thread.busy) continue;
      if (thread.listen()) heard = true;
      busy ||= thread.busy;
    }
    return { heard, busy };
  }

  #give(waiting: Waiting, thread: RunThread): void {
    waiting.thread = thread;
    const { session, listener, record } = waiting;
    this.#ledger.given(record, thread.id);
    this.#attention.raise();
    thread.run(waiting.order, {
      onNews: (news) => {
        if (news.kind === 'piece') record.bytes += news.bytes.length;
        listener.onNews(news);
      },
      onEnd: (end) => {
        waiting.ended = true;
        this.#ledger.end(record, end);
        const kept = end.kind !== 'lost' && end.kept && session !== null;
        if (kept) this.#own.set(session, thread);
        else {
          if (session !== null) this.#own.delete(session);
          if (thread.spent) void thread.stop();
          else if (end.kind !== 'lost') this.#free.push(thread);
        }
        listener.onEnd(end);
        if (!this.#stopped) this.#serve();
      },
    });
  }

  async #grow(): Promise<void> {
    this.#starting++;
    const thread = new RunThread(this.#folder, this.#options, this.#servers, (lost) => this.#lose(lost));
    this.#all.add(thread);
    try {
      await thread.ready;
      this.#free.push(thread);
    } finally {
      this.#starting--;
      if (!this.#stopped) this.#serve();
    }
  }

  #lose(thread: RunThread): void {
    this.#all.delete(thread);
    const place = this.#free.indexOf(thread);
    if (place >= 0) this.#free.splice(place, 1);
    for (const [session, own] of this.#own) if (own === thread) this.#own.delete(session);
    if (!this.#stopped && this.#all.size < this.#size.idle) this.#grow().catch((error: unknown) => this.#refuse(error));
  }

  /** Where no thread can be started, requests that wait would wait for ever. */
  #refuse(error: unknown): void {
    if (this.#stopped || this.#all.size > 0) return;
    const reason = error instanceof Error ? error.message : String(error);
    for (let waiting = this.#queue.shift(); waiting !== undefined; waiting = this.#queue.shift()) {
      waiting.ended = true;
      const error = gobiError('WorkerLost', { what: 'the request', reason });
      this.#ledger.end(waiting.record, { kind: 'lost', error });
      waiting.listener.onEnd({ kind: 'lost', error });
    }
  }
}
