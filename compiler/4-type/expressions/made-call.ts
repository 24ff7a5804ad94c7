import type { Expression } from '../../ir/syntax-expression.ts';
import type { TypedExpression, TypedLocal } from '../../ir/typed-expression.ts';
import { callLibrary } from '../calls/library-arguments.ts';
import { meaningOf, type Env } from '../checker.ts';
import { failed } from './build.ts';
import { referTo } from './reference.ts';

/** The body of a lambda made around a library function: a call of it with the lambda's parameters. */
export function checkMadeCall(env: Env, body: Expression, parameters: readonly TypedLocal[]): TypedExpression {
  if (body.kind !== 'Call') return failed(body.span);
  const meaning = meaningOf(env, body.callee);
  if (meaning?.kind !== 'callable') return failed(body.span);
  const functions = meaning.callables.flatMap((callable) => (callable.kind === 'library' ? [callable.function] : []));
  const values = parameters.map((local) => referTo(env, local, body.span));
  return callLibrary(env, functions[0]?.signature.name ?? '', functions, null, { ...body, args: [] }, values);
}
