import { GobiError, gobiError } from '../../compiler/contract/runtime-error.ts';
import { encodeRequest } from '../protocol/messages.ts';
import type { RecordOf } from '../protocol/record.ts';
import type { NOTICE } from '../protocol/messages.ts';
import type { Address } from './address.ts';
import type { Bindings } from './typed-client.ts';
import { Wire, type WireOptions } from './wire.ts';

/** How a client keeps its connections. */
export interface PoolOptions {
  /** Connections at most. Default 4: one carries many requests at once, others come when those that are there carry 32 each. */
  readonly connections?: number;
  /** Milliseconds after which a connection that nothing uses is closed; one stays. Default 30,000. */
  readonly idleMilliseconds?: number;
  /** Milliseconds for which a service that is gone is looked for again. Default 10,000; 0: not at all. */
  readonly reconnectMilliseconds?: number;
}

/** Says what the client was built for, on each connection before it is used. */
export interface BindOptions {
  readonly bindings?: Bindings;
}

/** A connection that is in use until it is released. */
export interface Lease {
  readonly wire: Wire;
  release(): void;
}

/** Uses of a connection at which another one is made. */
const FULL = 32;
const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 1000;

/** The connections of a client to one service. What is lost is made anew when it is needed, with growing pauses while the service is away. */
export class WirePool {
  readonly #address: () => Address;
  readonly #options: WireOptions & PoolOptions & BindOptions;
  readonly #uses = new Map<Wire, number>();
  /** Connections that take nothing more and are closed after their last use. */
  readonly #retired = new Set<Wire>();
  #joining: Promise<Wire> | null = null;
  #closed = false;
  /** What the service is called. */
  service = '';

  private constructor(address: () => Address, options: WireOptions & PoolOptions & BindOptions) {
    this.#address = address;
    this.#options = options;
  }

  /** Connects once; a service that is not there is an error here. `address` is asked before each connection. Errors: as `Wire.open`. */
  static async open(address: () => Address, options: WireOptions & PoolOptions & BindOptions = {}): Promise<WirePool> {
    const pool = new WirePool(address, options);
    await pool.#join();
    return pool;
  }

  /** Connections that stand. */
  get size(): number {
    return this.#open().length;
  }

  /** Milliseconds for which a service that is gone is looked for. */
  get patience(): number {
    return this.#options.reconnectMilliseconds ?? 10_000;
  }

  /** A connection for a request or a session: the one that is used least. Errors: as `Wire.open`, `Disconnected` when the pool was closed. */
  async lease(): Promise<Lease> {
    if (this.#closed) throw this.#gone();
    const { connections = 4 } = this.#options;
    const open = this.#open();
    const least = open.reduce<Wire | null>(
      (best, wire) => (best === null || this.#used(wire) < this.#used(best) ? wire : best),
      null,
    );
    if (least === null)
      return this.#leased(await (this.#joining ??= this.#rejoin().finally(() => (this.#joining = null))));
    // who asks does not wait for the further connection: it is for those that come after
    if (this.#used(least) >= FULL && open.length < connections && this.#joining === null)
      this.#joining = this.#join()
        .catch(() => least)
        .finally(() => (this.#joining = null));
    return this.#leased(least);
  }

  /** Gives a connection nothing more: its service is stopping. What is under way on it ends by itself. */
  retire(wire: Wire): void {
    this.#retired.add(wire);
  }

  close(): void {
    this.#closed = true;
    for (const wire of this.#uses.keys()) wire.close();
    this.#uses.clear();
  }

  #leased(wire: Wire): Lease {
    this.#uses.set(wire, this.#used(wire) + 1);
    let leased = true;
    return {
      wire,
      release: () => {
        if (!leased) return;
        leased = false;
        this.#uses.set(wire, this.#used(wire) - 1);
        if (!wire.open || (this.#retired.has(wire) && this.#used(wire) === 0)) this.#drop(wire);
        else if (this.#used(wire) === 0) this.#idle(wire);
      },
    };
  }

  /** Closes a connection that nobody takes for a while, where it is not the only one. */
  #idle(wire: Wire): void {
    if (this.#uses.size < 2) return;
    const { idleMilliseconds = 30_000 } = this.#options;
    setTimeout(() => {
      if (this.#uses.get(wire) !== 0 || this.#open().length < 2) return;
      this.#drop(wire);
    }, idleMilliseconds).unref();
  }

  #drop(wire: Wire): void {
    this.#uses.delete(wire);
    this.#retired.delete(wire);
    wire.close();
  }

  #open(): readonly Wire[] {
    return [...this.#uses.keys()].filter((wire) => wire.open && !this.#retired.has(wire));
  }

  #used(wire: Wire): number {
    return this.#uses.get(wire) ?? 0;
  }

  async #join(): Promise<Wire> {
    let wire: Wire | null = null;
    // the service tells all connections; the client is told once
    const onNotice = (notice: RecordOf<typeof NOTICE>): void => {
      if (wire !== null && this.#open()[0] === wire) this.#options.onNotice?.(notice);
    };
    wire = await Wire.open(this.#address(), { ...this.#options, onNotice });
    if (this.#closed) {
      wire.close();
      throw this.#gone();
    }
    const { bindings, client = 'pl-grizzly' } = this.#options;
    if (bindings !== undefined) await bind(wire, client, bindings);
    this.service = wire.welcome.service ?? '';
    this.#uses.set(wire, 0);
    return wire;
  }

  /** Connects again, as often as it takes until the time is over. */
  async #rejoin(): Promise<Wire> {
    const end = performance.now() + this.patience;
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      try {
        return await this.#join();
      } catch (error) {
        // clients that lost their service together do not come back together
        const wait = pause * (0.5 + Math.random());
        if (this.#closed) throw this.#gone();
        if (!mayPass(error) || performance.now() + wait > end) throw error;
        await new Promise((settle) => setTimeout(settle, wait));
      }
    }
  }

  #gone(): GobiError {
    return gobiError('Disconnected', { service: this.service, reason: 'it was closed here' });
  }
}

/** Errors: `StaleBindings`; the connection is closed then. */
async function bind(wire: Wire, name: string, { hash, routines }: Bindings): Promise<void> {
  try {
    await wire.request(encodeRequest('BIND', { name, hash, routines }), () => undefined);
  } catch (error) {
    wire.close();
    throw error;
  }
}

const PASSING: ReadonlySet<string> = new Set(['ConnectionFailed', 'ServiceNotFound', 'Overloaded']);

/** Whether a service that cannot be reached, or has no room, may be there later; one that refuses a client goes on refusing it. */
function mayPass(error: unknown): boolean {
  return error instanceof GobiError && PASSING.has(error.exception);
}
