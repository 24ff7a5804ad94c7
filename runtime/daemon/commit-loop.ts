import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { isUnchanged } from '../catalog/catalog-changes.ts';
import { countOf, raise, waitPast } from '../host/signal.ts';
import { withoutSegments, type PublishedCommit } from '../lake/commit/commit-peer.ts';
import type { CommitOutcome, CommitRequest } from '../lake/commit/commit-request.ts';
import type { Lake } from '../lake/lake.ts';
import { errorData } from '../protocol/error-data.ts';
import type { CommitNote, CommitReply, CommitThreadNews, CommitThreadOrder } from './thread-messages.ts';

/** A run thread, as the commit thread knows it. */
interface Member {
  readonly port: MessagePort;
  readonly wake: Int32Array;
}

interface Waiting {
  readonly member: Member;
  readonly request: CommitRequest;
}

/**
 * The commit thread's work: takes the requests of all run threads that wait, commits them together, answers each, and tells the others what it was. Sleeps on its
 * doorbell; returns when it is told to close.
 */
export class CommitLoop {
  readonly #lake: Lake;
  readonly #orders: MessagePort;
  readonly #doorbell: Int32Array;
  readonly #members = new Map<number, Member>();

  constructor(lake: Lake, orders: MessagePort, doorbell: Int32Array) {
    this.#lake = lake;
    this.#orders = orders;
    this.#doorbell = doorbell;
  }

  run(): void {
    for (;;) {
      const seen = countOf({ cell: this.#doorbell });
      const order = receive<CommitThreadOrder>(this.#orders);
      if (order?.kind === 'close') return;
      if (order !== null) this.#obey(order);
      const waiting = this.#waiting();
      if (waiting.length > 0) this.#commit(waiting);
      else if (order === null) waitPast({ cell: this.#doorbell }, seen);
    }
  }

  #obey(order: Exclude<CommitThreadOrder, { kind: 'close' }>): void {
    if (order.kind === 'join') this.#members.set(order.thread, { port: order.port, wake: order.wake });
    else {
      this.#members.get(order.thread)?.port.close();
      this.#members.delete(order.thread);
    }
  }

  /** A run thread has at most one request, and waits for its answer. */
  #waiting(): Waiting[] {
    const waiting: Waiting[] = [];
    for (const member of this.#members.values()) {
      const request = receive<CommitRequest>(member.port);
      if (request !== null) waiting.push({ member, request });
    }
    return waiting;
  }

  #commit(waiting: readonly Waiting[]): void {
    const outcomes = this.#outcomes(waiting.map(({ request }) => request));
    const made = waiting.flatMap(({ member, request }, i) => {
      const outcome = outcomes[i]!;
      return outcome instanceof Error ? [] : [{ member, request, outcome }];
    });
    made.sort((a, b) => a.outcome.snapshot - b.outcome.snapshot);
    // what others committed before it must be with a thread when its answer is
    for (const member of this.#members.values()) {
      const commits = made.filter((each) => each.member !== member).map(published);
      if (commits.length > 0) member.port.postMessage({ kind: 'published', commits } satisfies CommitReply);
    }
    waiting.forEach(({ member }, i) => {
      member.port.postMessage(replyOf(outcomes[i]!));
      raise({ cell: member.wake });
    });
    if (made.length > 0)
      this.#orders.postMessage({ kind: 'committed', commits: made.map(noteOf) } satisfies CommitThreadNews);
  }

  #outcomes(requests: readonly CommitRequest[]): readonly (CommitOutcome | Error)[] {
    try {
      return this.#lake.commitAll(requests);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      return requests.map(() => failure);
    }
  }
}

function receive<T>(port: MessagePort): T | null {
  const received = receiveMessageOnPort(port) as { readonly message: T } | undefined;
  return received === undefined ? null : received.message;
}

function published({ request, outcome }: PublishedCommit): PublishedCommit {
  return { request: withoutSegments(request), outcome };
}

function replyOf(outcome: CommitOutcome | Error): CommitReply {
  return outcome instanceof Error ? { kind: 'refused', error: errorData(outcome) } : { kind: 'committed', outcome };
}

function noteOf({ request, outcome }: PublishedCommit): CommitNote {
  const { base, tables, changes } = request;
  return {
    snapshot: outcome.snapshot,
    tables: tables.map(({ table }) => (table.id >= base.nextCatalogId ? table.id + outcome.idShift : table.id)),
    names: !isUnchanged(changes),
  };
}
