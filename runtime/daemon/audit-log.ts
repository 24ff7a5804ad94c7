import type { Clock } from '../host/clock.ts';
import type { AuditEntry } from '../lake/audit-rows.ts';
import { errorData } from '../protocol/error-data.ts';
import { shownText, type RunEnd, type RunRecord } from './run-ledger.ts';

/** What is kept: nothing, definitions with all that has to do with rights, or every request too. */
export const AUDIT_LEVELS = ['none', 'definitions', 'all'] as const;
export type AuditLevel = (typeof AUDIT_LEVELS)[number];

export interface AuditSettings {
  readonly level: AuditLevel;
  /** How long entries are kept. */
  readonly days: number;
}

export const defaultAudit: AuditSettings = { level: 'definitions', days: 90 };

/** Who a client is, as the log names it. */
export interface Principal {
  readonly connection: number;
  readonly client: string;
  readonly token: string | null;
  readonly role: string | null;
}

const DAY_MICROSECONDS = 86_400e6;

/** Requests that are definitions, or change rights or code, whatever they hold. */
const DEFINING: ReadonlySet<string> = new Set([
  ...['deploy', 'rollback_code', 'maintain', 'manage', 'create_token', 'revoke_token'],
]);

/** Requests that do something for a client; others serve its tools. */
const DOING: ReadonlySet<string> = new Set([
  ...DEFINING,
  ...['execute', 'call', 'call_with_texts', 'run_prepared', 'ingest', 'watch', 'profile'],
]);

/** Errors that say that somebody may not do something: by exception, and the findings of the check. */
const DENIALS: ReadonlySet<string> = new Set(['AccessDenied', 'LoginRefused']);
const DENYING_FINDINGS: ReadonlySet<string> = new Set(['PLG1804', 'PLG1805']);

function isDenial({ code, exception }: ErrorFacts): boolean {
  return DENIALS.has(exception) || DENYING_FINDINGS.has(code);
}

interface ErrorFacts {
  readonly code: string;
  readonly exception: string;
}

/** Notes who did what. Entries of one turn are written together, by the commit thread, which nobody waits for. */
export class AuditLog {
  readonly #settings: AuditSettings;
  readonly #clock: Clock;
  readonly #write: (entries: readonly AuditEntry[], keptSince: number) => void;
  #entries: AuditEntry[] = [];

  constructor(
    settings: AuditSettings,
    clock: Clock,
    write: (entries: readonly AuditEntry[], keptSince: number) => void,
  ) {
    this.#settings = settings;
    this.#clock = clock;
    this.#write = write;
  }

  /** A request of a run thread has ended. */
  ended(record: RunRecord, end: RunEnd): void {
    const { level } = this.#settings;
    if (level === 'none') return;
    const { order, principal, started, connection } = record;
    const { kind } = order.request;
    const defined = end.kind === 'lost' ? undefined : end.defined;
    const error = end.kind === 'done' ? null : end.error;
    const denied = error !== null && isDenial(error);
    if (level === 'definitions' && defined === undefined && !denied && !DEFINING.has(kind)) return;
    if (!DOING.has(kind)) return;
    this.#note({
      ...(principal === null ? { connection: null, client: null, token: null } : namesOf(principal)),
      ...(connection === 0 ? { client: 'the folder' } : {}),
      role: order.role,
      action: defined === undefined ? kind.replaceAll('_', ' ') : defined.join(', '),
      text: shownText(order),
      ...outcomeOf(error),
      snapshot: end.kind === 'done' ? end.snapshot : null,
      milliseconds: record.thread === null ? null : Math.round((performance.now() - started) * 10) / 10,
    });
  }

  /** Something that no run thread does: a login, what is asked of the service itself. `error`: why it was refused or failed. */
  done(principal: Principal | null, action: string, text: string | null, error: unknown = null): void {
    const { level } = this.#settings;
    if (level === 'none') return;
    const data = error === null ? null : errorData(error);
    this.#note({
      ...(principal === null ? { connection: null, client: null, token: null } : namesOf(principal)),
      role: principal?.role ?? null,
      ...{ action, text, ...outcomeOf(data), snapshot: null, milliseconds: null },
    });
  }

  /** A client was let in. That the owner uses the folder is told only where everything is. */
  loggedIn(principal: Principal, address: string): void {
    if (principal.token !== null || principal.role !== null || this.#settings.level === 'all')
      this.done(principal, 'login', address);
  }

  /** Gives what has gathered to be written. */
  flush(): void {
    if (this.#entries.length === 0) return;
    const entries = this.#entries;
    this.#entries = [];
    this.#write(entries, Math.floor(this.#clock.now() - this.#settings.days * DAY_MICROSECONDS));
  }

  #note(entry: Omit<AuditEntry, 'at'>): void {
    if (this.#entries.length === 0) setImmediate(() => this.flush());
    this.#entries.push({ at: this.#clock.now(), ...entry });
  }
}

function namesOf({ connection, client, token }: Principal): Pick<AuditEntry, 'connection' | 'client' | 'token'> {
  return { connection, client: client === '' ? null : client, token };
}

function outcomeOf(error: ErrorFacts | null): Pick<AuditEntry, 'outcome' | 'code'> {
  if (error === null) return { outcome: 'done', code: null };
  return { outcome: isDenial(error) ? 'denied' : 'failed', code: error.code };
}
