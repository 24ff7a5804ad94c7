import type { Value } from '../columnar/value.ts';
import { encodeRequest } from '../protocol/messages.ts';
import type { IngestOptions } from './ingest.ts';
import type { Link } from './messages.ts';
import type { RowInput } from './row-batches.ts';
import { Result } from './result.ts';
import { resultOf, ResultReader } from './result-reader.ts';
import type { CallArguments, ExecOptions, Parameters, RunOptions, Runner } from './runner.ts';
import { Session } from './session.ts';
import type { SqlText } from './sql.ts';
import { parseAddress, type Address } from './address.ts';
import { Wire, type WireOptions } from './wire.ts';
import { inTransaction, type TransactionOptions } from './transaction.ts';
import { NO_SESSION, wireLink } from './wire-link.ts';

/** A connection to a service. Its own statements run each by itself, side by side; `session()` keeps what statements leave. */
export class Client implements Runner {
  readonly #wire: Wire;
  readonly #link: Link;
  readonly #alone: Session;
  #sessions = 0;

  /** Use `connect`. */
  constructor(wire: Wire) {
    this.#wire = wire;
    this.#link = wireLink(wire);
    this.#alone = new Session(this.#link, NO_SESSION);
  }

  /** What the service is called. */
  get service(): string {
    return this.#wire.welcome.service ?? '';
  }

  query(text: string | SqlText, parameters?: Parameters, options?: RunOptions): Promise<Result> {
    return this.#alone.query(text, parameters, options);
  }

  exec(text: string | SqlText, parameters?: Parameters, options?: ExecOptions): Promise<Result[]> {
    return this.#alone.exec(text, parameters, options);
  }

  call(procedure: string, args?: CallArguments, options?: RunOptions): Promise<Value> {
    return this.#alone.call(procedure, args, options);
  }

  stream(query: string | SqlText, parameters?: Parameters, options?: RunOptions): AsyncGenerator<Result, void> {
    return this.#alone.stream(query, parameters, options);
  }

  ingest(table: string, rows: RowInput, options?: IngestOptions): Promise<number> {
    return this.#alone.ingest(table, rows, options);
  }

  /** A session of its own: locals, settings and an explicit transaction that others do not see. */
  session(): Session {
    return new Session(this.#link, this.#sessions++);
  }

  /** As `inTransaction`, in a session of this connection. */
  transaction<T>(work: (runner: Runner) => Promise<T>, options?: TransactionOptions): Promise<T> {
    return inTransaction(() => this.session(), work, options);
  }

  /** Tells the service something, or asks it: `status`, `stop`. */
  async control(action: string, options: unknown = null): Promise<Result> {
    let answer: Result | null = null;
    const reader = new ResultReader((bytes) => (answer = new Result(resultOf(bytes))));
    await this.#wire.request(encodeRequest('SERVICE_CONTROL', { action, options }), (frame) => reader.take(frame));
    reader.finish();
    return answer!;
  }

  close(): void {
    this.#wire.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Connects to a service, also by an address as `gobis://host:4624`. Errors: `ConnectionFailed`, `AccessDenied`, `ProtocolError`. */
export async function connect(address: Address | string, options: WireOptions = {}): Promise<Client> {
  return new Client(await Wire.open(typeof address === 'string' ? parseAddress(address) : address, options));
}
