import { accessOf } from '../../catalog/access.ts';
import { findRelation, findRoutines } from '../../catalog/find.ts';
import type { Transaction } from '../../transaction/transaction.ts';

/** Ends the rights on relations and routines that are no longer there: an object made later under such a name begins with none. */
export function dropLostGrants(transaction: Transaction): void {
  for (const { grant, name } of accessOf(transaction.state, 'grant'))
    if (!isThere(transaction, grant.object, grant.name)) transaction.changeAccess({ kind: 'drop', of: 'grant', name });
}

function isThere({ state }: Transaction, object: string, name: string): boolean {
  if (object === 'procedure' || object === 'function') return findRoutines(state, object, name).length > 0;
  const [last = '', schema = 'main'] = name.split('.').reverse();
  return object === 'schema' || schema.toLowerCase() === 'system' || findRelation(state, schema, last) !== null;
}
