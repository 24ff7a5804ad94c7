import type { Expression } from '../../ir/syntax-expression.ts';
import type { TypedQuery } from '../../ir/typed-query.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { meaningOf, report, type Env } from '../checker.ts';

/**
 * PLG1308: in a query, rows are compared with the result of an aggregate that is NULL of an empty table (`max`), held in a local:
 * then no row passes.
 */
export function warnOfWatermark(env: Env, value: TypedExpression, node: Expression): void {
  if (env.query === null || !value.slot.nullable) return;
  const meaning = meaningOf(env, node);
  if (meaning?.kind !== 'local' && meaning?.kind !== 'column') return;
  const local = meaning.local === null ? undefined : env.frame.typed.get(meaning.local);
  if (local === undefined || !env.checker.watermarks.has(local)) return;
  report(env, 'PLG1308', { name: local.name }, node.span);
}

/** Whether a value is one row of an aggregate without GROUP BY that is NULL when there is nothing to aggregate. */
export function isWatermark(env: Env, value: TypedExpression): boolean {
  if (value.kind === 'Cell') return isWatermark(env, value.table);
  if (value.kind === 'Dynamic') return env.checker.watermarkQueries.has(value);
  return value.kind === 'QueryValue' && givesWatermark(value.query);
}

/** See `isWatermark`. */
export function givesWatermark({ body }: TypedQuery): boolean {
  if (body.kind !== 'Select') return false;
  const [item] = body.items;
  return (
    body.grouped &&
    body.groupBy.length === 0 &&
    body.items.length === 1 &&
    item?.value.kind === 'Aggregate' &&
    item.value.slot.nullable
  );
}
