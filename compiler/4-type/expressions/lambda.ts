import { showType, type TypeSlot } from '../../contract/type.ts';
import type { Lambda } from '../../ir/syntax-control.ts';
import type { Binary } from '../../ir/syntax-expression.ts';
import type { TypedExpression, TypedLocal } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { hasVariables } from '../calls/type-variables.ts';
import { rehearse } from '../inference/rehearse.ts';
import { variableFor } from '../inference/assign-variables.ts';
import { unify } from '../inference/unify.ts';
import { visibleColumns } from '../queries/columns.ts';
import { openTracker } from '../queries/tracker.ts';
import { declareLocal, declareUnnamed } from '../statements/locals.ts';
import { withoutLocals } from '../statements/facts.ts';
import { checkArmBody } from './arm-body.ts';
import { failed } from './build.ts';
import { coerceBody, withCell } from './arm-result.ts';
import { ERROR } from '../types/conversion.ts';

/**
 * A lambda. Its parameters have the types that its place gives them; without such a place they are inferred from the body.
 * `made` is set for lambdas that no text holds: their parameters have no meaning in the bound module.
 */
export function checkLambda(env: Env, node: Lambda, expected: TypeSlot | null, made = false): TypedExpression {
  const wanted =
    expected?.type.kind === 'function' && expected.type.parameters.length === node.parameters.length
      ? expected.type
      : null;
  const slots =
    wanted === null
      ? inferParameters(env, node, made)
      : wanted.parameters.map(({ type, nullable }) => ({ type: type.kind === 'variable' ? ERROR : type, nullable }));
  if (slots === null) return failed(node.span);
  const tracker = { ...openTracker(env.frame.locals.length, env.tracker), dynamic: env.tracker?.dynamic === true };
  const assigned = new Set(
    [...(env.checker.bound.assignedIn.get(node) ?? [])].flatMap((local) => env.frame.typed.get(local)?.id ?? []),
  );
  const inside: Env = { ...env, tracker, facts: withoutLocals(env.facts, assigned), handler: null };
  const parameters = declareParameters(inside, node, slots, made);
  const result = wanted !== null && !hasVariables(wanted.result.type) ? wanted.result : null;
  const given = checkArmBody(inside, node.body, result, made ? parameters : null);
  const body = wanted !== null && result === null ? withCell(inside, given) : given;
  if (body.slot.type === ERROR) return failed(node.span);
  const typed = result === null ? body : coerceBody(inside, body, result);
  if (typed === null) return failed(node.span);
  return {
    kind: 'Lambda',
    parameters,
    body: typed.body,
    captures: [...tracker.locals.keys()],
    span: node.span,
    slot: { type: { kind: 'function', parameters: slots, result: typed.slot }, nullable: false },
  };
}

function declareParameters(env: Env, node: Lambda, slots: readonly TypeSlot[], made: boolean): readonly TypedLocal[] {
  return node.parameters.map((parameter, i) => {
    const slot = slots[i] ?? { type: ERROR, nullable: false };
    return made ? declareUnnamed(env, parameter.text, slot, 'lambda') : declareLocal(env, parameter, slot, 'lambda');
  });
}

/** The types of a lambda's parameters from their use in the body. */
function inferParameters(env: Env, node: Lambda, made: boolean): readonly TypeSlot[] | null {
  const variables = node.parameters.map((parameter) => variableFor(parameter.text));
  const constraints = rehearse(env, (inside) => {
    const parameters = declareParameters(
      inside,
      node,
      variables.map((variable) => ({ type: variable, nullable: false })),
      made,
    );
    checkArmBody(inside, node.body, null, made ? parameters : null);
  });
  const slots = variables.map((variable) => unify(variable.name, constraints));
  for (const [i, found] of slots.entries()) {
    if (found.kind === 'one') continue;
    const parameter = node.parameters[i]!;
    report(
      env,
      'PLG1702',
      {
        name: parameter.text,
        candidates: found.kind === 'several' ? found.types : undefined,
        isArrow: isArrow(env, node),
        lambda: slots.map((slot) => (slot.kind === 'one' ? showType(slot.slot.type) : 'int')),
      },
      parameter.span,
    );
    return null;
  }
  return slots.map((found) => (found.kind === 'one' ? found.slot : { type: ERROR, nullable: false }));
}

/** Whether `x -> 'key'` looks like reading JSON: one parameter, with the name of a local or column, and a literal behind it, which may be read further (`->> 'other'`). */
export function isArrow(env: Env, { parameters: [only, ...more], body }: Lambda): boolean {
  if (only === undefined || more.length > 0) return false;
  let first: { readonly kind: string } = body;
  while (first.kind === 'Binary') first = (first as Binary).left;
  if (first.kind !== 'StringLiteral' && first.kind !== 'NumberLiteral') return false;
  const visible = [...visibleColumns(env), ...env.frame.locals.map((local) => local.name)];
  return visible.some((name) => name.toLowerCase() === only.text.toLowerCase());
}
