import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { countOf, raise, waitPast } from '../host/signal.ts';
import type { CommitPeer, PublishedCommit } from '../lake/commit/commit-peer.ts';
import type { CommitOutcome, CommitRequest } from '../lake/commit/commit-request.ts';
import type { TableEntry } from '../catalog/catalog-state.ts';
import { errorFromData } from '../protocol/error-data.ts';
import { commitOfNote, requestOnWire, type WireNote } from './commit-wire.ts';
import type { CommitAsk, CommitReply, LakeHead, PortEnd } from './thread-messages.ts';

/** The commit thread as a run thread sees it: a commit blocks the thread until it is answered, unless it is made later. */
export class CommitLink implements CommitPeer {
  readonly #port: MessagePort;
  readonly #wake: Int32Array;
  readonly #doorbell: Int32Array;
  readonly #head: LakeHead;
  #published: WireNote[] = [];

  constructor({ port, wake, doorbell }: PortEnd, head: LakeHead) {
    this.#head = head;
    this.#port = port;
    this.#wake = wake;
    this.#doorbell = doorbell;
  }

  commit(request: CommitRequest): CommitOutcome {
    this.#ask({ request: requestOnWire(request), ticket: null });
    for (;;) {
      const seen = countOf({ cell: this.#wake });
      const reply = this.#receive();
      if (reply?.kind === 'committed') return reply.outcome;
      if (reply?.kind === 'refused') throw errorFromData(reply.error);
      if (reply === null) waitPast({ cell: this.#wake }, seen);
    }
  }

  /** Has a request of rows that are in no files committed, and does not wait: what came of it is told to the main thread by the ticket. */
  commitLater(request: CommitRequest, ticket: number): void {
    this.#ask({ request: requestOnWire(request), ticket });
  }

  newest(): number | null {
    const newest = Number(Atomics.load(this.#head, 0));
    return newest < 0 ? null : newest;
  }

  *published(snapshot: number, tableOf: (id: number) => TableEntry | undefined): Generator<PublishedCommit> {
    while (this.#receive() !== null);
    const known = this.#published.findIndex((each) => each.snapshot > snapshot);
    const taken = known < 0 ? this.#published : this.#published.slice(0, known);
    this.#published = known < 0 ? [] : this.#published.slice(known);
    for (const note of taken) {
      const commit = commitOfNote(note, tableOf);
      if (commit !== null) yield commit;
    }
  }

  #ask(asked: CommitAsk): void {
    this.#port.postMessage(asked);
    raise({ cell: this.#doorbell });
  }

  /** The next message; commits of others are kept. */
  #receive(): CommitReply | null {
    const received = receiveMessageOnPort(this.#port) as { readonly message: CommitReply } | undefined;
    if (received === undefined) return null;
    if (received.message.kind === 'published') this.#published.push(...received.message.commits);
    return received.message;
  }
}
