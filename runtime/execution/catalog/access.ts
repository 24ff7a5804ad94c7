import type { GrantInfo } from '../../../compiler/contract/access.ts';
import type { CatalogChange } from '../../../compiler/contract/catalog-change.ts';
import type { LimitValues } from '../../../compiler/contract/limit-settings.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { accessKey, accessOf, grantDefinition } from '../../catalog/access.ts';
import { findRelation, findRoutines, findSchema, nearest } from '../../catalog/find.ts';
import type { CatalogState } from '../../catalog/catalog-state.ts';
import type { Frame } from '../frame.ts';

/** CREATE ROLE. A role that is there already: `DuplicateDefinition`. */
export function createRole(frame: Frame, name: string, limits: LimitValues): void {
  if (frame.transaction.state.access.has(accessKey('role', name)))
    throw gobiError('DuplicateDefinition', { kind: 'role', name });
  putRole(frame, name, limits);
}

/** Makes a role as it is declared, whether it is there or not. */
export function putRole({ transaction }: Frame, name: string, limits: LimitValues): void {
  transaction.changeAccess({ kind: 'put', entry: { kind: 'role', name, limits } });
}

/** GRANT and REVOKE. Rights that are there already, or no longer, are left alone. Unknown role or object: `ObjectNotFound`. */
export function changeGrants({ transaction }: Frame, change: Extract<CatalogChange<number>, { kind: 'grant' }>): void {
  for (const grant of change.grants) {
    requireRole(transaction.state, grant.role);
    const entry = grantDefinition(grant);
    const isGiven = transaction.state.access.has(accessKey('grant', entry.name));
    if (change.revoke) {
      if (isGiven) transaction.changeAccess({ kind: 'drop', of: 'grant', name: entry.name });
    } else if (!isGiven) {
      requireObject(transaction.state, grant);
      transaction.changeAccess({ kind: 'put', entry });
    }
  }
}

function requireRole(state: CatalogState, name: string): void {
  if (state.access.has(accessKey('role', name))) return;
  const roles = accessOf(state, 'role').map((role) => role.name);
  throw gobiError('ObjectNotFound', { kind: 'role', name, ...nearest(name, roles) });
}

function requireObject(state: CatalogState, { object, name }: GrantInfo): void {
  if (!isThere(state, object, name)) throw gobiError('ObjectNotFound', { kind: object, name });
}

function isThere(state: CatalogState, object: GrantInfo['object'], name: string): boolean {
  switch (object) {
    case 'table':
    case 'view': {
      const [last, schema] = name.split('.').reverse();
      return schema?.toLowerCase() === 'system' || findRelation(state, schema ?? 'main', last!) !== null;
    }
    case 'schema':
      return name.toLowerCase() === 'system' || findSchema(state, name) !== null;
    case 'procedure':
    case 'function':
      return findRoutines(state, object, name).length > 0;
  }
}
