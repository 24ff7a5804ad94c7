import type { GobiError } from '../../compiler/contract/runtime-error.ts';
import type { Principal } from './audit-log.ts';
import { COUNTS, Histogram, SECONDS } from './histogram.ts';
import type { MetricFamily, MetricPoint } from './open-metrics.ts';
import type { RunNews, RunOrder } from './thread-messages.ts';

/** A request from its arrival to its end. */
export interface RunRecord {
  readonly order: RunOrder;
  readonly connection: number;
  readonly session: number | null;
  /** Who asked; `null` for the service itself. */
  readonly principal: Principal | null;
  /** Milliseconds of `performance.now`. */
  readonly since: number;
  /** When it was given to a thread, and to which. */
  started: number;
  thread: number | null;
  bytes: number;
}

export type RunEnd =
  Extract<RunNews, { kind: 'done' | 'error' }> | { readonly kind: 'lost'; readonly error: GobiError };

/** What is told of requests that take long. */
export interface SlowRuns {
  /** Milliseconds; infinite for none. */
  readonly milliseconds: number;
  readonly tell: (facts: Readonly<Record<string, unknown>>) => void;
}

/** Who is told of requests. */
export interface RunObservers {
  readonly slow: SlowRuns;
  /** Who a connection belongs to. */
  readonly who: (connection: number) => Principal | null;
  readonly onEnd: (record: RunRecord, end: RunEnd) => void;
}

/** Counts what run threads do, and knows what they do now. */
export class RunLedger {
  readonly active = new Set<RunRecord>();
  readonly #requests = new Map<string, number>();
  readonly #errors = new Map<string, number>();
  readonly #waited = new Histogram(SECONDS);
  readonly #ran = new Histogram(SECONDS);
  readonly #groups = new Histogram(COUNTS);
  #commits = 0;
  #bytes = 0;
  readonly #observers: RunObservers;

  constructor(observers: RunObservers) {
    this.#observers = observers;
  }

  begin(order: RunOrder, connection: number, session: number | null): RunRecord {
    const since = performance.now();
    const principal = this.#observers.who(connection);
    const record: RunRecord = { order, connection, session, principal, since, started: 0, thread: null, bytes: 0 };
    this.active.add(record);
    return record;
  }

  given(record: RunRecord, thread: number): void {
    record.thread = thread;
    record.started = performance.now();
  }

  end(record: RunRecord, end: RunEnd): void {
    this.active.delete(record);
    this.#observers.onEnd(record, end);
    const { order, started, since } = record;
    const { kind } = order.request;
    this.#requests.set(kind, (this.#requests.get(kind) ?? 0) + 1);
    if (end.kind !== 'done') this.#errors.set(end.error.code, (this.#errors.get(end.error.code) ?? 0) + 1);
    if (record.thread === null) return;
    const ran = performance.now() - started;
    this.#waited.observe((started - since) / 1000);
    this.#ran.observe(ran / 1000);
    this.#bytes += record.bytes;
    const { slow } = this.#observers;
    if (ran >= slow.milliseconds) slow.tell(slowFacts(record, end, ran));
  }

  /** Commits that were made together. */
  committed(commits: number): void {
    this.#commits += commits;
    this.#groups.observe(commits);
  }

  get families(): readonly MetricFamily[] {
    const one = (value: number | Histogram): readonly MetricPoint[] => [{ labels: {}, value }];
    return [
      { name: 'gobi_requests', kind: 'counter', help: 'Requests that have ended.', points: by('kind', this.#requests) },
      { name: 'gobi_errors', kind: 'counter', help: 'Requests that failed.', points: by('code', this.#errors) },
      {
        ...{ name: 'gobi_wait_seconds', kind: 'histogram', unit: 'seconds' },
        ...{ help: 'Time until a request had a thread.', points: one(this.#waited) },
      },
      {
        ...{ name: 'gobi_run_seconds', kind: 'histogram', unit: 'seconds' },
        ...{ help: 'Time that a request had a thread.', points: one(this.#ran) },
      },
      { name: 'gobi_commits', kind: 'counter', help: 'Commits.', points: one(this.#commits) },
      {
        ...{ name: 'gobi_commit_group', kind: 'histogram' },
        ...{ help: 'Commits that were made durable together.', points: one(this.#groups) },
      },
      {
        ...{ name: 'gobi_result_bytes', kind: 'counter', unit: 'bytes' },
        ...{ help: 'Bytes of results.', points: one(this.#bytes) },
      },
    ];
  }
}

function by(label: string, counts: ReadonlyMap<string, number>): readonly MetricPoint[] {
  return [...counts].map(([key, value]) => ({ labels: { [label]: key }, value }));
}

/** The text of a request that may be shown; `null` for one that may hold a secret, or has no text. */
export function shownText({ request }: RunOrder): string | null {
  const text = textOf(request);
  return text === null || /\bsecret\b|\bseal\b/i.test(text) ? null : text.slice(0, TEXT_LENGTH);
}

const TEXT_LENGTH = 2000;

function textOf(request: RunOrder['request']): string | null {
  switch (request.kind) {
    case 'execute':
    case 'prepare':
      return request.text;
    case 'run_prepared':
      return request.prepared.text;
    case 'call':
      return `call ${request.procedure}`;
    case 'call_with_texts':
    case 'profile':
      return `call ${request.routine}`;
    case 'ingest':
      return `ingest into ${request.table}`;
    default:
      return null;
  }
}

function slowFacts(
  { order, connection, session, bytes }: RunRecord,
  end: RunEnd,
  ran: number,
): Record<string, unknown> {
  return {
    ...{ kind: order.request.kind, text: shownText(order), role: order.role, connection, session, bytes },
    milliseconds: Math.round(ran),
    outcome: end.kind === 'done' ? 'done' : end.error.code,
  };
}
