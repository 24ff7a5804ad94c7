import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedCte, TypedQuery } from '../../ir/typed-query.ts';
import { mapParts, parts } from '../typed-parts.ts';

/** An expression whose queries bring along the common tables that they read of those around: it is evaluated outside of them. */
export function withCommonTables(value: TypedExpression, ctes: ReadonlyMap<number, TypedCte>): TypedExpression {
  const change = (node: object): object => {
    if ((node as { readonly kind?: string }).kind !== 'Query') return mapParts(node, change);
    const query = node as TypedQuery;
    const needed = new Set<number>();
    note(query, ctes, needed);
    const brought = [...ctes.values()].filter(({ id }) => needed.has(id));
    return brought.length === 0 ? query : { ...query, ctes: [...brought, ...query.ctes] };
  };
  return change(value) as TypedExpression;
}

/** The ids of the common tables around that a tree reads, by others too. */
function note(node: object, ctes: ReadonlyMap<number, TypedCte>, needed: Set<number>): void {
  const { kind, cte } = node as { readonly kind?: string; readonly cte?: number };
  const read = kind === 'CteSource' && cte !== undefined ? ctes.get(cte) : undefined;
  if (read !== undefined && !needed.has(read.id)) {
    needed.add(read.id);
    note(read.query, ctes, needed);
  }
  for (const part of parts(node)) note(part, ctes, needed);
}
