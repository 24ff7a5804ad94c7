import type { Span } from '../../contract/span.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, textOf, type Env } from '../checker.ts';
import { ERROR } from '../types/conversion.ts';

/** What may be evaluated for something else than its value: changes, calls of routines, checks by cast, code. */
const WITH_EFFECT: ReadonlySet<TypedExpression['kind']> = new Set([
  'Insert',
  'Update',
  'Delete',
  'Merge',
  'RoutineCall',
  'LambdaCall',
  'Dynamic',
  'Cast',
  'Try',
  'Match',
]);

/** PLG1115 for an expression whose value a routine drops, though computing it does nothing else. A script shows its values; in a `try` the failure may be what is wanted. */
export function checkUnused(env: Env, check: () => TypedExpression, span: Span): TypedExpression {
  const { frame, handler } = env;
  if (frame.kind === 'top' || handler !== null) return check();
  const { value, pure } = watched(env, check);
  const { kind } = value.slot.type;
  if (!pure || value.slot.type === ERROR || kind === 'void' || kind === 'never' || WITH_EFFECT.has(value.kind))
    return value;
  if (value.kind === 'QueryValue') report(env, 'PLG1115', { what: 'the result of this query' }, span);
  else
    report(env, 'PLG1115', { what: `the value of \`${textOf(env, { span })}\``, hint: assignment(env, value) }, span);
  return value;
}

/** Whether checking the expression noted no effect of the routine. */
function watched(env: Env, check: () => TypedExpression): { readonly value: TypedExpression; readonly pure: boolean } {
  const { sites } = env.frame;
  const before = {
    volatile: sites.volatile,
    acts: sites.acts,
    io: sites.io,
    calls: sites.calls.length,
    throws: sites.throws.length,
  };
  sites.volatile = false;
  sites.acts = false;
  sites.io = false;
  const value = check();
  const pure =
    !sites.volatile &&
    !sites.acts &&
    !sites.io &&
    sites.calls.length === before.calls &&
    sites.throws.length === before.throws;
  sites.volatile ||= before.volatile;
  sites.acts ||= before.acts;
  sites.io ||= before.io;
  return { value, pure };
}

/** `n == 2` was perhaps to assign. */
function assignment(env: Env, value: TypedExpression): string | undefined {
  if (value.kind !== 'Operation' || value.operation !== 'equal') return undefined;
  const [left, right] = value.args;
  if (left?.kind !== 'Local' || right === undefined) return undefined;
  return `to assign, write \`${textOf(env, left)} = ${textOf(env, right)}\``;
}
