import type { TypedCatchArm, TypedTry } from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import { abi, branch, temp, variable, type FunctionScope } from '../module/function-scope.ts';
import { armValue } from './arm.ts';

/** `try … catch …` as a value. */
export function tryOf(scope: FunctionScope, e: TypedTry): b.Expression {
  const result = temp(scope);
  const body = branch(scope, () => armValue(scope, e.body));
  const handle = (arm: TypedCatchArm): b.Statement[] => {
    const written = branch(scope, () => armValue(scope, arm.body));
    return [...written.statements, b.assign(result, written.code)];
  };
  scope.prelude.push(...attempt(scope, [...body.statements, b.assign(result, body.code)], e.arms, handle));
  return b.name(result);
}

/**
 * `try { body } catch { arms }`. An error that no arm takes goes on. In a handler, `name$` holds the error itself, the arm's local its description.
 * Ends of calls that the error skipped are made up for by setting back the depth of calls.
 */
export function attempt(scope: FunctionScope, body: readonly b.Statement[], arms: readonly TypedCatchArm[], handle: (arm: TypedCatchArm) => readonly b.Statement[]): b.Statement[] {
  const depth = scope.names.fresh('depth$');
  const thrown = scope.names.fresh('thrown$');
  const error = scope.names.fresh('error$');
  scope.handling.push(error);
  const otherwise: readonly b.Statement[] = [b.throws(error)];
  const chain = arms.reduceRight((rest: readonly b.Statement[], arm) => {
    const bound = arm.local === null ? [] : [b.constant(variable(scope, arm.local), abi('described', error))];
    const statements = [...bound, ...handle(arm)];
    return arm.exception === null ? statements : [b.when(abi('isException', error, b.string(arm.exception)), statements, rest)];
  }, otherwise);
  scope.handling.pop();
  const caught = b.constant(error, abi('caught', 'frame', thrown, depth));
  return [b.constant(depth, abi('depth', 'frame')), b.attempt(body, { error: thrown, body: [caught, ...chain] })];
}
