import { gobiError, type GobiError } from '../../compiler/contract/runtime-error.ts';
import type { ServiceLimits } from './service-limits.ts';

/** A connection whose client has not said who it is. */
export interface SilentConnection {
  /** Where it comes from. */
  readonly address: string;
  /** Closes it at once, with a reason. */
  turnAway(error: GobiError): void;
}

/** How many were closed. */
export interface TurnedAway {
  /** To make room for others. */
  readonly displaced: number;
  /** Since their time was over. */
  readonly late: number;
}

/** Milliseconds between two tellings of what was closed: a flood of connections is not to be one of lines. */
const TELL_MILLISECONDS = 1000;

/**
 * The connections that nobody has said hello on: they cost memory and may come from anybody, so they are few, each stays for a short time, and they take no place from those that are served. Where there are
 * too many, the oldest goes of the address that has the most.
 */
export class SilentConnections {
  readonly #limits: Pick<ServiceLimits, 'silent' | 'helloMilliseconds'>;
  readonly #tell: (turnedAway: TurnedAway) => void;
  /** By address; those of one are in the order in which they came. */
  readonly #entries = new Map<string, Map<SilentConnection, NodeJS.Timeout>>();
  #size = 0;
  #sweeping = false;
  #turnedAway: TurnedAway = { displaced: 0, late: 0 };

  constructor(
    limits: Pick<ServiceLimits, 'silent' | 'helloMilliseconds'>,
    tell: (turnedAway: TurnedAway) => void = () => undefined,
  ) {
    this.#limits = limits;
    this.#tell = tell;
  }

  get size(): number {
    return this.#size;
  }

  enter(connection: SilentConnection): void {
    const { silent, helloMilliseconds } = this.#limits;
    const late = setTimeout(() => {
      this.leave(connection);
      this.#note('late');
      connection.turnAway(gobiError('ProtocolError', { reason: 'it did not say who it is in time' }));
    }, helloMilliseconds);
    const { address } = connection;
    const siblings = this.#entries.get(address);
    if (siblings === undefined) this.#entries.set(address, new Map([[connection, late]]));
    else siblings.set(connection, late);
    this.#size++;
    if (this.#size > 2 * silent) this.#sweep();
    else if (this.#size > silent) this.#sweepSoon();
  }

  /** It has said who it is, or is closed. */
  leave(connection: SilentConnection): void {
    const siblings = this.#entries.get(connection.address);
    const late = siblings?.get(connection);
    if (siblings === undefined || late === undefined) return;
    clearTimeout(late);
    siblings.delete(connection);
    if (siblings.size === 0) this.#entries.delete(connection.address);
    this.#size--;
  }

  /** What came in one turn of the event loop is read in the next: until then nobody can be known to be silent. */
  #sweepSoon(): void {
    if (this.#sweeping) return;
    this.#sweeping = true;
    setImmediate(() =>
      setImmediate(() => {
        this.#sweeping = false;
        this.#sweep();
      }),
    );
  }

  #sweep(): void {
    const { silent } = this.#limits;
    while (this.#size > silent) {
      const crowd = [...this.#entries.values()].reduce((most, each) => (each.size > most.size ? each : most));
      const [oldest] = crowd.keys();
      this.leave(oldest!);
      this.#note('displaced');
      oldest!.turnAway(gobiError('Overloaded', { what: 'connections that have not said who they are', limit: silent }));
    }
  }

  #note(what: keyof TurnedAway): void {
    const { displaced, late } = this.#turnedAway;
    if (displaced + late === 0)
      setTimeout(() => {
        this.#tell(this.#turnedAway);
        this.#turnedAway = { displaced: 0, late: 0 };
      }, TELL_MILLISECONDS).unref();
    this.#turnedAway = { ...this.#turnedAway, [what]: this.#turnedAway[what] + 1 };
  }
}
