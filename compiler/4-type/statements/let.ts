import { showType, type Type, type TypeSlot } from '../../contract/type.ts';
import type { Let, Statement } from '../../ir/syntax-statement.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedStatement } from '../../ir/typed-statement.ts';
import { report, type Env } from '../checker.ts';
import { check } from '../expressions/expression.ts';
import { failed } from '../expressions/build.ts';
import { isWatermark } from '../expressions/watermark.ts';
import { variableFor } from '../inference/assign-variables.ts';
import { rehearse } from '../inference/rehearse.ts';
import { unify } from '../inference/unify.ts';
import { coerce } from '../types/coerce.ts';
import { ERROR } from '../types/conversion.ts';
import { typeOf } from '../types/type-names.ts';
import { holdFunction } from '../effects/held-functions.ts';
import { checkStatements } from './block.ts';
import type { Flow } from './flow.ts';
import { declareLocal } from './locals.ts';

/** What a statement becomes, and what is known behind it. */
export interface CheckedStatement {
  readonly statements: readonly TypedStatement[];
  readonly flow: Flow;
}

/** `let x = e`. An initial value that does not tell a type (`null`, `[]`) leaves it to what follows. */
export function checkLet(env: Env, node: Let, rest: () => readonly Statement[]): CheckedStatement {
  const { calls } = env.frame.sites;
  const before = calls.length;
  const declared = node.type === undefined ? null : typeOf(env.checker, node.type);
  const raw = check(env, node.value, declared);
  const value = declared === null ? requireValue(env, raw) : coerce(env, raw, declared);
  const slot = declared ?? slotOf(env, node, value, rest);
  checkAgain(env, node, slot);
  const typed = declared === null ? coerce(env, value, slot) : value;
  const local = declareLocal(env, node.name, slot, 'let');
  holdFunction(env, local, typed, calls.slice(before));
  if (isWatermark(env, value)) env.checker.watermarks.add(local);
  return {
    statements: [{ kind: 'Let', local, value: typed, span: node.span }],
    flow: { facts: env.facts, leaves: false },
  };
}

function requireValue(env: Env, value: TypedExpression): TypedExpression {
  if (value.slot.type.kind !== 'void') return value;
  report(
    env,
    'PLG1225',
    { name: value.kind === 'RoutineCall' ? value.routine.replace(/^\w+:/, '') : 'this' },
    value.span,
  );
  return failed(value.span);
}

/** The local's type: the value's, unless that says nothing and the local is assigned later. */
function slotOf(env: Env, node: Let, value: TypedExpression, rest: () => readonly Statement[]): TypeSlot {
  const bound = env.checker.bound.locals.get(node.name);
  if (!isIncomplete(value.slot.type) || bound?.assigned !== true) return value.slot;
  const variable = variableFor(`${node.name.text}@${node.span.start}`);
  const constraints = rehearse(env, (inside) => {
    declareLocal(inside, node.name, { type: variable, nullable: value.slot.nullable }, 'let');
    checkStatements(inside, rest(), node.span, { wantsValue: false, expected: null });
  });
  const found = unify(variable.name, constraints);
  return found.kind === 'one' ? { type: found.slot.type, nullable: value.slot.nullable } : value.slot;
}

function isIncomplete(type: Type): boolean {
  return type.kind === 'null' || (type.kind === 'list' && isIncomplete(type.element));
}

/** A name that is declared again in its scope keeps its type. */
function checkAgain(env: Env, node: Let, slot: TypeSlot): void {
  const bound = env.checker.bound.locals.get(node.name);
  const before = bound?.again === undefined || bound.again === null ? undefined : env.frame.typed.get(bound.again);
  if (before === undefined || env.frame.kind === 'top') return;
  const [declared, found] = [showType(before.slot.type), showType(slot.type)];
  if (declared === found || before.slot.type === ERROR || slot.type === ERROR)
    report(env, 'PLG1110', { name: node.name.text }, node.name.span);
  else report(env, 'PLG1211', { name: node.name.text, declared, found }, node.name.span);
}
