import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { PreparedStatement } from '../client/messages.ts';

/** A statement that a client prepared, and the client's number of its session; `null` where it has none. */
export interface KnownStatement {
  readonly session: number | null;
  readonly prepared: PreparedStatement;
}

/** The prepared statements of one connection. */
export class PreparedStatements {
  readonly #all = new Map<number, KnownStatement>();
  readonly #limit: number;
  #next = 1;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Errors: `Overloaded` where there are as many as may be. */
  requireRoom(): void {
    if (this.#all.size >= this.#limit)
      throw gobiError('Overloaded', { what: 'prepared statements of one connection', limit: this.#limit });
  }

  /** Keeps a statement; gives its number. */
  add(session: number | null, statement: Omit<PreparedStatement, 'statement'>): number {
    const number = this.#next++;
    this.#all.set(number, { session, prepared: { ...statement, statement: number } });
    return number;
  }

  /** Errors: `ObjectNotFound`. */
  get(number: number | null): KnownStatement {
    const known = this.#all.get(number ?? 0);
    if (known === undefined) throw gobiError('ObjectNotFound', { kind: 'prepared statement', name: String(number) });
    return known;
  }

  close(number: number): void {
    this.#all.delete(number);
  }

  /** The statements of a session end with it. */
  endSession(session: number): void {
    for (const [number, known] of this.#all) if (known.session === session) this.#all.delete(number);
  }
}
