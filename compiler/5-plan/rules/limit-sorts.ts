import { INT } from '../../contract/data-type.ts';
import type { Limit, Plan } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import { rewritePlan } from '../rewrite.ts';

/*
 * before: limit 10 offset 5 (sort a)
 * after:  limit 10 offset 5 (sort a top 10 + 5)
 */

/** A sort under a limit keeps only the rows that the limit can ask for; projections in between do not matter. */
export function limitSorts(plan: Plan): Plan {
  return rewritePlan(plan, (each) =>
    each.kind === 'limit' && each.limit !== null && each.percent !== true
      ? { ...each, input: withTop(each.input, wanted(each)) }
      : each,
  );
}

function withTop(plan: Plan, top: Scalar): Plan {
  if (plan.kind === 'project') return { ...plan, input: withTop(plan.input, top) };
  return plan.kind === 'sort' && plan.top === null ? { ...plan, top } : plan;
}

function wanted({ limit, offset }: Limit): Scalar {
  if (offset === null) return limit!;
  return {
    kind: 'operation',
    operation: 'add',
    type: INT,
    nullable: limit!.nullable || offset.nullable,
    args: [limit!, offset],
  };
}
