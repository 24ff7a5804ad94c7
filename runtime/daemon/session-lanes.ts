import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { requireOwner, type Identity } from './gate.ts';
import type { ServiceHeart } from './service-heart.ts';
import { SessionLane } from './session-lane.ts';

/** The sessions of one connection, by the numbers that its client gave them. */
export class SessionLanes {
  readonly #heart: ServiceHeart;
  readonly #connection: number;
  readonly #lanes = new Map<number, SessionLane>();

  constructor(heart: ServiceHeart, connection: number) {
    this.#heart = heart;
    this.#connection = connection;
  }

  get size(): number {
    return this.#lanes.size;
  }

  /** The session of a number; it begins where there is none. Errors: `Overloaded`. */
  get(number: number, role: string | null): SessionLane {
    const known = this.#lanes.get(number);
    if (known !== undefined) return known;
    const { sessions } = this.#heart.limits;
    if (this.#lanes.size >= sessions)
      throw gobiError('Overloaded', { what: 'sessions on one connection', limit: sessions });
    const lane = new SessionLane(this.#heart.nextSession(), role);
    this.#lanes.set(number, lane);
    return lane;
  }

  /** Begins a session that has the rights of a role. Errors: `AccessDenied`, `InvalidOperation` for one that has begun. */
  start(number: number | null, role: string | null, identity: Identity): void {
    if (number === null || role === null)
      throw gobiError('ProtocolError', { reason: '`start` of SESSION needs `session` and `role`' });
    requireOwner(identity, `become role ${role}`);
    if (this.#lanes.has(number))
      throw gobiError('InvalidOperation', {
        what: `a session of role ${role}`,
        reason: 'the role of a session is given before its first statement',
      });
    this.get(number, role);
  }

  /** The number may be given to another session. */
  forget(number: number): void {
    this.#lanes.delete(number);
  }

  /** The client is gone. */
  end(): void {
    for (const lane of this.#lanes.values()) lane.end(this.#heart.pool, this.#connection);
    this.#lanes.clear();
  }
}
