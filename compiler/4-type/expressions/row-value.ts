import type { Span } from '../../contract/span.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { Env } from '../checker.ts';
import { booleanLiteral, failed, isFailed } from './build.ts';
import { operate } from './operators.ts';

/** The values of a row that is written down, `(a, b)`; `null` of anything else. */
export function rowValues(value: TypedExpression): readonly TypedExpression[] | null {
  const { type } = value.slot;
  return value.kind === 'Struct' && type.kind === 'struct' && type.fields[0]?.name === '_1' ? value.values : null;
}

/** Whether two rows are equal, by SQL's logic: false where two values differ, otherwise NULL where one is NULL. */
export function equalRows(
  env: Env,
  left: readonly TypedExpression[],
  right: readonly TypedExpression[],
  span: Span,
): TypedExpression {
  const all = left.map((value, i) => operate(env, '=', [value, right[i]!], span));
  return joined(env, 'and', all, span);
}

/** Conditions joined in a tree that is as high as it must be. */
export function joined(
  env: Env,
  by: 'and' | 'or',
  conditions: readonly TypedExpression[],
  span: Span,
): TypedExpression {
  if (conditions.some(isFailed)) return failed(span);
  const [only] = conditions;
  if (only === undefined) return booleanLiteral(by === 'and', span);
  if (conditions.length === 1) return only;
  const half = conditions.length >> 1;
  const sides = [conditions.slice(0, half), conditions.slice(half)].map((part) => joined(env, by, part, span));
  return operate(env, by, sides, span);
}
