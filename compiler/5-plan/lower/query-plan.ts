import type { Plan, QueryPlan } from '../../contract/plan.ts';
import type { Functions, Place } from './environment.ts';
import type { Inputs } from './inputs.ts';
import { lowerQuery } from './query.ts';

/**
 * An outermost query: lowered with its functions in place and, where there are such, a second time with calls of them. Both take the same parameters.
 * `rewrite` is for both plans.
 */
export function queryPlan(
  inputs: Inputs,
  functions: Functions,
  lower: (place: Place) => Plan,
  rewrite: (plan: Plan) => Plan = (plan) => plan,
): QueryPlan {
  const place = { inputs, ctes: new Map(), outer: null, lowerQuery };
  let some = false;
  const inline: Functions['inline'] = (routine, args) => {
    const value = functions.inline(routine, args);
    some ||= value !== null;
    return value;
  };
  const plan = rewrite(lower({ ...place, functions: { ...functions, inline } }));
  if (!some) return { plan, parameters: inputs.parameters };
  const called = rewrite(lower({ ...place, functions: { ...functions, inline: () => null } }));
  return { plan, parameters: inputs.parameters, called };
}
