import type { GobiError } from '../../compiler/contract/runtime-error.ts';
import type { ScopeLocal } from '../../compiler/contract/catalog-view.ts';
import type { CommitInfo } from '../lake/commit/commit-request.ts';
import type { TakesCommit, Transaction } from '../transaction/transaction.ts';
import type { Value } from '../columnar/value.ts';
import { accessKey } from '../catalog/access.ts';
import { leastLimits, limitsOf, type Limits } from '../host/limits.ts';
import { TemporaryTables } from '../transaction/temporary-tables.ts';
import type { Attached } from './attached.ts';

/** What lives longer than one statement: the transaction that is open, the locals of a script, settings, the random source. */
export class Session {
  readonly locals = new Map<string, unknown>();
  /** What the compiler is told of the locals. */
  readonly scope = new Map<string, ScopeLocal>();
  readonly settings = new Map<string, Value>();
  /** Limits that SET gave, instead of those of the engine. */
  limits: Partial<Limits> = {};
  /** The schema of names without one (USE). */
  schema = 'main';
  /** By lower-case name. */
  readonly attached = new Map<string, Attached>();
  /** Files whose statements are being run, outermost first. */
  readonly executing: string[] = [];
  /** Temporary tables, and tables of attached lakes. */
  readonly tables: TemporaryTables;
  readonly #begin: () => Transaction;
  readonly random: () => number;
  #transaction: Transaction | null = null;
  /** Transactions that were committed. */
  commits = 0;
  /** Its transaction waited too long and was rolled back, which its next request is told. */
  expired: GobiError | null = null;
  /** A BEGIN was given: the transaction stays open until COMMIT or ROLLBACK. */
  explicit = false;

  /** The role whose rights statements have; `null` for the owner. */
  readonly role: string | null;

  constructor(
    begin: () => Transaction,
    random: () => number,
    tables = new TemporaryTables(),
    role: string | null = null,
  ) {
    this.tables = tables;
    this.role = role;
    this.#begin = begin;
    this.random = random;
  }

  /** The open transaction; one is begun where there is none. */
  get transaction(): Transaction {
    return (this.#transaction ??= this.#begin());
  }

  /** Whether a transaction has been begun. */
  get active(): boolean {
    return this.#transaction?.open === true;
  }

  /** Whether a later statement may see something of those before. */
  get keeps(): boolean {
    return (
      this.explicit ||
      this.expired !== null ||
      [...this.locals.keys()].some((name) => !name.startsWith('$')) ||
      this.settings.size > 0 ||
      Object.keys(this.limits).length > 0 ||
      this.schema !== 'main' ||
      this.attached.size > 0 ||
      !this.tables.empty
    );
  }

  /** Commits what is open; gives the snapshot, `null` when nothing was begun. `info` goes with the snapshot; `later` may take the commit on itself. */
  commit(info?: CommitInfo, later?: TakesCommit): number | null {
    const transaction = this.#transaction;
    this.#transaction = null;
    this.explicit = false;
    if (transaction === null) return null;
    const snapshot = transaction.commit(info, later);
    this.commits++;
    return snapshot;
  }

  /** What its statements may use: what SET gave instead of those of the engine; a role only less than the engine and its own options let it. */
  limitsOver(limits: Limits): Limits {
    if (this.role === null) return { ...limits, ...this.limits };
    const role = this.transaction.state.access.get(accessKey('role', this.role));
    const own = role?.kind === 'role' ? limitsOf(role.limits ?? {}) : {};
    return leastLimits(limits, own, this.limits);
  }

  /** Drops what is open, and closes attached lakes. */
  close(): void {
    this.rollback();
    for (const attached of this.attached.values()) if (attached.kind === 'lake') attached.lake.close();
    this.attached.clear();
  }

  /** Drops what is open. */
  rollback(): void {
    const transaction = this.#transaction;
    this.#transaction = null;
    this.explicit = false;
    transaction?.rollback();
  }
}
