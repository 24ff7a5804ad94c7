import type { Join, Plan } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import { mapReferences, rewritePlan } from '../rewrite.ts';

/*
 * before: left lateral join t (unnest outer.list) on value > t.least
 * after:  left lateral join t (filter value > outer.least (unnest outer.list))
 */

/** The condition of a lateral join is a filter of its right side, which sees the left row anyway. */
export function moveLateralConditions(plan: Plan): Plan {
  return rewritePlan(plan, (each) =>
    each.kind === 'join' && each.lateral === true && each.residual !== null ? moveCondition(each, each.residual) : each,
  );
}

function moveCondition(join: Join, residual: Scalar): Plan {
  const width = join.left.fields.length;
  const predicate = mapReferences(residual, (reference, depth) => {
    if (reference.kind !== 'column' && reference.kind !== 'outer') return reference;
    if (reference.kind === 'outer' && reference.depth > depth) return { ...reference, depth: reference.depth + 1 };
    const { index, name, type, nullable } = reference;
    if (index >= width) return { ...reference, index: index - width };
    return { kind: 'outer', depth: depth + 1, index, name, type, nullable };
  });
  return {
    ...join,
    residual: null,
    right: { kind: 'filter', input: join.right, predicate, fields: join.right.fields },
  };
}
