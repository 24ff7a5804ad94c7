import { showSlot, showType, type TypeSlot } from '../../contract/type.ts';
import type { Return, Throw } from '../../ir/syntax-statement.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import { report, type Env } from '../checker.ts';
import { check } from '../expressions/expression.ts';
import { coerce } from '../types/coerce.ts';
import { ERROR } from '../types/conversion.ts';
import type { CheckedStatement } from './let.ts';
import type { TypedStatement } from '../../ir/typed-statement.ts';

const VOID: TypeSlot = { type: { kind: 'void' }, nullable: false };

export function checkReturn(env: Env, node: Return): CheckedStatement {
  const value = node.value === undefined ? null : check(env, node.value, env.frame.result);
  const typed = value === null ? returnNothing(env, node) : returnValue(env, value);
  return leave(env, { kind: 'Return', value: typed, span: node.span });
}

function returnNothing(env: Env, node: Return): null {
  const { result, returned } = env.frame;
  if (result === null) returned.push({ slot: VOID, span: node.span });
  else if (!allowsVoid(result)) report(env, 'PLG1203', { declared: showSlot(result), found: 'nothing' }, node.span);
  return null;
}

/** The value of a `return`, made to fit the declared result; noted where the result is inferred. */
export function returnValue(env: Env, value: TypedExpression): TypedExpression | null {
  const { result, returned } = env.frame;
  if (result === null) {
    returned.push({ slot: value.slot, span: value.span });
    return value;
  }
  if (result.type.kind === 'void') {
    if (value.slot.type.kind === 'void') return value;
    if (value.slot.type !== ERROR)
      report(env, 'PLG1203', { declared: 'void', found: showType(value.slot.type) }, value.span);
    return value;
  }
  return coerce(env, value, result, (found, declared) =>
    report(env, 'PLG1203', { declared: showSlot(declared), found: showSlot(found) }, value.span),
  );
}

function allowsVoid({ type }: TypeSlot): boolean {
  return (
    type.kind === 'void' ||
    type === ERROR ||
    (type.kind === 'union' && type.members.some((member) => member.kind === 'void'))
  );
}

/** `throw`: of an exception, or in a catch arm what was caught, again. */
export function checkThrow(env: Env, node: Throw): CheckedStatement {
  if (node.value === undefined) {
    if (env.catching === null) report(env, 'PLG1113', {}, node.span);
    else env.catching.rethrows = true;
    return leave(env, { kind: 'Throw', value: null, span: node.span });
  }
  const value = check(env, node.value, null);
  const name = exceptionOf(env, value);
  if (name !== null) env.frame.sites.throws.push({ exception: name, span: node.value.span, handler: env.handler });
  else if (value.slot.type !== ERROR) report(env, 'PLG1505', { found: showType(value.slot.type) }, value.span);
  return leave(env, { kind: 'Throw', value, span: node.span });
}

/** The exception that a value is; a caught one that is thrown again is what it was. */
function exceptionOf(env: Env, value: TypedExpression): string | null {
  if (value.kind === 'Exception') return value.name;
  const { type } = value.slot;
  if (type.kind !== 'struct' || type.name === undefined || !env.checker.bound.exceptions.has(type.name.toLowerCase()))
    return null;
  if (value.kind === 'Local' && value.local.role === 'exception' && type.name === 'Exception' && env.catching !== null)
    env.catching.rethrows = true;
  return type.name;
}

function leave(env: Env, statement: TypedStatement): CheckedStatement {
  return { statements: [statement], flow: { facts: env.facts, leaves: true } };
}
