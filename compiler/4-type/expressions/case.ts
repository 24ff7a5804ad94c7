import { showType, type TypeSlot } from '../../contract/type.ts';
import type { Case, Expression } from '../../ir/syntax-expression.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { outcomeOf, withPlaces } from '../statements/facts.ts';
import { coerce } from '../types/coerce.ts';
import { solveSlot } from '../calls/type-variables.ts';
import { ERROR } from '../types/conversion.ts';
import { failed, isFailed } from './build.ts';
import { asCell } from './cell.ts';
import { checkTruth } from './condition.ts';
import { check } from './expression.ts';
import { operate } from './operators.ts';

/** CASE with conditions, or with a value that is compared with each. Each arm knows what its condition says, and that those before were not true. */
export function checkCase(env: Env, node: Case, expected: TypeSlot | null): TypedExpression {
  const operand = node.operand === undefined ? null : asCell(env, check(env, node.operand, null));
  let { facts } = env;
  const arms = node.branches.map((branch) => {
    if (operand !== null && branch.condition.kind === 'NullLiteral')
      report(env, 'PLG1336', { operator: 'when' }, branch.condition.span);
    const inside = { ...env, facts };
    const when =
      operand === null
        ? checkTruth(inside, branch.condition, 'CASE')
        : operate(inside, '=', [operand, asCell(inside, check(inside, branch.condition, null))], branch.condition.span);
    const outcome = outcomeOf(when);
    const then = asCell(env, check({ ...env, facts: withPlaces(facts, outcome.whenTrue) }, branch.value, expected));
    facts = withPlaces(facts, surelyFalse(when) ? outcome.whenFalse : []);
    return { when, then };
  });
  const otherwise =
    node.otherwise === undefined ? null : asCell(env, check({ ...env, facts }, node.otherwise, expected));
  return unite(env, node.span, 'the results of CASE', arms, otherwise);
}

/** A condition that is never NULL is false where it is not true. */
function surelyFalse(condition: TypedExpression): boolean {
  return !condition.slot.nullable;
}

function unite(
  env: Env,
  span: Expression['span'],
  what: string,
  arms: readonly { readonly when: TypedExpression; readonly then: TypedExpression }[],
  otherwise: TypedExpression | null,
): TypedExpression {
  const results = [...arms.map((arm) => arm.then), ...(otherwise === null ? [] : [otherwise])];
  if (results.some(isFailed) || arms.some((arm) => isFailed(arm.when))) return failed(span);
  const target = commonOf(env, results, what, span);
  if (target === null) return failed(span);
  const slot = { type: target.type, nullable: true };
  const typed = arms.map(({ when, then }) => ({ when, then: coerce(env, then, slot) }));
  const last = otherwise === null ? null : coerce(env, otherwise, slot);
  return {
    kind: 'Case',
    arms: typed,
    otherwise: last,
    span,
    slot: { type: target.type, nullable: last === null || target.nullable },
  };
}

/** The common type of several results, or a message that there is none. */
export function commonOf(
  env: Env,
  values: readonly TypedExpression[],
  what: string,
  span: Expression['span'],
): TypeSlot | null {
  if (values.some((value) => value.slot.type === ERROR)) return null;
  const slot = solveSlot(values);
  if (slot === null) reportNoCommonType(env, values, what, span);
  return slot;
}

/** PLG1224 at the first value that does not go with those before it. */
export function reportNoCommonType(
  env: Env,
  values: readonly TypedExpression[],
  what: string,
  span: Expression['span'],
): void {
  const types = [...new Set(values.map((value) => showType(value.slot.type)))];
  let [fits, all] = [1, values.length];
  while (fits + 1 < all) {
    const middle = (fits + all) >> 1;
    if (solveSlot(values.slice(0, middle)) === null) all = middle;
    else fits = middle;
  }
  const [first, odd] = [values[0], values[all - 1]];
  const file = env.checker.bound.file.name;
  const related =
    first === undefined || odd === undefined || env.checker.inTemplate
      ? {}
      : { related: [{ file, span: first.span, message: `${showType(first.slot.type)} here` }] };
  report(env, 'PLG1224', { what, types }, odd?.span ?? span, related);
}
