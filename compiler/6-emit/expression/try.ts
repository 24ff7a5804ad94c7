import type { TypedCatchArm, TypedTry } from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import { abi, branch, temp, variable, type Catcher, type FunctionScope } from '../module/function-scope.ts';
import { walk } from '../module/walk.ts';
import { armValue } from './arm.ts';

/** `try … catch …` as a value. */
export function tryOf(scope: FunctionScope, e: TypedTry): b.Expression {
  const result = temp(scope);
  const body = (): b.Statement[] => {
    const { statements, code } = branch(scope, () => armValue(scope, e.body));
    return [...statements, b.assign(result, code)];
  };
  const handle = (arm: TypedCatchArm): b.Statement[] => {
    const written = branch(scope, () => armValue(scope, arm.body));
    return [...written.statements, b.assign(result, written.code)];
  };
  scope.prelude.push(...attempt(scope, body, e.arms, handle));
  return b.name(result);
}

/**
 * `try { body } catch { arms }`. Errors end the body; after it, `error$` holds the one that did, and the arms are tried on it. An error that no arm takes goes on.
 * A `throw` that stands in the body itself leaves it by `break`, which costs a small part of a JavaScript `throw`.
 * Ends of calls that the error skipped are made up for by setting back the depth of calls. While the body runs, exceptions that an arm surely keeps are
 * made without a stack (`guard`): nobody will ask for it.
 */
export function attempt(
  scope: FunctionScope,
  body: () => readonly b.Statement[],
  arms: readonly TypedCatchArm[],
  handle: (arm: TypedCatchArm) => readonly b.Statement[],
): b.Statement[] {
  const depth = scope.names.fresh('depth$');
  const thrown = scope.names.fresh('thrown$');
  const error = scope.names.fresh('error$');
  const kept = arms.filter(keepsError).map((arm) => arm.exception);
  const guard = kept.length === 0 ? null : scope.names.fresh('guard$');
  const catcher: Catcher = { label: scope.names.fresh('body$'), error, guard, used: false };
  if (guard !== null) scope.guards.push({ name: guard, loops: scope.breaks.length });
  scope.catchers.push(catcher);
  const guarded = body();
  scope.catchers.pop();
  if (guard !== null) scope.guards.pop();
  const opened =
    guard === null
      ? []
      : [b.constant(guard, abi('guard', 'frame', scope.module.constant('taken$', 'exceptions', [kept])))];
  const closed = guard === null ? [] : [b.run(abi('unguard', 'frame', guard))];
  const caught = b.assign(error, abi('caught', 'frame', thrown, depth, ...(guard === null ? [] : [guard])));
  const attempted = b.attempt([...guarded, ...closed], { error: thrown, body: [caught] });
  return [
    b.constant(depth, abi('depth', 'frame')),
    b.variable(error, b.nothing()),
    ...opened,
    catcher.used ? b.labelled(catcher.label, attempted) : attempted,
    b.when(b.binary(error, '!==', b.nothing()), handlers(scope, error, arms, handle)),
  ];
}

/** `throw` of an error: to the handlers of the `try` body that it stands in, otherwise out of the function. */
export function throwing(scope: FunctionScope, error: b.Expression): b.Statement[] {
  const catcher = scope.catchers.at(-1);
  if (catcher === undefined) return [b.throws(error)];
  catcher.used = true;
  const ended = catcher.guard === null ? [] : [b.run(abi('unguard', 'frame', catcher.guard))];
  return [b.assign(catcher.error, error), ...ended, b.leave(catcher.label)];
}

function handlers(
  scope: FunctionScope,
  error: string,
  arms: readonly TypedCatchArm[],
  handle: (arm: TypedCatchArm) => readonly b.Statement[],
): readonly b.Statement[] {
  scope.handling.push(error);
  const otherwise: readonly b.Statement[] = [b.throws(error)];
  const chain = arms.reduceRight((rest: readonly b.Statement[], arm) => {
    const bound = arm.local === null ? [] : [b.constant(variable(scope, arm.local), abi('described', error))];
    const statements = [...bound, ...handle(arm)];
    return arm.exception === null
      ? statements
      : [b.when(abi('isException', error, b.string(arm.exception)), statements, rest)];
  }, otherwise);
  scope.handling.pop();
  return chain;
}

/** Whether an arm surely ends the error: it neither throws it again nor hands it on. */
function keepsError(arm: TypedCatchArm): boolean {
  let keeps = true;
  walk(arm.body, (node) => {
    if (node.kind === 'Throw' && node.value === null) keeps = false;
    if (node.kind === 'Local' && node.local === arm.local) keeps = false;
    return !(node.kind === 'Field' && node.value.kind === 'Local' && node.value.local === arm.local);
  });
  return keeps;
}
