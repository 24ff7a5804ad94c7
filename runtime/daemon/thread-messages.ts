import type { MessagePort } from 'node:worker_threads';
import type { CatalogView, FileInfo, FormerTable, ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import type { QueryPlan } from '../../compiler/contract/plan.ts';
import type { StatementShape } from '../../compiler/contract/statement-shape.ts';
import type { KernelTraits } from '../columnar/kernel-provider.ts';
import type { CompiledText } from '../modules/build.ts';
import type { WireNote, WireRequest } from './commit-wire.ts';
import type { AuditEntry } from '../lake/audit-rows.ts';
import type { FactsEnd } from './facts-link.ts';
import type { CallCells } from './call-cells.ts';
import type { SlotCells } from './task-slots.ts';
import type { PlanPlaces } from './plan-places.ts';
import type { IpcCompression } from '../columnar/arrow/ipc-codecs.ts';
import type { CommitOutcome } from '../lake/commit/commit-request.ts';
import type { ErrorData } from '../protocol/error-data.ts';
import type { OwnerOptions } from '../engine/lake-owner.ts';
import type { Request, WatchChange } from '../client/messages.ts';

/** What the commit thread is started with. `doorbell` is raised whenever something waits for it. */
export interface CommitThreadData {
  readonly folder: string;
  readonly options: OwnerOptions;
  readonly doorbell: Int32Array;
  readonly head: LakeHead;
}

/** In shared memory: the newest snapshot that has been committed; -1 until the lake is open. */
export type LakeHead = BigInt64Array<SharedArrayBuffer>;

/** What the main thread tells a thread that serves others. */
export type PortOrder =
  | { readonly kind: 'join'; readonly thread: number; readonly port: MessagePort; readonly wake: Int32Array }
  | { readonly kind: 'leave'; readonly thread: number }
  /** Of the commit thread: entries for the audit log; those before `keptSince` are forgotten. */
  | { readonly kind: 'audit'; readonly entries: readonly AuditEntry[]; readonly keptSince: number }
  | { readonly kind: 'close' };

/** The end of a port at which a thread asks and waits. `wake` is raised when it is answered, `doorbell` is to be raised when it has asked. */
export interface PortEnd {
  readonly port: MessagePort;
  readonly wake: Int32Array;
  readonly doorbell: Int32Array;
  /** Brings a new `port` when another thread has taken the place of the one that served; then `wake` is raised too. */
  readonly renewals: MessagePort;
}

/** What a run thread asks of the compile thread. `starts`: where the statements begin. `version` names the view, which need not go along when it is known. */
export type CompileAsk =
  | {
      readonly kind: 'compile' | 'shape';
      readonly name: string;
      readonly text: string;
      readonly starts: readonly number[];
      readonly scope: readonly ScopeLocal[];
      readonly files: readonly FileInfo[];
      readonly former: readonly FormerTable[] | undefined;
      readonly version: string;
      readonly view: CatalogView | null;
    }
  | { readonly kind: 'kernel'; readonly query: QueryPlan; readonly traits: KernelTraits };

export type CompileReply =
  | { readonly kind: 'compiled'; readonly compiled: CompiledText; readonly places: PlanPlaces }
  | { readonly kind: 'shape'; readonly shape: StatementShape }
  | { readonly kind: 'lacks view' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failed'; readonly error: ErrorData };

/** What the commit thread tells the main thread: that the lake is open, that it cannot be opened, what has been committed or refused, that it has been closed. */
export type CommitThreadNews =
  | { readonly kind: 'ready'; readonly snapshot: number }
  | { readonly kind: 'failed'; readonly error: ErrorData }
  | { readonly kind: 'committed'; readonly commits: readonly CommitNote[]; readonly settled: readonly Settled[] }
  /** Entries of the audit log could not be written. */
  | { readonly kind: 'audit_failed'; readonly entries: number; readonly error: ErrorData }
  | { readonly kind: 'closed' };

/** What came of a commit that no thread waits for. */
export type Settled =
  { readonly ticket: number; readonly snapshot: number } | { readonly ticket: number; readonly error: ErrorData };

/** What a run thread asks of the commit thread. With a ticket it does not wait: the main thread is told what came of it. */
export interface CommitAsk {
  readonly request: WireRequest;
  readonly ticket: number | null;
}

/** What the main thread needs to know of a commit. */
export interface CommitNote {
  readonly snapshot: number;
  /** Ids of the tables whose rows changed. */
  readonly tables: readonly number[];
  /** Anything but rows changed. */
  readonly names: boolean;
}

/** What the commit thread sends a run thread: the answer to the request that it waits for, or what was committed besides. */
export type CommitReply =
  | { readonly kind: 'committed'; readonly outcome: CommitOutcome }
  | { readonly kind: 'refused'; readonly error: ErrorData }
  | { readonly kind: 'published'; readonly commits: readonly WireNote[] };

/** What a run thread is started with. */
export interface RunThreadData {
  readonly folder: string;
  readonly options: OwnerOptions;
  readonly commits: PortEnd;
  readonly head: LakeHead;
  readonly compiler: PortEnd;
  /** What is to be done comes here, and what is told goes back. */
  readonly port: MessagePort;
  /** Raised whenever something has been sent to the thread. */
  readonly asked: Int32Array;
  readonly slots: SlotCells;
  /** Raised whenever data for the request has been sent, and when it is cancelled. */
  readonly fed: Int32Array;
  /** Bytes of results that are on their way and not yet with the client. */
  readonly underway: Int32Array;
  readonly facts: FactsEnd;
  /** As of `LimitCells`. */
  readonly limits: Float64Array;
  readonly calls: CallCells;
}

/** What the main thread gives a run thread to do. */
export interface RunOrder {
  readonly request: Request;
  readonly compression: IpcCompression;
  /** The session ends with the request. */
  readonly passing: boolean;
  /** Whose rights its session has; `null` for the owner's. */
  readonly role: string | null;
}

/** An order as a run thread has it. */
export interface RunTask extends RunOrder {
  /** The ticket under which its commit may be made while the thread does something else; `null`: the thread waits for it. */
  readonly ticket: number | null;
  /** Under which it is offered in `TaskSlots`. */
  readonly number: number;
  readonly slot: number;
  /** The number of the order that was running, as far as the main thread knew; 0 for none. */
  readonly behind: number;
}

/** What a run thread is sent: orders, which it does one after the other; or the next piece of the data that the running one takes, `null` at its end. */
export type RunInput = { readonly orders: readonly RunTask[] } | { readonly data: Uint8Array | null };

/** What a run thread says while it works, then `done` or `error`. */
export type RunNews =
  | { readonly kind: 'ready' }
  | { readonly kind: 'piece'; readonly first: boolean; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: 'notice';
      readonly severity: string;
      readonly code: string;
      readonly message: string;
      readonly details?: unknown;
    }
  /** So many bytes of the request's data have been taken; 0: it is ready for them. */
  | { readonly kind: 'taken'; readonly bytes: number }
  /** What a text takes and gives; the streams hold the columns of its parameters and of its rows. */
  | {
      readonly kind: 'prepared';
      readonly result: StatementShape['result'];
      readonly streams: { readonly parameters: Uint8Array; readonly result: Uint8Array | null };
    }
  /** A run of a watched query has told what changed: what it saw, and its rows for the next run. */
  | ({ readonly kind: 'watched' } & Pick<WatchChange, 'state' | 'result' | 'reads' | 'snapshot'>)
  /** What came of a deploy, or of a rollback of code. */
  | { readonly kind: 'progress'; readonly statement: number; readonly of: number }
  /** The order was not begun: the thread belongs to another session now. */
  | { readonly kind: 'returned' }
  /** All has been said but whether it is committed, which the commit thread tells by the ticket; nothing of it may be shown before. */
  | { readonly kind: 'deferred'; readonly ticket: number; readonly said: readonly RunNews[] }
  | { readonly kind: 'done'; readonly kept: boolean; readonly snapshot: number; readonly defined?: Defined }
  | { readonly kind: 'error'; readonly kept: boolean; readonly error: ErrorData; readonly defined?: Defined };

/** The first words of the statements that defined something, each once: left out where there were none. */
export type Defined = readonly string[];
