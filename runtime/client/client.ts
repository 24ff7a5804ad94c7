import type { DataType } from '../../compiler/contract/data-type.ts';
import type { UserValue } from '../columnar/user-value.ts';
import type { Value } from '../columnar/value.ts';
import { encodeRequest } from '../protocol/messages.ts';
import type { IngestOptions } from './ingest.ts';
import type { Link, ManageRequest, Output } from './messages.ts';
import type { RowInput } from './row-batches.ts';
import { Result } from './result.ts';
import { resultOf, ResultReader } from './result-reader.ts';
import type { CallArguments, ExecOptions, Parameters, RunOptions, Runner } from './runner.ts';
import { Session } from './session.ts';
import type { SqlText } from './sql.ts';
import type { Change } from './change.ts';
import { watchText } from './watch-text.ts';
import { parseAddress, type Address } from './address.ts';
import type { WireOptions } from './wire.ts';
import { WirePool, type BindOptions, type PoolOptions } from './wire-pool.ts';
import { pooledLink } from './pooled-link.ts';
import { inTransaction, type TransactionOptions } from './transaction.ts';
import { NO_SESSION } from './wire-link.ts';

/** A client of a service, over connections that it makes, and makes again, as it needs them. Its own statements run each by itself, side by side; `session()` keeps what statements leave. */
export class Client implements Runner {
  readonly #pool: WirePool;
  readonly #link: Link;
  readonly #alone: Session;
  #sessions = 0;

  /** Use `connect`. */
  constructor(pool: WirePool) {
    this.#pool = pool;
    this.#link = pooledLink(pool);
    this.#alone = new Session(this.#link, NO_SESSION);
  }

  /** What the service is called. */
  get service(): string {
    return this.#pool.service;
  }

  query(text: string | SqlText, parameters?: Parameters, options?: RunOptions): Promise<Result> {
    return this.#alone.query(text, parameters, options);
  }

  exec(text: string | SqlText, parameters?: Parameters, options?: ExecOptions): Promise<Result[]> {
    return this.#alone.exec(text, parameters, options);
  }

  call(procedure: string, args?: CallArguments, options?: RunOptions): Promise<UserValue> {
    return this.#alone.call(procedure, args, options);
  }

  stream(query: string | SqlText, parameters?: Parameters, options?: RunOptions): AsyncGenerator<Result, void> {
    return this.#alone.stream(query, parameters, options);
  }

  ingest(table: string, rows: RowInput, options?: IngestOptions): Promise<number> {
    return this.#alone.ingest(table, rows, options);
  }

  /**
   * Watches a query: gives its rows, then what changes in them whenever a commit changes what it reads. Who reads slowly gets the newest state: what came and went in between is not told.
   * When the connection is lost, or the service starts anew, it goes on over the next one, with all rows (`whole`). Ends by leaving the loop or with `Cancelled` by the signal; rejects with `StaleStatement` or the error of
   * a check when a deploy takes what the query reads, with `ConnectionFailed` or `Disconnected` when the service stays away (`reconnectMilliseconds`).
   */
  subscribe(query: string | SqlText, given: Parameters = [], options: RunOptions = {}): AsyncGenerator<Change, void> {
    return this.#link.subscribe(watchText(query, given), options.signal);
  }

  /** A session of its own: locals, settings and an explicit transaction that others do not see. */
  session(): Session {
    return new Session(this.#link, this.#sessions++);
  }

  /** As `inTransaction`, in a session of this connection. */
  transaction<T>(work: (runner: Runner) => Promise<T>, options?: TransactionOptions): Promise<T> {
    return inTransaction(() => this.session(), work, options);
  }

  /** As `Session.manage`. */
  manage(
    object: ManageRequest['object'],
    action: string,
    name: string,
    given: { readonly definition?: string | null; readonly options?: unknown } = {},
  ): Promise<void> {
    return this.#alone.manage(object, action, name, given);
  }

  /** Calls a routine with values of known types, as typed bindings do; gives the result as it came. */
  async callTyped(
    procedure: string,
    args: Readonly<Record<string, Value>>,
    types: readonly DataType[],
    { signal }: RunOptions = {},
  ): Promise<Result> {
    let result = new Result({ verb: '', table: null, rowsChanged: null });
    const take = (output: Output): void => {
      if (output.kind === 'result') result = new Result(output.result);
    };
    await this.#link.ask({ kind: 'call', session: NO_SESSION, procedure, args, types }, take, signal);
    return result;
  }

  /** Tells the service something, or asks it: `status`, `mount`, `unmount`, `reload`, `drain`, `stop`. */
  async control(action: string, options: unknown = null): Promise<Result> {
    let answer: Result | null = null;
    const { wire, release } = await this.#pool.lease();
    const reader = new ResultReader((bytes) => (answer = new Result(resultOf(bytes, wire.decoder))));
    try {
      await wire.request(encodeRequest('SERVICE_CONTROL', { action, options }), (frame) => reader.take(frame));
    } finally {
      release();
    }
    reader.finish();
    return answer!;
  }

  close(): void {
    this.#pool.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

export type ClientOptions = WireOptions & PoolOptions & BindOptions;

/**
 * Connects to a service, also by an address as `gobis://host:4624`, or by a function that is asked for the address before each connection. Errors: `ConnectionFailed`, `AccessDenied`,
 * `ProtocolError`.
 */
export async function connect(
  address: Address | string | (() => Address),
  options: ClientOptions = {},
): Promise<Client> {
  const place = typeof address === 'string' ? parseAddress(address) : address;
  return new Client(await WirePool.open(typeof place === 'function' ? place : () => place, options));
}
