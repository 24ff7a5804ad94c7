import type { Plan } from '../../contract/plan.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedQuery } from '../../ir/typed-query.ts';
import { rowless, type Place } from './environment.ts';
import { lowerExpression } from './expression.ts';

/** LIMIT and OFFSET over a plan. */
export function limited(input: Plan, { limit, offset }: Pick<TypedQuery, 'limit' | 'offset'>, place: Place): Plan {
  if (limit === null && offset === null) return input;
  const lower = (e: TypedExpression | null) => (e === null ? null : lowerExpression(e, rowless(place)));
  return { kind: 'limit', input, limit: lower(limit), offset: lower(offset), fields: input.fields };
}
