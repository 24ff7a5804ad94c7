import type { CallStatement } from '../../ir/syntax-statement.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { meaningOf, report, type Env } from '../checker.ts';
import { entryOf } from '../routines/entries.ts';
import { checkArgumentsOnly } from './call.ts';
import { callLibrary } from './library-arguments.ts';
import { callRoutine } from './routine-call.ts';

/** `call p(args) [nowait]`, as a statement or a value: a procedure, or a function for its effects. */
export function checkProcedureCall(env: Env, node: CallStatement): TypedExpression {
  const meaning = meaningOf(env, node.procedure);
  const callables = meaning?.kind === 'callable' ? meaning.callables : [];
  const entries = callables.flatMap((callable) =>
    callable.kind === 'library' ? [] : [entryOf(env.checker, callable)],
  );
  const entry = entries.find((each) => each.kind === 'procedure') ?? entries[0];
  if (entry !== undefined) return callRoutine(env, entry, null, node.args, node.span, node.nowait);
  const functions = callables.flatMap((callable) => (callable.kind === 'library' ? [callable.function] : []));
  if (functions.length === 0) return checkArgumentsOnly(env, node);
  const name = node.procedure.parts.at(-1)!;
  if (node.nowait)
    report(env, 'PLG1014', { what: '`nowait`', place: `after a call of the function \`${name.text}\`` }, node.span);
  return callLibrary(env, name.text, functions, null, {
    kind: 'Call',
    span: node.span,
    callee: name,
    distinct: false,
    args: node.args,
    orderBy: [],
    withinGroup: [],
  });
}
