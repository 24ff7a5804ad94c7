import { join } from 'node:path';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { accessKey, type TokenDefinition } from '../catalog/access.ts';
import type { Clock } from '../host/clock.ts';
import { isTokenOf, newToken, tokenId } from '../host/token.ts';
import type { CatalogDatabase } from '../lake/database.ts';
import { openSqlite } from '../lake/sqlite-database.ts';

/** Where a client comes from. `trusted`: only the owner can have come that way, who needs no token. */
export interface Caller {
  readonly address: string;
  readonly trusted: boolean;
}

/** What a client says of itself. */
export interface Claims {
  readonly token: string | null;
  readonly role: string | null;
}

/** Who a client is: the owner (role `null`), or somebody with the rights of a role, by a token or because the owner wishes so. */
export interface Identity {
  readonly role: string | null;
  /** The id of the token. */
  readonly token: string | null;
}

/** Failed logins of one address that are borne within a minute. */
const FAILURES = 5;
const WINDOW_MICROSECONDS = 60e6;
/** Addresses whose failures are remembered. */
const ADDRESSES = 10_000;

/** A hash that no token has, compared where an id is unknown: that takes as long as where it is known. */
const NOBODY = newToken().hash;

/** Decides who is let in. It reads the lake's catalog, where tokens are kept as hashes. */
export class Gate {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #failures = new Map<string, number[]>();
  #database: CatalogDatabase | null = null;

  constructor(folder: string, clock: Clock) {
    this.#file = join(folder, '.gobi', 'catalog.sqlite');
    this.#clock = clock;
  }

  /** Who a client is. Errors: `LoginRefused`, `AccessDenied` for a role that is not the token's, `ObjectNotFound` for one that is not there. */
  admit({ token, role }: Claims, { address, trusted }: Caller): Identity {
    if (token === null) {
      if (!trusted) throw this.#refused(address, 'it gave no token');
      return { role: role === null ? null : this.#knownRole(role), token: null };
    }
    if (this.#recent(address).length >= FAILURES)
      throw gobiError('LoginRefused', { reason: `too many failed logins from ${address}; wait a minute` });
    const id = tokenId(token);
    const known = id === null ? null : this.#token(id);
    const right = isTokenOf(token, known?.hash ?? NOBODY);
    if (known === null || !right) throw this.#refused(address, 'its token is not one of this lake, or was revoked');
    if (this.#isOver(known)) throw this.#refused(address, 'its token has expired');
    if (role !== null && role.toLowerCase() !== known.role.toLowerCase())
      throw gobiError('AccessDenied', { who: `a token of role ${known.role}`, what: `become role ${role}` });
    return { role: known.role, token: known.name };
  }

  /** Whether a client that was let in may stay: its token is neither revoked nor over. */
  holds({ token }: Identity): boolean {
    if (token === null) return true;
    const known = this.#token(token);
    return known !== null && !this.#isOver(known);
  }

  close(): void {
    this.#database?.close();
    this.#database = null;
  }

  #isOver({ expiresAt }: TokenDefinition): boolean {
    return expiresAt !== null && expiresAt <= this.#clock.now();
  }

  #refused(address: string, reason: string): Error {
    const recent = [...this.#recent(address), this.#clock.now()].slice(-FAILURES);
    this.#failures.delete(address);
    this.#failures.set(address, recent);
    if (this.#failures.size > ADDRESSES) this.#failures.delete(this.#failures.keys().next().value!);
    return gobiError('LoginRefused', { reason });
  }

  #recent(address: string): readonly number[] {
    const since = this.#clock.now() - WINDOW_MICROSECONDS;
    return (this.#failures.get(address) ?? []).filter((time) => time > since);
  }

  #token(id: string): TokenDefinition | null {
    return this.#entry(accessKey('token', id)) as TokenDefinition | null;
  }

  #knownRole(name: string): string {
    const role = this.#entry(accessKey('role', name));
    if (role === null) throw gobiError('ObjectNotFound', { kind: 'role', name });
    return role.name;
  }

  #entry(id: string): { readonly name: string } | null {
    this.#database ??= openSqlite(this.#file, { readOnly: true });
    const row = this.#database.one(
      'SELECT definition FROM gobi_access WHERE lower(id) = ? AND end_snapshot IS NULL',
      id.toLowerCase(),
    );
    return row === null ? null : (JSON.parse(String(row['definition'])) as { readonly name: string });
  }
}

/** Refuses what only the owner may do. Errors: `AccessDenied`. */
export function requireOwner({ role }: Identity, what: string): void {
  if (role !== null) throw gobiError('AccessDenied', { who: `role ${role}`, what });
}
