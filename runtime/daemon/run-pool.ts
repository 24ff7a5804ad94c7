import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { OwnerOptions } from '../engine/lake-owner.ts';
import { Attention } from './attention.ts';
import { FairQueue } from './fair-queue.ts';
import { metOthers } from '../lake/commit/met-others.ts';
import type { RunEnd, RunLedger, RunRecord } from './run-ledger.ts';
import { RunWatch } from './run-watch.ts';
import { RunThread, type RunListener, type RunServers } from './run-thread-handle.ts';
import type { RunNews, RunOrder, Settled } from './thread-messages.ts';

/** How many run threads there are. */
export interface PoolSize {
  /** Threads that stay when nothing is to be done. */
  readonly idle: number;
  /** Threads that are started as soon as requests wait: one for each that can work at once. More only help requests that wait behind long ones. Default: `most`. */
  readonly steady?: number;
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
  readonly client: number;
  readonly listener: RunListener;
  readonly session: number | null;
  readonly record: RunRecord;
  /** Where it runs or ran. */
  thread: RunThread | null;
  state: 'waits' | 'runs' | 'commits' | 'ended';
  /** It is to end as soon as it can. */
  cancelled: boolean;
  /** Its commit met those of others: it runs again, and waits for its commit. */
  again: boolean;
}

/** Milliseconds that a request waits before a thread is started beyond the steady ones. */
const PATIENCE = 5;

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
  /** Requests whose commits are being made. */
  #committing = 0;
  /** When a thread last got something to do. */
  #given = 0;
  #patience: NodeJS.Timeout | null = null;
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

  /** Requests that run or wait; those whose commits are being made still run. */
  get load(): { readonly threads: number; readonly running: number; readonly waiting: number } {
    const running = [...this.#all].filter((thread) => thread.busy).length;
    return { threads: this.#all.size, running: running + this.#committing, waiting: this.#queue.size };
  }

  /** Runs a request of a client when there is a thread for it; clients take turns. Requests of one session must come one after the other. */
  run(order: RunOrder, client: number, session: number | null, listener: RunListener): Run {
    const record = this.#ledger.begin(order, client, session);
    const waiting: Waiting = {
      ...{ order, client, listener, session, record, thread: null },
      ...{ state: 'waits', cancelled: false, again: false },
    };
    const own = session === null ? undefined : this.#own.get(session);
    if (own !== undefined) this.#give(waiting, own);
    else this.#queueUp(waiting);
    return {
      cancel: () => this.#cancel(waiting),
      feed: (data) => (waiting.state === 'runs' ? waiting.thread?.feed(data) : undefined),
      release: (bytes) => waiting.thread?.release(bytes),
    };
  }

  #queueUp(waiting: Waiting): void {
    waiting.state = 'waits';
    this.#queue.push(waiting.client, waiting);
    this.#serve();
  }

  /** A commit that is being made is no longer to be had back. */
  #cancel(waiting: Waiting): void {
    waiting.cancelled = true;
    if (waiting.state === 'runs') waiting.thread?.cancel();
    else if (waiting.state === 'waits') {
      this.#queue.remove(waiting.client, waiting);
      this.#end(waiting, { kind: 'lost', error: gobiError('Cancelled', { what: 'the request' }) });
    }
  }

  #end(waiting: Waiting, end: RunEnd): void {
    waiting.state = 'ended';
    this.#ledger.end(waiting.record, end);
    waiting.listener.onEnd(end);
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
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#watch.stop();
    await Promise.all([...this.#all].map((thread) => thread.stop()));
  }

  #serve(): void {
    const steady = this.#size.steady ?? this.#size.most;
    // threads that wait for something else than the processor let others work
    const stuck = (): boolean => performance.now() - this.#given > PATIENCE;
    while (this.#queue.size > 0) {
      const working = this.#all.size - this.#own.size - this.#free.length - this.#starting;
      const thread = working < steady || stuck() ? this.#free.pop() : undefined;
      if (thread === undefined) break;
      this.#give(this.#queue.shift()!, thread);
    }
    if (this.#queue.size === 0 || this.#stopped) return;
    this.#growTo(steady);
    this.#patience ??= setTimeout(() => {
      this.#patience = null;
      if (stuck()) this.#growTo(this.#size.most);
      this.#serve();
    }, PATIENCE);
  }

  /** Starts threads for requests that wait, as long as there are fewer than so many. */
  #growTo(most: number): void {
    const more = Math.min(this.#queue.size, most - (this.#all.size - this.#own.size));
    for (let i = this.#starting; i < more; i++) this.#grow().catch((error: unknown) => this.#refuse(error));
  }

  /** Whether any thread said something, and whether waiting for more of it pays: while commits are made the processors are theirs. */
  #listen(): { readonly heard: boolean; readonly busy: boolean } {
    let [heard, busy] = [false, false];
    for (const thread of this.#all) {
      if (!thread.busy) continue;
      if (thread.listen()) heard = true;
      busy ||= thread.busy;
    }
    return { heard, busy: busy && this.#committing === 0 };
  }

  #give(waiting: Waiting, thread: RunThread): void {
    const { order, session, record, again } = waiting;
    waiting.thread = thread;
    waiting.state = 'runs';
    this.#given = performance.now();
    this.#ledger.given(record, thread.id);
    this.#attention.raise();
    const ticket = again ? null : this.#servers.commits.newTicket();
    thread.run(
      { ...order, ticket },
      {
        onNews: (news) => this.#pass(waiting, news),
        onDeferred: (said) => {
          waiting.state = 'commits';
          this.#committing++;
          this.#freed(waiting, thread, false);
          this.#servers.commits.onSettled(ticket!, (settled) => this.#settled(waiting, said, settled));
          this.#serve();
        },
        onEnd: (end) => {
          if (end.kind === 'lost') {
            if (session !== null) this.#own.delete(session);
          } else this.#freed(waiting, thread, end.kept);
          this.#end(waiting, end);
          if (!this.#stopped) this.#serve();
        },
      },
    );
  }

  /** A thread is through with a request; `kept`: with its session it is not. */
  #freed({ session }: Waiting, thread: RunThread, kept: boolean): void {
    if (kept && session !== null) return void this.#own.set(session, thread);
    if (session !== null) this.#own.delete(session);
    if (thread.spent) void thread.stop();
    else if (!thread.gone) this.#free.push(thread);
  }

  #pass({ record, listener }: Waiting, news: Parameters<RunListener['onNews']>[0]): void {
    if (news.kind === 'piece') record.bytes += news.bytes.length;
    listener.onNews(news);
  }

  /** The commit of a request has been made or refused: what it said is passed on, or it begins anew. */
  #settled(waiting: Waiting, said: readonly RunNews[], settled: Settled): void {
    this.#committing--;
    if ('error' in settled) {
      for (const each of said) if (each.kind === 'piece') waiting.thread?.release(each.bytes.length);
      if (!metOthers(settled.error)) return this.#end(waiting, { kind: 'error', kept: false, error: settled.error });
      waiting.again = true;
      this.#queueUp(waiting);
      if (waiting.cancelled) this.#cancel(waiting);
      return;
    }
    for (const each of said) {
      if (each.kind === 'done') this.#end(waiting, { ...each, snapshot: settled.snapshot });
      else if (each.kind === 'error') this.#end(waiting, each);
      else if (each.kind !== 'ready' && each.kind !== 'deferred') this.#pass(waiting, each);
    }
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
      this.#end(waiting, { kind: 'lost', error: gobiError('WorkerLost', { what: 'the request', reason }) });
    }
  }
}
