import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { Field } from '../../compiler/contract/data-type.ts';
import type { WatchText } from '../client/messages.ts';
import type { IpcCompression } from '../columnar/arrow/ipc-codecs.ts';
import { errorData, type ErrorData } from '../protocol/error-data.ts';
import { encodeError } from '../protocol/error-record.ts';
import { PROGRESS } from '../protocol/messages.ts';
import { encodeRecord } from '../protocol/record.ts';
import type { Identity } from './gate.ts';
import type { FrameSink } from './request-run.ts';
import type { Run } from './run-pool.ts';
import type { ServiceHeart } from './service-heart.ts';
import type { CommitNote, RunNews } from './thread-messages.ts';

/** What a subscription is made of. */
export interface SubscriptionOptions {
  readonly id: number;
  readonly connection: FrameSink & { readonly id: number };
  readonly heart: ServiceHeart;
  readonly identity: Identity;
  readonly compression: IpcCompression;
  /** Bytes that the client takes before it gives credit; 0: all as they come. */
  readonly window: number;
  readonly text: WatchText;
  readonly onEnd: () => void;
}

/** Milliseconds between two runs at least; a query that takes longer pauses as long as it took. */
const PAUSE_MILLISECONDS = 5;

/** A piece of a change, or its end. */
type Held = Extract<RunNews, { kind: 'piece' }> | 'end';

/**
 * A query that is run again when a commit has changed what it reads. A run begins only when the client has taken all of the change before: what is committed meanwhile comes as one change. Between
 * runs it holds the rows that the client has, and no thread.
 */
export class Subscription {
  readonly #options: SubscriptionOptions;
  readonly #unlisten: () => void;
  #run: Run | null = null;
  #running = false;
  #paused: NodeJS.Timeout | null = null;
  /** Bytes that were sent and for which no credit came. */
  #untaken = 0;
  #held: Held[] = [];
  #before: { readonly state: Uint8Array; readonly result: readonly Field[] } | null = null;
  /** Tables that the query reads; `null`: any. */
  #reads: ReadonlySet<number> | null = null;
  /** The snapshot that was seen last, and the newest that may have changed something. */
  #seen = -1;
  #changed = 0;
  #changes = 0;
  ended = false;

  constructor(options: SubscriptionOptions) {
    this.#options = options;
    this.#unlisten = options.heart.onCommit((commits) => this.#committed(commits));
    this.#next();
  }

  /** The client has taken so many bytes. */
  credit(bytes: number): void {
    this.#untaken = Math.max(0, this.#untaken - bytes);
    this.flush();
  }

  /** Sends what the client has room for. */
  flush(): void {
    const { connection, id, window } = this.#options;
    while (this.#held.length > 0 && (window === 0 || this.#untaken < window)) {
      const next = this.#held.shift()!;
      if (next === 'end') {
        const progress = { statement: ++this.#changes, of: null, fraction: null, message: null };
        connection.send('progress', id, encodeRecord('PROGRESS', PROGRESS, progress));
        continue;
      }
      if (window > 0) this.#untaken += next.bytes.length;
      connection.send(next.first ? 'result' : 'more', id, next.bytes);
    }
    this.#next();
  }

  /** It takes no data. */
  data(): void {
    throw gobiError('ProtocolError', { reason: `request ${this.#options.id} takes no data` });
  }

  cancel(): void {
    this.#fail(errorData(gobiError('Cancelled', { what: 'the subscription' })));
  }

  /** The service stops. */
  stop(): void {
    this.#fail(errorData(gobiError('ServiceStopping', { service: this.#options.heart.name })));
  }

  /** The client is gone. */
  abandon(): void {
    this.ended = true;
    this.#unlisten();
    if (this.#paused !== null) clearTimeout(this.#paused);
    this.#held = [];
    this.#run?.cancel();
  }

  #committed(commits: readonly CommitNote[]): void {
    for (const { snapshot, tables, names } of commits)
      if (names || this.#reads === null || tables.some((table) => this.#reads!.has(table))) this.#changed = snapshot;
    this.#next();
  }

  /** Runs the query when there is something to be seen, and the client has all that was. */
  #next(): void {
    if (this.ended || this.#running || this.#paused !== null || this.#untaken > 0 || this.#held.length > 0) return;
    if (this.#seen >= this.#changed) return;
    const { heart, connection, identity, compression, text } = this.#options;
    if (!heart.gate.holds(identity))
      return this.#fail(errorData(gobiError('LoginRefused', { reason: 'its token was revoked or has expired' })));
    this.#running = true;
    const begun = performance.now();
    const limitBytes = heart.limits.watchedBytes;
    const session = heart.nextSession();
    const request = { kind: 'watch', session, ...text, before: this.#before, limitBytes } as const;
    this.#run = heart.pool.run({ request, compression, passing: true, role: identity.role }, connection.id, null, {
      onNews: (news) => this.#take(news),
      onEnd: (end) => {
        this.#running = false;
        if (this.ended) return;
        if (end.kind === 'error') return this.#fail(end.error);
        if (end.kind === 'lost') return this.#fail(errorData(end.error));
        this.#pause(performance.now() - begun);
        this.flush();
      },
    });
  }

  #pause(milliseconds: number): void {
    this.#paused = setTimeout(
      () => {
        this.#paused = null;
        this.#next();
      },
      Math.max(PAUSE_MILLISECONDS, milliseconds),
    );
  }

  #take(news: Exclude<RunNews, { kind: 'ready' | 'done' | 'error' }>): void {
    // what the client has no room for yet waits here, and not in the thread
    if (news.kind === 'piece') this.#run?.release(news.bytes.length);
    if (this.ended) return;
    if (news.kind === 'piece') {
      this.#held.push(news);
      this.flush();
    } else if (news.kind === 'watched') {
      const { state, result, reads, snapshot } = news;
      if (state !== null) this.#before = { state, result };
      this.#reads = reads === null ? null : new Set(reads);
      this.#seen = snapshot;
      if (state === null) return;
      this.#held.push('end');
      this.flush();
    }
  }

  #fail(error: ErrorData): void {
    if (this.ended) return;
    const { connection, id, onEnd } = this.#options;
    this.abandon();
    connection.send('error', id, encodeError(error));
    onEnd();
  }
}
