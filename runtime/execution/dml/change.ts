import type { Dml } from '../../../compiler/contract/dml.ts';
import type { QueryPlan } from '../../../compiler/contract/plan.ts';
import type { QueryShape } from '../query/run-query.ts';

/** A data change with the shapes of its queries, made once for each module. */
export interface Change {
  readonly dml: Dml;
  readonly query: QueryShape;
  readonly update: QueryShape | null;
  readonly returning: QueryShape | null;
  readonly checks: readonly { readonly name: string; readonly query: QueryShape }[];
}

export function changeOf(dml: Dml, shape: (query: QueryPlan) => QueryShape): Change {
  const update = dml.kind === 'insert' ? (dml.conflict?.update ?? null) : null;
  return {
    dml,
    query: shape(dml.query),
    update: update === null ? null : shape(update),
    returning: dml.returning === null ? null : shape(dml.returning),
    checks: dml.checks.map(({ name, query }) => ({ name, query: shape(query) })),
  };
}
