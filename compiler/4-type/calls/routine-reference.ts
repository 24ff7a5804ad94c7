import type { TypeSlot } from '../../contract/type.ts';
import type { Callable } from '../../ir/bound.ts';
import type { Lambda } from '../../ir/syntax-control.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { failed } from '../expressions/build.ts';
import { checkLambda } from '../expressions/lambda.ts';
import { entryOf } from '../routines/entries.ts';
import { requireCallRight } from '../rights/require-right.ts';
import { instanceOf } from '../routines/instances.ts';

/** A function's name as a value: `map(names, upper)`. One of the library becomes a lambda around its call. */
export function referenceToRoutine(
  env: Env,
  callables: readonly Callable[],
  node: Identifier,
  expected: TypeSlot | null,
): TypedExpression {
  const [first] = callables;
  if (first === undefined) return failed(node.span);
  if (first.kind === 'library') return wrapLibrary(env, node, expected, first.function.signature.parameters.length);
  const entry = entryOf(env.checker, first);
  const wanted = expected?.type.kind === 'function' ? expected.type.parameters : null;
  const slots = entry.parameters.map((parameter, i) => parameter.slot ?? wanted?.[i]);
  if (slots.some((slot) => slot === undefined)) {
    report(
      env,
      'PLG1702',
      { name: entry.parameters[slots.findIndex((slot) => slot === undefined)]?.name ?? '' },
      node.span,
    );
    return failed(node.span);
  }
  const parameters = slots.map((slot) => slot!);
  const instance = instanceOf(env.checker, entry, null, parameters);
  if (entry.stored !== null) requireCallRight(env, entry.stored, node.span);
  env.frame.sites.calls.push({
    callee: instance,
    span: node.span,
    handler: env.handler,
    detached: false,
    inQuery: env.query !== null,
  });
  return {
    kind: 'RoutineReference',
    routine: instance.id,
    span: node.span,
    slot: {
      type: { kind: 'function', parameters, result: instance.result ?? { type: { kind: 'any' }, nullable: true } },
      nullable: false,
    },
  };
}

function wrapLibrary(env: Env, node: Identifier, expected: TypeSlot | null, most: number): TypedExpression {
  const count = expected?.type.kind === 'function' ? expected.type.parameters.length : most;
  const parameters = Array.from({ length: count }, (_, i): Identifier => ({
    kind: 'Identifier',
    span: node.span,
    text: `_${i + 1}`,
    quoted: false,
  }));
  const lambda: Lambda = {
    kind: 'Lambda',
    span: node.span,
    parameters,
    body: {
      kind: 'Call',
      span: node.span,
      callee: node,
      distinct: false,
      args: parameters.map((value) => ({ kind: 'Argument', span: node.span, value })),
      orderBy: [],
      withinGroup: [],
    },
  };
  return checkLambda(env, lambda, expected, true);
}
