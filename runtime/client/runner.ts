import type { DataType } from '../../compiler/contract/data-type.ts';
import type { Diagnostic } from '../../compiler/contract/diagnostic.ts';
import type { UserValue } from '../columnar/user-value.ts';
import type { Value } from '../columnar/value.ts';
import type { IngestOptions } from './ingest.ts';
import type { Result } from './result.ts';
import type { RowInput } from './row-batches.ts';
import type { SqlText } from './sql.ts';

/** A value that a program gives: a `Date` is a date or timestamp, a plain object a struct. */
export type ParameterValue =
  | number
  | bigint
  | string
  | boolean
  | Uint8Array
  | Date
  | null
  | readonly ParameterValue[]
  | { readonly [field: string]: ParameterValue };

/** Values for the parameters of a text: by name (`$name`), or by position (`$1`, `?`) when a list. */
export type Parameters = readonly ParameterValue[] | Readonly<Record<string, ParameterValue>>;

/** Arguments of a call: in order, or by the names of the parameters. */
export type CallArguments = readonly ParameterValue[] | Readonly<Record<string, ParameterValue>>;

/** Settings of one execution. */
export interface ExecOptions {
  /** What errors call the text; default `statement`. */
  readonly name?: string;
  /** Locals that the text begins with, by name. */
  readonly locals?: Readonly<Record<string, Value>>;
  /** The types of locals, where they do not follow from the values. */
  readonly localTypes?: Readonly<Record<string, DataType>>;
  /** Is given each statement's result as it comes, in order. */
  readonly onResult?: (result: Result) => void | Promise<void>;
  /** Is given each line that code prints (`print(…)`). */
  readonly onPrint?: (line: string) => void;
  /** Is given what the check of a statement found that is no error. */
  readonly onDiagnostics?: (diagnostics: readonly Diagnostic[]) => void;
  /** Is told of each statement before it begins: its number, from 1, and how many there are. */
  readonly onStatement?: (number: number, of: number) => void;
  /** Ends what runs with `Cancelled` when it is aborted: at once in a worker, before the next statement on the caller's own thread. */
  readonly signal?: AbortSignal;
}

/** Settings of one request. */
export interface RunOptions {
  /** Ends what runs with `Cancelled` when it is aborted: at once in a worker or a service, before the next statement on the caller's own thread. */
  readonly signal?: AbortSignal;
}

/** What runs statements and calls: an engine, a session, a transaction. Rejections are `GobiError`s. */
export interface Runner {
  /** Runs one text; gives the result of its last statement. */
  query(text: string | SqlText, parameters?: Parameters, options?: RunOptions): Promise<Result>;
  /** Runs one text; gives the results of all its statements. Each commits on its own outside of a transaction: those before one that fails stay. */
  exec(text: string | SqlText, parameters?: Parameters, options?: ExecOptions): Promise<Result[]>;
  /**
   * Calls a procedure or function; gives its value as `UserValue` says (decimals, dates and times as exact text), of a table the rows as objects. Columns and their types come
   * from `query('call …')`. A call is one transaction.
   */
  call(procedure: string, args?: CallArguments, options?: RunOptions): Promise<UserValue>;
  /**
   * Runs one text; gives the rows of its statements in batches as they come. A service waits where the reader does; leaving the loop ends what runs. An engine gives each
   * result whole.
   */
  stream(query: string | SqlText, parameters?: Parameters, options?: RunOptions): AsyncGenerator<Result, void>;
  /**
   * Puts rows into a table in one commit, or in the transaction that is open, and gives their number. Columns are found by name, columns that are left out get their defaults; a
   * value that would lose something in its column is refused, with the column's name. When anything fails, or this program ends, nothing is left.
   */
  ingest(table: string, rows: RowInput, options?: IngestOptions): Promise<number>;
}
