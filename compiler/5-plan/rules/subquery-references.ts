import type { Plan } from '../../contract/plan.ts';
import type { Scalar } from '../../contract/scalar.ts';
import { mapPlanReferences, mapReferences, renumbered } from '../rewrite.ts';

/** Whether a scalar of the subquery refers to the row around the subquery, or to one further out. */
export function refersOut(scalar: Scalar): boolean {
  let found = false;
  mapReferences(scalar, (reference, depth) => {
    if (reference.kind === 'outer' && reference.depth > depth) found = true;
    return reference;
  });
  return found;
}

/** A scalar of the subquery as it stands in a join's condition: its own columns follow the `width` of the row around it, which is a side of the join now. */
export function beside(scalar: Scalar, width: number): Scalar {
  const moved = renumbered(scalar, (index) => index + width);
  return mapReferences(moved, (reference, depth) => {
    if (reference.kind !== 'outer' || reference.depth <= depth) return reference;
    if (reference.depth > depth + 1) return { ...reference, depth: reference.depth - 1 };
    const { index, name, type, nullable } = reference;
    return depth === 0 ? { kind: 'column', index, name, type, nullable } : { ...reference, depth };
  });
}

/** A plan that moves out of a subquery: rows further out come one step nearer. */
export function raised(plan: Plan): Plan {
  return mapPlanReferences(plan, 1, (reference, depth) =>
    reference.kind === 'outer' && reference.depth > depth ? { ...reference, depth: reference.depth - 1 } : reference,
  );
}

/** The same for a scalar of it. */
export function raisedScalar(scalar: Scalar): Scalar {
  return mapReferences(scalar, (reference, depth) =>
    reference.kind === 'outer' && reference.depth > depth + 1
      ? { ...reference, depth: reference.depth - 1 }
      : reference,
  );
}
