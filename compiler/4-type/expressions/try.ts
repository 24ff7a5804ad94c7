import type { TypeSlot } from '../../contract/type.ts';
import type { Try } from '../../ir/syntax-control.ts';
import type { TypedCatchArm, TypedExpression } from '../../ir/typed-expression.ts';
import { assertNever } from '../../source/assert-never.ts';
import { meaningOf, type Env } from '../checker.ts';
import { checkArms } from '../effects/arms.ts';
import type { Handler } from '../effects/sites.ts';
import { withoutLocals } from '../statements/facts.ts';
import { declareLocal, noting } from '../statements/locals.ts';
import { ERROR } from '../types/conversion.ts';
import { exceptionType } from '../types/type-names.ts';
import { checkArmBody } from './arm-body.ts';
import { coerceBody, slotOfArms, valuesOfArms, withCells, withStructName, type TypedArm } from './arm-result.ts';
import { failed } from './build.ts';
import { reportNoCommonType } from './case.ts';

/** One way to go on after an error, before it is typed. */
interface Catch {
  readonly exception: string | null;
  readonly check: (env: Env) => { readonly arm: TypedArm; readonly local: TypedCatchArm['local'] };
  readonly span: Try['span'];
}

/** A `try` with its arms, and the type of its value: `void` when one of them gives none. */
export interface TypedAttempt {
  readonly body: TypedArm;
  readonly arms: readonly TypedCatchArm[];
  readonly slot: TypeSlot;
}

/** `try` as a value: the body's, or the one of the arm that takes the error. */
export function checkTry(env: Env, node: Try, expected: TypeSlot | null): TypedExpression {
  const { body, arms, slot } = checkAttempt(env, node, expected);
  if (slot.type === ERROR) return failed(node.span);
  return { kind: 'Try', body: body.body, arms, span: node.span, slot };
}

/** A `try` whose value nobody takes: body and arms need no type in common. */
export function checkDropped(env: Env, node: Try): TypedAttempt {
  const { body, arms } = partsOf(env, node, null);
  const leaves = [body, ...arms].every(({ slot }) => slot.type.kind === 'never');
  const slot: TypeSlot = { type: { kind: leaves ? 'never' : 'void' }, nullable: false };
  return {
    body,
    arms: arms.map(({ exception, local, body: code, span }) => ({ exception, local, body: code, span })),
    slot,
  };
}

export function checkAttempt(env: Env, node: Try, expected: TypeSlot | null): TypedAttempt {
  const { body, arms } = partsOf(env, node, expected);
  const results = withStructName(withCells(env, [body, ...arms]));
  const slot = resultOf(env, results, node);
  const fit = (arm: TypedArm): TypedArm =>
    slot.type === ERROR ? arm : (coerceBody(env, arm, { type: slot.type, nullable: true }) ?? arm);
  const fitted = arms.map(({ exception, local, span }, i): TypedCatchArm => ({
    exception,
    local,
    body: fit(results[i + 1]!).body,
    span,
  }));
  return { body: fit(results[0]!), arms: fitted, slot };
}

/** Body and arms, each typed by itself. */
function partsOf(
  env: Env,
  node: Try,
  expected: TypeSlot | null,
): { readonly body: TypedArm; readonly arms: readonly (TypedArm & Omit<TypedCatchArm, 'body'>)[] } {
  const catches = catchesOf(env, node, expected);
  const handler: Handler = {
    exceptions: catches.some((each) => each.exception === null) ? null : catches.map((each) => each.exception ?? ''),
    parent: env.handler,
    rethrows: false,
  };
  const before = { throws: env.frame.sites.throws.length, calls: env.frame.sites.calls.length };
  const { result: body, assigned } = noting(env, () => checkArmBody({ ...env, handler }, node.body, expected));
  checkArms(env, catches, before);
  // how far the body came is not known in an arm
  const facts = withoutLocals(env.facts, assigned);
  const arms = catches.map(({ exception, span, check }) => {
    const { arm, local } = check({ ...env, facts, catching: handler });
    return { ...arm, exception, local, span };
  });
  return { body, arms };
}

function resultOf(env: Env, results: readonly TypedArm[], node: Try): TypeSlot {
  const failure: TypeSlot = { type: ERROR, nullable: false };
  if (results.some((result) => result.slot.type === ERROR)) return failure;
  const slot = slotOfArms(results);
  if (slot !== null) return slot;
  reportNoCommonType(env, valuesOfArms(results), 'the value of `try` and of `catch`', node.span);
  return failure;
}

function catchesOf(env: Env, node: Try, expected: TypeSlot | null): readonly Catch[] {
  const { handler } = node;
  switch (handler.kind) {
    case 'CatchValue':
      return [
        {
          exception: null,
          span: handler.span,
          check: (inside) => ({ arm: checkArmBody(inside, handler.value, expected), local: null }),
        },
      ];
    case 'CatchBlock':
      return [
        {
          exception: null,
          span: handler.span,
          check: (inside) =>
            withAlias(inside, handler.alias, 'Exception', (env_) => checkArmBody(env_, handler.body, expected)),
        },
      ];
    case 'CatchArms':
      return handler.arms.map((arm) => {
        const meaning = arm.exception === undefined ? undefined : meaningOf(env, arm.exception);
        const exception = meaning?.kind === 'exception' ? meaning.exception.name : null;
        return {
          exception,
          span: arm.span,
          check: (inside) =>
            withAlias(inside, arm.alias, exception ?? 'Exception', (env_) => checkArmBody(env_, arm.body, expected)),
        };
      });
    default:
      return assertNever(handler);
  }
}

function withAlias(
  env: Env,
  alias: Parameters<typeof declareLocal>[1] | undefined,
  exception: string,
  run: (env: Env) => TypedArm,
): ReturnType<Catch['check']> {
  const local =
    alias === undefined
      ? null
      : declareLocal(env, alias, { type: exceptionType(exception), nullable: false }, 'exception');
  return { arm: run(env), local };
}
