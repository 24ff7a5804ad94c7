import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { noTransaction } from '../execution/abi/transactions.ts';
import { Session } from '../execution/session.ts';
import type { Limits } from '../host/limits.ts';
import type { Lake } from '../lake/lake.ts';
import { begin } from '../transaction/begin.ts';
import { TemporaryTables } from '../transaction/temporary-tables.ts';

/** The sessions of a lake, by the numbers that their askers gave them. */
export class LakeSessions {
  readonly #lake: Lake;
  readonly #role: string | null;
  readonly #limits: Limits;
  readonly #sessions = new Map<number, Session>();

  /** `role`: whose rights sessions have that begin with their first request. */
  constructor(lake: Lake, role: string | null, limits: Limits) {
    this.#lake = lake;
    this.#role = role;
    this.#limits = limits;
  }

  /** A session of its own, which has no number. */
  fresh(role: string | null): Session {
    const temporary = new TemporaryTables();
    return new Session(() => begin(this.#lake, temporary), Math.random, temporary, role);
  }

  /** The session of a number; it begins where there is none. Throws `IdleLimit` once after its transaction has waited too long. */
  of(id: number): Session {
    let session = this.#sessions.get(id);
    if (session === undefined) this.#sessions.set(id, (session = this.fresh(this.#role)));
    if (session.expired !== null) {
      const { expired } = session;
      session.expired = null;
      throw expired;
    }
    return session;
  }

  /** Begins a session that has the rights of a role. */
  start(id: number, role: string): void {
    if (this.#sessions.has(id) || this.#role !== null)
      throw gobiError('InvalidOperation', {
        what: `a session of role ${role}`,
        reason: 'the role of a session is given before its first statement, by the owner',
      });
    this.#sessions.set(id, this.fresh(role));
  }

  /** Opens a transaction that lasts until COMMIT or ROLLBACK. */
  begin(id: number): void {
    const session = this.of(id);
    if (session.explicit) throw gobiError('TransactionState', { statement: 'BEGIN', state: 'a transaction is open' });
    session.explicit = true;
  }

  /** The session, if BEGIN was given in it. */
  opened(id: number, statement: string): Session {
    const session = this.of(id);
    if (!session.explicit) throw noTransaction(statement);
    return session;
  }

  end(id: number): void {
    this.#sessions.get(id)?.close();
    this.#sessions.delete(id);
  }

  endAll(): void {
    for (const session of this.#sessions.values()) session.close();
    this.#sessions.clear();
  }

  /** Whether a session has begun and not ended. */
  knows(id: number): boolean {
    return this.#sessions.has(id);
  }

  /** Whether a session has something that its next request may see: a transaction, locals, settings, temporary tables, attached lakes. */
  keeps(id: number): boolean {
    return this.#sessions.get(id)?.keeps ?? false;
  }

  /** Milliseconds that the session's transaction may wait for its next request; infinite where there is none. */
  idleLimit(id: number): number {
    const session = this.#sessions.get(id);
    return session?.explicit === true ? session.limitsOver(this.#limits).idleMilliseconds : Infinity;
  }

  /** Milliseconds that a request of a session may wait for data that its client is to send. */
  inputLimit(id: number): number {
    return this.of(id).limitsOver(this.#limits).idleMilliseconds;
  }

  /** Rolls a session's transaction back that has waited too long; its next request fails with `IdleLimit`. */
  expire(id: number): void {
    const session = this.#sessions.get(id);
    if (session === undefined) return;
    const milliseconds = this.idleLimit(id);
    session.rollback();
    session.expired = gobiError('IdleLimit', { what: 'the transaction', milliseconds });
  }
}
