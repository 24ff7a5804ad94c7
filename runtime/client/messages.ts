import type { MaintenanceOptions, MaintenanceReport } from './maintenance.ts';
import type { CatalogView, ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import type { BoundRoutine } from '../../compiler/contract/bindings.ts';
import type { DataType, Field } from '../../compiler/contract/data-type.ts';
import type {
  DeployFile,
  DeployOptions,
  DeployReport,
  RollbackOptions,
  RollbackReport,
} from '../../compiler/contract/deploy.ts';
import type { Diagnostic } from '../../compiler/contract/diagnostic.ts';
import type { ProfileReport } from '../../compiler/contract/profile.ts';
import type { StatementShape } from '../../compiler/contract/statement-shape.ts';
import type { Table } from '../columnar/table.ts';
import type { Value } from '../columnar/value.ts';

import type { Change } from './change.ts';
import type { IngestOptions } from './ingest.ts';
import type { Result } from './result.ts';
import type { RowInput } from './row-batches.ts';
import type { ErrorData } from '../protocol/error-data.ts';
import type { StatementResult } from '../protocol/statement-result.ts';

/** Texts by parameter name, as a command line gives them. */
export type TextArguments = Readonly<Record<string, string>>;

/**
 * What the engine asks of the thread that owns the lake. Sessions are numbered by the asker and begin with their first request; each has its own locals,
 * settings and transaction.
 */
export type Request =
  | {
      readonly kind: 'execute';
      readonly session: number;
      readonly text: string;
      readonly name: string;
      readonly values: Readonly<Record<string, Value>>;
      /** In shared memory: the asker raises its one number from 0 when the statements are to end. */
      readonly cancelled?: Int32Array;
      /** Types of the values whose type does not follow from them. */
      readonly types?: Readonly<Record<string, DataType>>;
    }
  | {
      readonly kind: 'call';
      readonly session: number;
      readonly procedure: string;
      readonly args: readonly Value[] | Readonly<Record<string, Value>>;
      /** Types of the arguments, in order, where they do not follow from the values. */
      readonly types?: readonly DataType[];
      readonly cancelled?: Int32Array;
    }
  /** Asks what a text of one statement takes and gives, answered by `prepared`. */
  | { readonly kind: 'prepare'; readonly session: number; readonly text: string; readonly name: string }
  /** Runs a statement that was prepared in the session. `values` are by the parameters' names without `$`. */
  | {
      readonly kind: 'run_prepared';
      readonly session: number;
      readonly prepared: PreparedStatement;
      readonly values: Readonly<Record<string, Value>>;
      /** Types of the values whose type does not follow from them. */
      readonly types?: Readonly<Record<string, DataType>>;
      readonly cancelled?: Int32Array;
    }
  | { readonly kind: 'close_prepared'; readonly session: number; readonly statement: number }
  | WatchRequest
  | ManageRequest
  /** Checks that routines fit calls that a client was built for: `StaleBindings`. */
  | { readonly kind: 'check_bindings'; readonly session: number; readonly routines: readonly BoundRoutine[] }
  | { readonly kind: 'catalog'; readonly session: number; readonly known: number }
  | {
      readonly kind: 'call_with_texts';
      readonly session: number;
      readonly routine: string;
      readonly texts: TextArguments;
      readonly cancelled?: Int32Array;
    }
  /** Puts rows into a table; the thread that runs it says where they come from. */
  | {
      readonly kind: 'ingest';
      readonly session: number;
      readonly table: string;
      readonly upsert: boolean;
      readonly batches?: Iterable<Table>;
      readonly cancelled?: Int32Array;
    }
  | { readonly kind: 'deploy'; readonly files: readonly DeployFile[]; readonly options: DeployOptions }
  | { readonly kind: 'rollback_code'; readonly options: RollbackOptions }
  | { readonly kind: 'maintain'; readonly options: MaintenanceOptions }
  /** Calls a routine in a session of its own, answered by where its time went. */
  | {
      readonly kind: 'profile';
      readonly routine: string;
      readonly texts: TextArguments;
      readonly cancelled?: Int32Array;
    }
  | { readonly kind: 'begin' | 'commit' | 'rollback' | 'end_session'; readonly session: number }
  /** Begins a session whose statements have the rights of a role. Without it a session has those that the lake was opened with. */
  | { readonly kind: 'start_session'; readonly session: number; readonly role: string }
  | TokenRequest
  | { readonly kind: 'close' };

/** Makes, drops, enables, disables or runs an object of automation or a procedure. */
export interface ManageRequest {
  readonly kind: 'manage';
  readonly session: number;
  readonly object: 'procedure' | 'trigger' | 'schedule' | 'pipeline';
  readonly action: string;
  readonly name: string;
  /** The declaration, or beside options what stands behind them. */
  readonly definition: string | null;
  readonly options: unknown;
  readonly cancelled?: Int32Array;
}

/** A query that is watched, with the values of its parameters by their names without `$`. */
export interface WatchText {
  readonly text: string;
  readonly name: string;
  readonly values: Readonly<Record<string, Value>>;
  /** Types of the values whose type does not follow from them. */
  readonly types?: Readonly<Record<string, DataType>>;
}

/** Runs a watched query, answered by `change`. `before` is what it gave last. */
export interface WatchRequest extends WatchText {
  readonly kind: 'watch';
  readonly session: number;
  readonly before: { readonly state: Uint8Array; readonly result: readonly Field[] } | null;
  /** Bytes that its rows may take. */
  readonly limitBytes: number;
  readonly cancelled?: Int32Array;
}

/** What came of a run of a watched query. */
export interface WatchChange {
  /** What went and came; `null` where nothing did. */
  readonly table: Table | null;
  /** All rows as an Arrow IPC stream, for the next run; `null` where they are as before. */
  readonly state: Uint8Array | null;
  readonly result: readonly Field[];
  /** Names of the columns that tell rows apart. */
  readonly key: readonly string[] | null;
  /** Ids of the tables that it read; `null` where there may be others. */
  readonly reads: readonly number[] | null;
  /** What it saw. */
  readonly snapshot: number;
}

/** Makes a token for a role (`expiresAt` in µs since 1970-01-01), answered by a result with its text, or revokes one. */
export type TokenRequest =
  | { readonly kind: 'create_token'; readonly role: string; readonly expiresAt: number | null }
  | { readonly kind: 'revoke_token'; readonly id: string };

/** A statement that was prepared: its number with the service (0 without one), its text, what errors call it, and the columns that it was said to give. */
export interface PreparedStatement {
  readonly statement: number;
  readonly text: string;
  readonly name: string;
  readonly result: StatementShape['result'];
}

/** What a request gives while it runs: results of statements, lines that code prints, and which of the text's statements begins. */
export type Output =
  | { readonly kind: 'result'; readonly result: StatementResult }
  | { readonly kind: 'print'; readonly line: string }
  | { readonly kind: 'diagnostics'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'statement'; readonly number: number; readonly of: number }
  | { readonly kind: 'prepared'; readonly prepared: { readonly statement: number; readonly shape: StatementShape } }
  | { readonly kind: 'change'; readonly change: WatchChange }
  | { readonly kind: 'catalog'; readonly catalog: SessionCatalog }
  | { readonly kind: 'deploy'; readonly report: DeployReport }
  | { readonly kind: 'rollback_code'; readonly report: RollbackReport }
  | { readonly kind: 'maintain'; readonly report: MaintenanceReport }
  | { readonly kind: 'profile'; readonly report: ProfileReport };

/** Where requests go: a lake on this thread, in a worker, or behind a service. */
export interface Link {
  /** `onOutput` is given what comes before the end. Rejects with the request's `GobiError`; `signal` ends it with `Cancelled`. */
  ask(request: Request, onOutput?: (output: Output) => void, signal?: AbortSignal): Promise<void>;
  /** Gives the rows of the request's results in batches, no faster than they are taken. */
  stream(request: StreamRequest, signal?: AbortSignal): AsyncGenerator<Result, void>;
  /** The changes of a query's result, the first with all of its rows. */
  subscribe(text: WatchText, signal?: AbortSignal): AsyncGenerator<Change, void>;
  /** Puts rows into a table, in the session's transaction or in one of their own; gives their number. */
  ingest(session: number, table: string, rows: RowInput, options: IngestOptions): Promise<number>;
  stop(): Promise<void>;
}

/** A request whose results may be taken in batches. */
export type StreamRequest = Extract<Request, { readonly kind: 'execute' }>;

/** What a session's statements are checked against. */
export interface SessionCatalog {
  /** Tells views apart: the same number, the same view. */
  readonly version: number;
  /** `null` for the view that the asker knows. */
  readonly view: CatalogView | null;
  /** The session's locals. */
  readonly scope: readonly ScopeLocal[];
  /** A BEGIN was given: the transaction is open until COMMIT or ROLLBACK. */
  readonly explicit: boolean;
}

/** A request is answered by any number of outputs, then by `done` or `error`. */
export type Reply = Output | { readonly kind: 'done' } | { readonly kind: 'error'; readonly error: ErrorData };

export interface Envelope<T> {
  readonly id: number;
  readonly body: T;
}
