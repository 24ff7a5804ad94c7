import type { Value } from '../columnar/value.ts';
import { encodeRequest } from '../protocol/messages.ts';
import { RemoteSession } from './remote-session.ts';
import type { Result } from './result.ts';
import { ResultReader } from './result-reader.ts';
import type { ExecOptions, Parameters, Runner } from './runner.ts';
import { Wire, type Address, type WireOptions } from './wire.ts';

/** A connection to a service. Its own statements run each by itself, side by side; `session()` keeps what statements leave. */
export class Client implements Runner {
  readonly #wire: Wire;
  readonly #alone: RemoteSession;
  #sessions = 1;

  /** Use `connect`. */
  constructor(wire: Wire) {
    this.#wire = wire;
    this.#alone = new RemoteSession(wire, null);
  }

  /** What the service is called. */
  get service(): string {
    return this.#wire.welcome.service ?? '';
  }

  query(text: string, parameters?: Parameters): Promise<Result> {
    return this.#alone.query(text, parameters);
  }

  exec(text: string, parameters?: Parameters, options?: ExecOptions): Promise<Result[]> {
    return this.#alone.exec(text, parameters, options);
  }

  call(procedure: string, args?: readonly Value[] | Readonly<Record<string, Value>>): Promise<Value> {
    return this.#alone.call(procedure, args);
  }

  /** A session of its own: locals, settings and an explicit transaction that others do not see. */
  session(): RemoteSession {
    return new RemoteSession(this.#wire, this.#sessions++);
  }

  /** Tells the service something, or asks it: `status`, `stop`. */
  async control(action: string, options: unknown = null): Promise<Result> {
    let answer: Result | null = null;
    const reader = new ResultReader((result) => (answer = result));
    await this.#wire.request(encodeRequest('SERVICE_CONTROL', { action, options }), (frame) => reader.take(frame));
    reader.finish();
    return answer!;
  }

  close(): void {
    this.#wire.close();
  }
}

/** Connects to a service. Errors: `ConnectionFailed`, `AccessDenied`, `ProtocolError`. */
export async function connect(address: Address, options: WireOptions = {}): Promise<Client> {
  return new Client(await Wire.open(address, options));
}
