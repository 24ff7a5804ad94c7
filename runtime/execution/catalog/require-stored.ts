import { needsTemporary, withoutTemporary } from '../../catalog/temporary.ts';
import type { Frame } from '../frame.ts';

/** A view outlives the session, so that its query cannot read temporary tables: `InvalidOperation`. */
export function requireStored(
  { transaction: { state }, environment: { compiler } }: Frame,
  what: string,
  query: string,
): void {
  const stored = withoutTemporary(state);
  if (stored !== state && compiler.checks(query, state) && !compiler.checks(query, stored)) throw needsTemporary(what);
}
