import type { LakeOwner } from '../engine/lake-owner.ts';

/** Milliseconds after which a thread without requests takes in what others have committed: what it does not take in gathers before it. */
const FOLLOW = 1000;

/** What a thread does between requests: it ends the transaction of a session whose client lets it wait too long, and follows the commits of others. */
export class IdleClock {
  readonly #owner: LakeOwner;
  #session: number | null = null;
  #until = Infinity;

  constructor(owner: LakeOwner) {
    this.#owner = owner;
  }

  /** Milliseconds until `due` is to be called, where no request comes before. */
  get left(): number {
    return Math.min(FOLLOW, Math.max(0, this.#until - performance.now()));
  }

  /** A request has come. */
  stop(): void {
    this.#until = Infinity;
  }

  /** A request has ended, and its session goes on. */
  start(session: number): void {
    const milliseconds = this.#owner.sessions.idleLimit(session);
    if (milliseconds === Infinity) return;
    this.#session = session;
    this.#until = performance.now() + milliseconds;
  }

  /** The time is over. */
  due(): void {
    if (performance.now() < this.#until) return this.#follow();
    this.#until = Infinity;
    if (this.#session !== null) this.#owner.sessions.expire(this.#session);
  }

  #follow(): void {
    try {
      void this.#owner.snapshot;
    } catch {
      // the next request meets it, and tells its client
    }
  }
}
