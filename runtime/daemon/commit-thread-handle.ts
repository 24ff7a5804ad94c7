import { Worker } from 'node:worker_threads';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { AuditEntry } from '../lake/audit-rows.ts';
import type { OwnerOptions } from '../engine/lake-owner.ts';
import { errorFromData } from '../protocol/error-data.ts';
import { ServedPorts } from './served-port.ts';
import { Tickets } from './tickets.ts';
import type { CommitNote, CommitThreadData, CommitThreadNews, LakeHead, PortEnd, Settled } from './thread-messages.ts';

/** The commit thread as the main thread sees it. */
export class CommitThread {
  /** Settles when the lake is open, with its newest snapshot. Errors: as `openLake`. */
  readonly ready: Promise<number>;
  /** The newest snapshot that was committed here. */
  snapshot = 0;
  readonly head: LakeHead = new BigInt64Array(new SharedArrayBuffer(8)).fill(-1n);
  /** Is told of entries of the audit log that could not be written. */
  onAuditFailed: (news: Extract<CommitThreadNews, { kind: 'audit_failed' }>) => void = () => undefined;
  readonly #worker: Worker;
  readonly #ports = new ServedPorts();
  /** Commits that no thread waits for. */
  readonly #tickets = new Tickets();
  readonly #listeners = new Set<(commits: readonly CommitNote[]) => void>();

  /** `onLost` is called when the thread ends without being told to: nothing can be committed any more. */
  constructor(folder: string, options: OwnerOptions, onLost: (reason: string) => void) {
    const data: CommitThreadData = { folder, options, doorbell: this.#ports.doorbell, head: this.head };
    this.#worker = new Worker(new URL('./commit-thread.ts', import.meta.url), { workerData: data });
    this.#ports.attach(this.#worker);
    let failure = 'it ended';
    this.#worker.on('error', (error) => (failure = error instanceof Error ? error.message : String(error)));
    this.ready = new Promise((settle, fail) => {
      this.#worker.on('message', (news: CommitThreadNews) => {
        if (news.kind === 'ready') settle((this.snapshot = news.snapshot));
        else if (news.kind === 'failed') fail(errorFromData(news.error));
        else if (news.kind === 'committed') this.#committed(news);
        else if (news.kind === 'audit_failed') this.onAuditFailed(news);
      });
      this.#worker.on('exit', () => {
        fail(gobiError('WorkerLost', { what: 'commits', reason: failure }));
        onLost(failure);
      });
    });
    this.ready.catch(() => undefined);
  }

  /** Is told of all commits, in order. Gives what ends it. */
  onCommit(listener: (commits: readonly CommitNote[]) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A number for a commit that no thread waits for. */
  newTicket(): number {
    return this.#tickets.next();
  }

  /** Calls back with what comes of the commit of a ticket, once it is known. */
  onSettled(ticket: number, settle: (settled: Settled) => void): void {
    this.#tickets.wait(ticket, settle);
  }

  /** No commit will be asked for under the ticket any more. */
  endTicket(ticket: number): void {
    this.#tickets.end(ticket);
  }

  /** Has entries added to the audit log, and those before `keptSince` forgotten. */
  audit(entries: readonly AuditEntry[], keptSince: number): void {
    this.#ports.tell({ kind: 'audit', entries, keptSince });
  }

  /** The port through which a run thread commits. */
  join(thread: number): PortEnd {
    return this.#ports.join(thread);
  }

  leave(thread: number): void {
    this.#ports.leave(thread);
  }

  /** Closes the lake; commits that wait are made first. */
  async close(): Promise<void> {
    const closed = new Promise<void>((settle) => {
      this.#worker.once('exit', () => settle());
      this.#worker.on('message', (news: CommitThreadNews) => {
        if (news.kind === 'closed') settle();
      });
    });
    this.#ports.close();
    await closed;
    await this.#worker.terminate();
  }

  #committed({ commits, settled }: Extract<CommitThreadNews, { kind: 'committed' }>): void {
    const newest = commits.at(-1);
    if (newest !== undefined) {
      this.snapshot = Math.max(this.snapshot, newest.snapshot);
      for (const listener of this.#listeners) listener(commits);
    }
    for (const each of settled) this.#tickets.settle(each);
  }
}
