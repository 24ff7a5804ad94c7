import type { AccessInfo, GrantInfo } from '../../compiler/contract/access.ts';
import type { LimitValues } from '../../compiler/contract/limit-settings.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { assertNever } from '../../compiler/source/assert-never.ts';
import type { Ages, CatalogState } from './catalog-state.ts';
import { nearest } from './find.ts';

/** A named secret. `envelope` is its sealed value, `type` what it is for (`https`), `key` the name that goes with the value (of a header). */
export interface SecretDefinition {
  readonly kind: 'secret';
  readonly name: string;
  readonly type: string;
  readonly key: string | null;
  readonly envelope: string;
}

export interface RoleDefinition {
  readonly kind: 'role';
  readonly name: string;
  /** What its statements may use; lakes of earlier versions have none. */
  readonly limits?: LimitValues;
}

/** One right of one role; `name` tells it from all others. */
export interface GrantDefinition {
  readonly kind: 'grant';
  readonly name: string;
  readonly grant: GrantInfo;
}

/** A token that lets a client in with the rights of a role; `name` is the public part of it. The token itself is kept nowhere. */
export interface TokenDefinition {
  readonly kind: 'token';
  readonly name: string;
  readonly role: string;
  /** SHA-256 of the token, in hexadecimal. */
  readonly hash: string;
  /** When it ends, µs since 1970-01-01; `null` for never. */
  readonly expiresAt: number | null;
}

export type AccessDefinition = SecretDefinition | RoleDefinition | GrantDefinition | TokenDefinition;
export type AccessEntry = AccessDefinition & Ages;

/** The key of a secret, role, grant or token among `access`. */
export function accessKey(kind: AccessDefinition['kind'], name: string): string {
  return `${kind}:${name}`.toLowerCase();
}

/** A grant as an entry of the catalog. */
export function grantDefinition(grant: GrantInfo): GrantDefinition {
  const { role, privilege, object, name } = grant;
  return { kind: 'grant', name: [role, privilege, object, name].join(':'), grant };
}

/** One change of secrets, roles, grants and tokens. A role that is dropped takes its grants and tokens along, an object the rights on it: one made later under its name begins with none. */
export type AccessChange =
  | { readonly kind: 'put'; readonly entry: AccessDefinition }
  | { readonly kind: 'drop'; readonly of: AccessDefinition['kind']; readonly name: string }
  | { readonly kind: 'drop_grants_on'; readonly objects: readonly GrantInfo['object'][]; readonly name: string };

/** The state after a change. What is to be dropped and is not there: `ObjectNotFound`. */
export function changeAccess(state: CatalogState, change: AccessChange, now: number): CatalogState {
  switch (change.kind) {
    case 'put': {
      const key = accessKey(change.entry.kind, change.entry.name);
      const createdAt = state.access.get(key)?.createdAt ?? now;
      const entry = { ...change.entry, createdAt, modifiedAt: now };
      return { ...state, changed: true, access: new Map(state.access).set(key, entry) };
    }
    case 'drop':
      return drop(state, change.of, change.name);
    case 'drop_grants_on': {
      const { objects, name } = change;
      return without(
        state,
        (_, entry) => entry.kind === 'grant' && objects.includes(entry.grant.object) && same(entry.grant.name, name),
      );
    }
    default:
      return assertNever(change);
  }
}

function drop(state: CatalogState, kind: AccessDefinition['kind'], name: string): CatalogState {
  const key = accessKey(kind, name);
  if (!state.access.has(key)) {
    const names = accessOf(state, kind).map((entry) => entry.name);
    throw gobiError('ObjectNotFound', { kind, name, ...nearest(name, names) });
  }
  const isOfRole = (entry: AccessEntry): boolean =>
    kind === 'role' &&
    ((entry.kind === 'grant' && same(entry.grant.role, name)) || (entry.kind === 'token' && same(entry.role, name)));
  return without(state, (each, entry) => each === key || isOfRole(entry));
}

/** All entries of a kind. */
export function accessOf<K extends AccessDefinition['kind']>(
  state: CatalogState,
  kind: K,
): readonly Extract<AccessEntry, { readonly kind: K }>[] {
  return [...state.access.values()].filter(
    (entry): entry is Extract<AccessEntry, { readonly kind: K }> => entry.kind === kind,
  );
}

/** Who may do what at a state, for statements of a role (`null`: the owner's). A role that is not there: `ObjectNotFound`. */
export function accessInfo(state: CatalogState, role: string | null): AccessInfo {
  const roles = accessOf(state, 'role').map(({ name }) => name);
  if (role !== null && !state.access.has(accessKey('role', role)))
    throw gobiError('ObjectNotFound', { kind: 'role', name: role, ...nearest(role, roles) });
  return {
    role,
    roles,
    grants: accessOf(state, 'grant').map(({ grant }) => grant),
    secrets: accessOf(state, 'secret').map(({ name }) => name),
  };
}

function without(state: CatalogState, isGone: (key: string, entry: AccessEntry) => boolean): CatalogState {
  const access = new Map([...state.access].filter(([key, entry]) => !isGone(key, entry)));
  return access.size === state.access.size ? state : { ...state, changed: true, access };
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
