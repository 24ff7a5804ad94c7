import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { STRING, TIMESTAMP } from '../../compiler/contract/data-type.ts';
import { accessKey, accessOf } from '../catalog/access.ts';
import { nearest } from '../catalog/find.ts';
import { tableFromRows } from '../columnar/table-from-rows.ts';
import type { TokenRequest } from '../client/messages.ts';
import { newToken } from '../host/token.ts';
import type { StatementResult } from '../protocol/statement-result.ts';
import type { Session } from '../execution/session.ts';

/**
 * Makes or revokes a token in a session of its own. A new one is the result, and the only place where its text is ever seen. Errors: `ObjectNotFound` for a role or token
 * that is not there, `InvalidOperation` for an end that is over.
 */
export function changeTokens(session: Session, request: TokenRequest, now: number): StatementResult | null {
  const { transaction } = session;
  if (request.kind === 'revoke_token') {
    transaction.changeAccess({ kind: 'drop', of: 'token', name: request.id });
    session.commit();
    return null;
  }
  const { role, expiresAt } = request;
  const known = transaction.state.access.get(accessKey('role', role));
  if (known === undefined) {
    const roles = accessOf(transaction.state, 'role').map(({ name }) => name);
    throw gobiError('ObjectNotFound', { kind: 'role', name: role, ...nearest(role, roles) });
  }
  if (expiresAt !== null && expiresAt <= now)
    throw gobiError('InvalidOperation', { what: `a token of role ${role}`, reason: 'it would be over already' });
  const { id, text, hash } = newToken();
  transaction.changeAccess({ kind: 'put', entry: { kind: 'token', name: id, role: known.name, hash, expiresAt } });
  session.commit();
  const fields = [
    { name: 'id', type: STRING, nullable: false },
    { name: 'token', type: STRING, nullable: false },
    { name: 'role', type: STRING, nullable: false },
    { name: 'expires_at', type: TIMESTAMP, nullable: true },
  ];
  const table = tableFromRows(fields, [[id, text, known.name, expiresAt]]);
  return { verb: 'create token', table, rowsChanged: null };
}
