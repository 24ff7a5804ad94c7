import type { Plan } from '../../contract/plan.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedQuery } from '../../ir/typed-query.ts';
import { rowless, type Place } from './environment.ts';
import { lowerExpression } from './expression.ts';

/** What a query says of how many of its rows it gives. */
export type Limits = Pick<TypedQuery, 'limit' | 'offset' | 'percent'>;

/** LIMIT and OFFSET over a plan. */
export function limited(input: Plan, { limit, offset, percent }: Limits, place: Place): Plan {
  if (limit === null && offset === null) return input;
  const lower = (e: TypedExpression | null) => (e === null ? null : lowerExpression(e, rowless(place)));
  const share = percent === true ? { percent } : {};
  return { kind: 'limit', input, limit: lower(limit), ...share, offset: lower(offset), fields: input.fields };
}
