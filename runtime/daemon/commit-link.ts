import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { countOf, raise, waitPast } from '../host/signal.ts';
import { withoutSegments, type CommitPeer, type PublishedCommit } from '../lake/commit/commit-peer.ts';
import type { CommitOutcome, CommitRequest } from '../lake/commit/commit-request.ts';
import { errorFromData } from '../protocol/error-data.ts';
import type { CommitReply, LakeHead, PortEnd } from './thread-messages.ts';

/** The commit thread as a run thread sees it: a commit blocks the thread until it is answered. */
export class CommitLink implements CommitPeer {
  readonly #port: MessagePort;
  readonly #wake: Int32Array;
  readonly #doorbell: Int32Array;
  readonly #head: LakeHead;
  #published: PublishedCommit[] = [];

  constructor({ port, wake, doorbell }: PortEnd, head: LakeHead) {
    this.#head = head;
    this.#port = port;
    this.#wake = wake;
    this.#doorbell = doorbell;
  }

  commit(request: CommitRequest): CommitOutcome {
    this.#port.postMessage(withoutSegments(request));
    raise({ cell: this.#doorbell });
    for (;;) {
      const seen = countOf({ cell: this.#wake });
      const reply = this.#receive();
      if (reply?.kind === 'committed') return reply.outcome;
      if (reply?.kind === 'refused') throw errorFromData(reply.error);
      if (reply === null) waitPast({ cell: this.#wake }, seen);
    }
  }

  newest(): number | null {
    return Number(Atomics.load(this.#head, 0)) || null;
  }

  published(snapshot: number): readonly PublishedCommit[] {
    while (this.#receive() !== null);
    const known = this.#published.findIndex(({ outcome }) => outcome.snapshot > snapshot);
    const taken = known < 0 ? this.#published : this.#published.slice(0, known);
    this.#published = known < 0 ? [] : this.#published.slice(known);
    return taken;
  }

  /** The next message; commits of others are kept. */
  #receive(): CommitReply | null {
    const received = receiveMessageOnPort(this.#port) as { readonly message: CommitReply } | undefined;
    if (received === undefined) return null;
    if (received.message.kind === 'published') this.#published.push(...received.message.commits);
    return received.message;
  }
}
