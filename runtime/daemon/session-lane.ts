import { gobiError, type GobiError } from '../../compiler/contract/runtime-error.ts';
import type { RunPool } from './run-pool.ts';

/** A request of a session that waits for its turn. */
export interface LaneEntry {
  /** Starts it; `ended` is to be called at its end, with what was lost where its thread was. */
  readonly start: (ended: (lost?: GobiError) => void) => void;
  readonly fail: (error: GobiError) => void;
}

/** The requests of one session, one after the other. */
export class SessionLane {
  /** Its number among all sessions of the service. */
  readonly session: number;
  /** Whose rights its statements have; `null` for the owner's. */
  readonly role: string | null;
  readonly #waiting: LaneEntry[] = [];
  #busy = false;
  #lost: GobiError | null = null;

  constructor(session: number, role: string | null) {
    this.session = session;
    this.role = role;
  }

  /** Starts a request when those before it have ended. What the session had is gone with its thread: then its requests fail until it ends. */
  add(entry: LaneEntry): void {
    this.#waiting.push(entry);
    this.#next();
  }

  /** Ends the session after what runs in it; what waits is dropped. */
  end(pool: RunPool, client: number): void {
    this.#waiting.length = 0;
    const request = { kind: 'end_session', session: this.session } as const;
    const nobody = { onNews: () => undefined, onEnd: () => undefined };
    this.add({
      start: () =>
        pool.run({ request, compression: 'none', passing: true, role: this.role }, client, this.session, nobody),
      fail: () => undefined,
    });
  }

  #next(): void {
    while (!this.#busy) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      if (this.#lost !== null) {
        next.fail(gobiError('Disconnected', { service: 'the session', reason: this.#lost.message }));
        continue;
      }
      this.#busy = true;
      next.start((lost) => {
        this.#busy = false;
        this.#lost = lost ?? null;
        this.#next();
      });
    }
  }
}
