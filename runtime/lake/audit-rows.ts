import type { Value } from '../columnar/value.ts';
import type { CatalogDatabase } from './database.ts';
import { hasTable } from './rows/read-version.ts';

/** Who did what through a service. */
export interface AuditEntry {
  /** µs since 1970-01-01. */
  readonly at: number;
  /** The number of the connection; `null` for what the service does by itself. */
  readonly connection: number | null;
  /** What the client calls itself. */
  readonly client: string | null;
  /** The id of the token that it came with; `null` for the owner of the folder. */
  readonly token: string | null;
  /** Whose rights it had; `null` for the owner's. */
  readonly role: string | null;
  /** What was done: `create table`, `call`, `deploy`, `login`. */
  readonly action: string;
  /** The text, the routine or the address; never one that may hold a secret. */
  readonly text: string | null;
  readonly outcome: 'done' | 'failed' | 'denied';
  /** The code of the error. */
  readonly code: string | null;
  /** The newest snapshot when it had ended. */
  readonly snapshot: number | null;
  readonly milliseconds: number | null;
}

/** Adds entries, and forgets those before `keptSince` (µs since 1970-01-01). They belong to no snapshot: whoever reads, at whatever snapshot, sees all. */
export function writeAudit(database: CatalogDatabase, entries: readonly AuditEntry[], keptSince: number): void {
  database.write(() => {
    for (const { at, connection, client, token, role, action, text, outcome, code, snapshot, milliseconds } of entries)
      database.run(
        'INSERT INTO gobi_audit(at, connection, client, token, role, action, text, outcome, code, snapshot_id, milliseconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ...[at, connection, client, token, role, action, text, outcome, code, snapshot, milliseconds],
      );
    database.run('DELETE FROM gobi_audit WHERE at < ?', keptSince);
  });
}

/** The rows of `system.audit_log`, oldest first. */
export function auditRows(database: CatalogDatabase): Value[][] {
  if (!hasTable(database, 'gobi_audit')) return [];
  return database.arrays(
    'SELECT at, connection, client, token, role, action, text, outcome, code, snapshot_id, milliseconds FROM gobi_audit ORDER BY id',
  );
}
