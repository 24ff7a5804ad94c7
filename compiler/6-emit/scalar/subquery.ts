import type { SubqueryScalar } from '../../contract/scalar.ts';
import { compileCorrelated } from './subquery-correlated.ts';
import { compileUncorrelated } from './subquery-uncorrelated.ts';
import type { Scope } from './scope.ts';
import type { Value } from './value.ts';
import { readsOuter } from '../../contract/plan-children.ts';

/** A subquery as a value: evaluated once when it stands alone, once for each different outer row when it does not. */
export function compileSubquery(scope: Scope, scalar: SubqueryScalar): Value {
  return readsOuter(scalar.plan) ? compileCorrelated(scope, scalar) : compileUncorrelated(scope, scalar);
}
