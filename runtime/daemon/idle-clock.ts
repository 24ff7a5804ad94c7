import type { LakeOwner } from '../engine/lake-owner.ts';

/** Ends the transaction of a session whose client lets it wait too long. */
export class IdleClock {
  readonly #owner: LakeOwner;
  #session: number | null = null;
  #until = Infinity;

  constructor(owner: LakeOwner) {
    this.#owner = owner;
  }

  /** Milliseconds until `due` is to be called, where no request comes before; infinite where nothing waits. */
  get left(): number {
    return this.#until === Infinity ? Infinity : Math.max(0, this.#until - performance.now());
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
    this.#until = Infinity;
    if (this.#session !== null) this.#owner.sessions.expire(this.#session);
  }
}
