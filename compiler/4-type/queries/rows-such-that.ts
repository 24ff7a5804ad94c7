import { BOOLEAN, INT } from '../../contract/data-type.ts';
import { tableOf } from '../../contract/type.ts';
import type { TypedColumn, TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedQuery } from '../../ir/typed-query.ts';
import { newSource, type Env } from '../checker.ts';
import { booleanLiteral, booleanOperation, intLiteral, isFailed, literal } from '../expressions/build.ts';
import { plainQuery, plainSelect } from './plain-query.ts';

/**
 * Whether a test holds for some row of a query, with SQL's three values: true where it is true for a row, otherwise NULL where it is NULL for one,
 * otherwise false.
 */
export function holdsForSome(
  env: Env,
  query: TypedQuery,
  test: (row: readonly TypedColumn[]) => TypedExpression,
): TypedExpression {
  const { span } = query;
  const source = newSource(env);
  const row = query.type.columns.map(({ name, type, nullable }, column): TypedColumn => ({
    kind: 'Column',
    source,
    column,
    name,
    span,
    slot: { type, nullable },
  }));
  const predicate = test(row);
  if (isFailed(predicate)) return predicate;
  const some = rowExists(query, source, predicate);
  if (!predicate.slot.nullable) return some;
  const unknown = rowExists(query, source, booleanOperation('is_null', [predicate], span));
  return {
    kind: 'Case',
    arms: [
      { when: some, then: booleanLiteral(true, span) },
      { when: unknown, then: literal(null, BOOLEAN, span) },
    ],
    otherwise: booleanLiteral(false, span),
    span,
    slot: { type: BOOLEAN, nullable: true },
  };
}

/** `exists (select 1 from query where predicate)`; the predicate reads the query's row as a source. */
function rowExists(query: TypedQuery, source: number, predicate: TypedExpression): TypedExpression {
  const { span } = query;
  const one = intLiteral(1, span);
  const field = { name: 'one', type: one.slot.type, nullable: false };
  const from = {
    kind: 'QuerySource' as const,
    id: source,
    alias: null,
    fields: query.fields,
    span,
    query,
    lateral: false,
  };
  const select = { ...plainSelect(from, [{ name: 'one', value: one }], span), where: predicate };
  const outer = plainQuery(select, tableOf([field]), [{ name: 'one', type: INT, nullable: false }], span);
  return {
    kind: 'Subquery',
    mode: 'exists',
    operation: null,
    value: null,
    negated: false,
    query: outer,
    span,
    slot: { type: BOOLEAN, nullable: false },
  };
}
