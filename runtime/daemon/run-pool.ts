import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { OwnerOptions } from '../engine/lake-owner.ts';
import { FairQueue } from './fair-queue.ts';
import { metOthers } from '../lake/commit/met-others.ts';
import type { RunEnd, RunLedger, RunRecord } from './run-ledger.ts';
import { RunWatch } from './run-watch.ts';
import { RunThread, type RunListener, type RunServers, type Task } from './run-thread-handle.ts';
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
  /** Where it runs or ran, and as what. */
  thread: RunThread | null;
  task: Task | null;
  state: 'waits' | 'runs' | 'commits' | 'ended';
  /** It is to end as soon as it can. */
  cancelled: boolean;
  /** Its commit met those of others: it runs again, and waits for its commit. */
  again: boolean;
}

/** Milliseconds that a request waits behind another before it is given to another thread. */
const PATIENCE = 5;

/** Milliseconds that all threads must have been busy with one request each before one is started beyond the steady ones: to start one takes longer. */
const STUCK_MILLISECONDS = 50;

/** Milliseconds without anything to do after which a thread beyond the steady ones is stopped. */
const IDLE_MILLISECONDS = 10_000;

/** Requests that may be given to a thread before it is through with others: they take no data while they run. */
const QUEUES: ReadonlySet<string> = new Set(['execute', 'call', 'call_with_texts', 'prepare', 'run_prepared']);

/**
 * The run threads. A request runs in any of them; a session that keeps something (a transaction, locals, temporary tables) has a thread to itself until it does not.
 */
export class RunPool {
  readonly #folder: string;
  readonly #options: OwnerOptions;
  readonly #servers: RunServers;
  readonly #size: PoolSize;
  readonly #ledger: RunLedger;
  readonly #all = new Set<RunThread>();
  readonly #watch = new RunWatch(this.#all);
  readonly #shrink = setInterval(() => this.#stopIdle(), IDLE_MILLISECONDS / 2).unref();
  /** Threads of sessions that keep something. */
  readonly #own = new Map<number, RunThread>();
  readonly #queue = new FairQueue<Waiting>();
  /** Requests that were taken back from threads, before those of the queue. */
  readonly #back: Waiting[] = [];
  #starting = 0;
  /** Requests whose commits are being made. */
  #committing = 0;
  #serving: NodeJS.Immediate | null = null;
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
    let [running, waiting] = [this.#committing, this.#queue.size + this.#back.length];
    for (const { load } of this.#all) {
      if (load > 0) running++;
      if (load > 1) waiting += load - 1;
    }
    return { threads: this.#all.size, running, waiting };
  }

  /** Runs a request of a client when there is a thread for it; clients take turns. Requests of one session must come one after the other. */
  run(order: RunOrder, client: number, session: number | null, listener: RunListener): Run {
    const record = this.#ledger.begin(order, client, session);
    const waiting: Waiting = {
      ...{ order, client, listener, session, record, thread: null, task: null },
      ...{ state: 'waits', cancelled: false, again: false },
    };
    const own = session === null ? undefined : this.#own.get(session);
    if (own !== undefined) {
      this.#give(waiting, own);
      own.flush();
    } else this.#queueUp(waiting);
    return {
      cancel: () => this.#cancel(waiting),
      feed: (data) => {
        if (waiting.state === 'runs') waiting.thread?.feed(waiting.task!, data);
      },
      release: (bytes) => waiting.thread?.release(bytes),
    };
  }

  #queueUp(waiting: Waiting): void {
    waiting.state = 'waits';
    this.#queue.push(waiting.client, waiting);
    this.#serveSoon();
  }

  /** Requests that come together are given together. */
  #serveSoon(): void {
    this.#serving ??= setImmediate(() => {
      this.#serving = null;
      if (!this.#stopped) this.#serve();
    });
  }

  /** A commit that is being made is no longer to be had back. */
  #cancel(waiting: Waiting): void {
    waiting.cancelled = true;
    if (waiting.state === 'runs') {
      if (waiting.thread!.cancel(waiting.task!)) this.#drop(waiting);
    } else if (waiting.state === 'waits') {
      const place = this.#back.indexOf(waiting);
      if (place >= 0) this.#back.splice(place, 1);
      else this.#queue.remove(waiting.client, waiting);
      this.#drop(waiting);
    }
  }

  #drop(waiting: Waiting): void {
    this.#end(waiting, { kind: 'lost', error: gobiError('Cancelled', { what: 'the request' }) });
  }

  #end(waiting: Waiting, end: RunEnd): void {
    waiting.state = 'ended';
    this.#ledger.end(waiting.record, end);
    waiting.listener.onEnd(end);
  }

  /** Ends a busy thread as a fault of it would; false where none is busy. */
  crash(): boolean {
    const busy = [...this.#all].filter((each) => each.load > 0);
    const thread = busy[Math.floor(Math.random() * busy.length)];
    void thread?.stop('it was ended');
    return thread !== undefined;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#patience !== null) clearTimeout(this.#patience);
    if (this.#serving !== null) clearImmediate(this.#serving);
    this.#watch.stop();
    clearInterval(this.#shrink);
    await Promise.all([...this.#all].map((thread) => thread.stop()));
  }

  #serve(): void {
    const now = performance.now();
    const shared = this.#shared();
    for (;;) {
      const next = this.#back[0] ?? this.#queue.peek();
      const thread = next === undefined ? undefined : this.#threadFor(next, shared, now);
      if (thread === undefined) break;
      this.#give(this.#back.shift() ?? this.#queue.shift()!, thread);
    }
    for (const thread of shared) thread.flush();
    if (this.#stopped || (this.#waits === 0 && shared.every(({ load }) => load < 2))) return;
    this.#growTo(this.#steady);
    this.#patience ??= setTimeout(() => {
      this.#patience = null;
      this.#rescue();
    }, PATIENCE);
  }

  get #waits(): number {
    return this.#queue.size + this.#back.length;
  }

  /** Threads that belong to no session. */
  #shared(): readonly RunThread[] {
    const own = new Set(this.#own.values());
    return [...this.#all].filter((thread) => thread.started && !thread.gone && !own.has(thread));
  }

  /** One that does nothing, as long as no more work than can; else the one that has least to do, and gets on with it. */
  #threadFor({ order }: Waiting, shared: readonly RunThread[], now: number): RunThread | undefined {
    const working = shared.filter(({ load }) => load > 0);
    const mayMore = working.length < this.#steady || this.#isStuck(working, now);
    const free = mayMore ? shared.find(({ load }) => load === 0) : undefined;
    if (free !== undefined || !QUEUES.has(order.request.kind)) return free;
    let best: RunThread | undefined;
    for (const thread of working) {
      const mayWait = thread.hasRoom && thread.queues && thread.busyFor(now) < PATIENCE;
      if (mayWait && thread.load < (best?.load ?? Infinity)) best = thread;
    }
    return best;
  }

  get #steady(): number {
    return this.#size.steady ?? this.#size.most;
  }

  /** Whether none of the threads gets on: where they wait for something else than the processor, others may work. */
  #isStuck(working: readonly RunThread[], now: number, milliseconds = PATIENCE): boolean {
    return working.every((thread) => thread.busyFor(now) > milliseconds);
  }

  /** What waits behind a request that takes long is given to others; where none gets on, to one more. */
  #rescue(): void {
    const now = performance.now();
    const shared = this.#shared();
    for (const thread of shared) {
      if (thread.busyFor(now) < PATIENCE) continue;
      for (const { listener } of thread.takeBack()) listener.onReturned();
    }
    if (this.#waits > 0 && this.#isStuck(shared, now, STUCK_MILLISECONDS)) this.#growTo(this.#size.most);
    this.#serve();
  }

  /** Starts threads for requests that wait, as long as there are fewer than so many. */
  #growTo(most: number): void {
    const more = Math.min(this.#waits, most - (this.#all.size - this.#own.size));
    for (let i = this.#starting; i < more; i++) this.#grow().catch((error: unknown) => this.#refuse(error));
  }

  #give(waiting: Waiting, thread: RunThread): void {
    const { order, session, record, again } = waiting;
    waiting.thread = thread;
    waiting.state = 'runs';
    const ticket = again ? null : this.#servers.commits.newTicket();
    waiting.task = thread.give(order, ticket, QUEUES.has(order.request.kind), {
      onTurn: () => this.#ledger.given(record, thread.id),
      onNews: (news) => this.#pass(waiting, news),
      onReturned: () => this.#takeBack(waiting, thread),
      onDeferred: (said) => {
        waiting.state = 'commits';
        this.#committing++;
        this.#freed(waiting, thread, false);
        this.#servers.commits.onSettled(ticket!, (settled) => this.#settled(waiting, said, settled));
      },
      onEnd: (end) => {
        if (end.kind === 'lost') {
          if (session !== null) this.#own.delete(session);
        } else this.#freed(waiting, thread, end.kept);
        this.#end(waiting, end);
      },
    });
  }

  /** A thread did not begin a request: another does it, where it needs nothing that was in that thread. */
  #takeBack(waiting: Waiting, thread: RunThread): void {
    const { session } = waiting;
    if (session !== null && this.#own.get(session) === thread) {
      this.#own.delete(session);
      const error = gobiError('WorkerLost', { what: 'the session', reason: 'its thread ended' });
      return this.#end(waiting, { kind: 'lost', error });
    }
    waiting.state = 'waits';
    this.#back.unshift(waiting);
    this.#serveSoon();
    if (waiting.cancelled) this.#cancel(waiting);
  }

  /** A thread is through with a request; `kept`: with its session it is not, and what else waits for it goes elsewhere. */
  #freed({ session }: Waiting, thread: RunThread, kept: boolean): void {
    if (session !== null) this.#own.delete(session);
    if (kept && session !== null) {
      this.#own.set(session, thread);
      for (const { listener } of thread.takeBack()) listener.onReturned();
    } else if (thread.spent) void thread.stop();
    this.#serveSoon();
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
      else if (each.kind !== 'ready' && each.kind !== 'deferred' && each.kind !== 'returned') this.#pass(waiting, each);
    }
  }

  async #grow(): Promise<void> {
    this.#starting++;
    const thread = new RunThread(this.#folder, this.#options, this.#servers, (lost) => this.#lose(lost));
    this.#all.add(thread);
    try {
      await thread.ready;
    } finally {
      this.#starting--;
      this.#serveSoon();
    }
  }

  /** Threads that were started for requests behind long ones are not kept: each follows all commits, and holds the memory of a heap. */
  #stopIdle(): void {
    const now = performance.now();
    const idle = this.#shared().filter((thread) => thread.idleFor(now) > IDLE_MILLISECONDS);
    const spare = this.#all.size - this.#own.size - Math.max(this.#steady, this.#size.idle);
    for (const thread of idle.slice(0, Math.max(spare, 0))) void thread.stop();
  }

  #lose(thread: RunThread): void {
    this.#all.delete(thread);
    for (const [session, own] of this.#own) if (own === thread) this.#own.delete(session);
    if (!this.#stopped && this.#all.size < this.#size.idle) this.#grow().catch((error: unknown) => this.#refuse(error));
  }

  /** Where no thread can be started, requests that wait would wait for ever. */
  #refuse(error: unknown): void {
    if (this.#stopped || this.#all.size > 0) return;
    const reason = error instanceof Error ? error.message : String(error);
    for (let waiting = this.#back.shift() ?? this.#queue.shift(); waiting !== undefined;) {
      this.#end(waiting, { kind: 'lost', error: gobiError('WorkerLost', { what: 'the request', reason }) });
      waiting = this.#back.shift() ?? this.#queue.shift();
    }
  }
}
