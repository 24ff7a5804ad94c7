import type { Span } from '../../contract/span.ts';
import type { CatalogChange } from '../../ir/typed-statement.ts';
import type { Env } from '../checker.ts';
import { requireOwner, requireRight } from './require-right.ts';

/** What a change of the catalog needs: the right to make tables in a schema, to delete the rows of a table; everything else is the owner's. */
export function requireDefinitionRight(env: Env, change: CatalogChange, span: Span): void {
  switch (change.kind) {
    case 'create_table':
      if (change.temporary) return;
      if (change.orReplace || change.materialized !== undefined)
        requireOwner(env, 'replace tables and keep views', span);
      else requireRight(env, 'create', 'schema', change.schema, span);
      return;
    case 'truncate':
      requireRight(env, 'delete', 'table', `${change.schema}.${change.table}`, span);
      return;
    default:
      requireOwner(env, 'change definitions', span);
  }
}
