import { STRING } from '../../contract/data-type.ts';
import type { LibraryFunction } from '../../contract/signature.ts';
import { showType, type Type } from '../../contract/type.ts';
import type { BoundException, Callable, Meaning } from '../../ir/bound.ts';
import type { Argument, Call } from '../../ir/syntax-call.ts';
import type { Expression, Pipe } from '../../ir/syntax-expression.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { meaningOf, report, type Env } from '../checker.ts';
import { failed, literal } from '../expressions/build.ts';
import { check } from '../expressions/expression.ts';
import { localReference } from '../expressions/reference.ts';
import { coerce } from '../types/coerce.ts';
import { ERROR, conversionCost } from '../types/conversion.ts';
import { exceptionType } from '../types/type-names.ts';
import { isUnnest, unnestedValue } from '../queries/unnested.ts';
import { entryOf } from '../routines/entries.ts';
import type { RoutineEntry } from '../routines/routine-entry.ts';
import { callFunctionValue } from './function-value.ts';
import { callLibrary } from './library-arguments.ts';
import { listOfAggregate } from './list-of-aggregate.ts';
import { callRoutine } from './routine-call.ts';
import { bindVariables, hasVariables } from './type-variables.ts';

/** A first argument that stands before the call: a method's receiver, or what a pipe brings. */
export interface Receiver {
  readonly value: TypedExpression;
  readonly node: Expression;
}

export function checkCall(env: Env, node: Call, piped: Receiver | null = null): TypedExpression {
  const { callee } = node;
  if (callee.kind === 'AtName' && callee.text.toLowerCase() === 'typeof') return checkTypeOf(env, node);
  if (callee.kind === 'Member') {
    const meaning = meaningOf(env, callee.property);
    const isMethod =
      callee.object.kind !== 'Identifier' || meaningOf(env, callee.object) !== undefined || env.query !== null;
    const receiver =
      isMethod && piped === null ? { value: check(env, callee.object, null), node: callee.object } : piped;
    return dispatch(env, node, meaning, receiver, callee.property.text);
  }
  if (callee.kind === 'Identifier' || callee.kind === 'AtName') {
    if (isUnnest(env, node)) return unnestedValue(env, node);
    const meaning = meaningOf(env, callee);
    if (meaning?.kind === 'local') return callFunctionValue(env, localReference(env, meaning.local, callee.span), node);
    const only = piped === null ? listOfAggregate(env, node, meaning) : null;
    if (only !== null) return check(env, only, null);
    return dispatch(env, node, meaning, piped, callee.text);
  }
  return callFunctionValue(env, check(env, callee, null), node);
}

function dispatch(
  env: Env,
  node: Call,
  meaning: Meaning | undefined,
  receiver: Receiver | null,
  name: string,
): TypedExpression {
  if (meaning?.kind === 'exception') return makeException(env, node, meaning.exception);
  const callables = meaning?.kind === 'callable' ? meaning.callables : unboundCallables(env, name);
  if (callables.length === 0 || receiver?.value.slot.type === ERROR) return checkArgumentsOnly(env, node);
  const entries = callables.flatMap((callable) => entryFor(env, callable));
  const own =
    receiver === null
      ? undefined
      : entries.find((entry) => entry.receiver !== null && isReceiver(receiver.value.slot.type, entry.receiver.type));
  if (own !== undefined) return callRoutine(env, own, receiver, node.args, node.span, false);
  const plain = entries.find((entry) => entry.receiver === null) ?? (receiver === null ? entries[0] : undefined);
  if (plain !== undefined) return callRoutine(env, plain, receiver, node.args, node.span, false);
  const functions = callables.flatMap((callable): readonly LibraryFunction[] =>
    callable.kind === 'library' ? [callable.function] : [],
  );
  if (functions.length > 0) return callLibrary(env, name, functions, receiver, node);
  report(
    env,
    'PLG1215',
    { type: showType(receiver?.value.slot.type ?? { kind: 'void' }), access: `function \`${name}\`` },
    node.callee.span,
  );
  return checkArgumentsOnly(env, node);
}

function isReceiver(type: Type, declared: Type): boolean {
  return hasVariables(declared)
    ? bindVariables(new Map(), declared, type, false, null)
    : conversionCost(type, declared) !== null;
}

/** Text that the catalog keeps is not bound: its calls can only be of the library. */
function unboundCallables(env: Env, name: string): readonly Callable[] {
  return (env.checker.context.library.get(name.toLowerCase()) ?? []).map((each): Callable => ({
    kind: 'library',
    function: each,
  }));
}

function entryFor(env: Env, callable: Callable): readonly RoutineEntry[] {
  return callable.kind === 'library' ? [] : [entryOf(env.checker, callable)];
}

/** Arguments of a call that cannot be resolved: their own mistakes are still worth telling. */
export function checkArgumentsOnly(
  env: Env,
  node: { readonly args: readonly Argument[]; readonly span: Call['span'] },
): TypedExpression {
  for (const { value } of node.args) if (value.kind !== 'Star' && value.kind !== 'Lambda') check(env, value, null);
  return failed(node.span);
}

/** `@TypeOf(x)`: the name of the static type. */
function checkTypeOf(env: Env, node: Call): TypedExpression {
  const [argument] = node.args;
  if (argument === undefined || argument.value.kind === 'Star' || node.args.length > 1) {
    report(
      env,
      'PLG1206',
      { name: '@TypeOf', given: node.args.length, needed: '1', signature: '@TypeOf(value)' },
      node.span,
    );
    return failed(node.span);
  }
  const value = check(env, argument.value, null);
  return value.slot.type === ERROR ? failed(node.span) : literal(showType(value.slot.type), STRING, node.span);
}

/** `ETLError('load failed')`, with what caused it as a second argument. */
function makeException(env: Env, node: Call, { name, message: declared }: BoundException): TypedExpression {
  const [first, second] = node.args.map(({ value }) =>
    value.kind === 'Star' ? failed(value.span) : check(env, value, null),
  );
  if (node.args.length > 2)
    report(
      env,
      'PLG1206',
      { name, given: node.args.length, needed: '0 to 2', signature: `${name}(message string, cause Exception)` },
      node.span,
    );
  const told = first === undefined ? null : coerce(env, first, { type: STRING, nullable: false });
  const message = told ?? (declared === undefined ? null : literal(declared, STRING, node.span));
  return {
    kind: 'Exception',
    name,
    message,
    cause: second ?? null,
    span: node.span,
    slot: { type: exceptionType(name), nullable: false },
  };
}

/** `left |> f(args)`: the left value becomes the first argument. */
export function checkPipe(env: Env, node: Pipe): TypedExpression {
  const receiver: Receiver = { value: check(env, node.left, null), node: node.left };
  const { right } = node;
  if (right.kind === 'Call') return { ...checkCall(env, right, receiver), span: node.span };
  const call: Call = {
    kind: 'Call',
    span: node.span,
    callee: right,
    distinct: false,
    args: [],
    orderBy: [],
    withinGroup: [],
  };
  if (right.kind === 'Identifier' || right.kind === 'AtName') return checkCall(env, call, receiver);
  const callee = check(env, right, null);
  if (callee.slot.type !== ERROR)
    report(env, 'PLG1212', { what: 'the right side of `|>`', type: showType(callee.slot.type) }, right.span);
  return failed(node.span);
}
