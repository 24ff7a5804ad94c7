import type { TypeSlot } from '../../contract/type.ts';
import type { Parameter } from '../../ir/syntax-routine.ts';
import type { ScriptParameters } from '../../ir/syntax-statement.ts';
import type { TypedExpression } from '../../ir/typed-expression.ts';
import type { TypedStatement } from '../../ir/typed-statement.ts';
import type { Env } from '../checker.ts';
import { check } from '../expressions/expression.ts';
import { coerce } from '../types/coerce.ts';
import { ERROR } from '../types/conversion.ts';
import { typeOf } from '../types/type-names.ts';
import { declareLocal } from './locals.ts';

/** What is given becomes a local of the declared type, what is not the default's; without one it is a local that comes in from outside. */
export function checkScriptParameters(env: Env, node: ScriptParameters): readonly TypedStatement[] {
  return node.parameters.flatMap((parameter) => parameterStatements(env, parameter));
}

function parameterStatements(env: Env, parameter: Parameter): readonly TypedStatement[] {
  const { name, span } = parameter;
  const declared = parameter.type === undefined ? null : typeOf(env.checker, parameter.type);
  const initial = parameter.default === undefined ? null : valueOf(env, parameter.default, declared);
  const slot: TypeSlot = declared ?? initial?.slot ?? { type: ERROR, nullable: true };
  const given = givenTo(env, parameter);
  const value = given === null ? initial : coerce(env, given, slot);
  const local = declareLocal(env, name, slot, value === null ? 'session' : 'let');
  env.checker.scriptParameters.add(local);
  return value === null ? [] : [{ kind: 'Let', parameter: true, local, value, span }];
}

function valueOf(env: Env, node: NonNullable<Parameter['default']>, declared: TypeSlot | null): TypedExpression {
  const value = check(env, node, declared);
  return declared === null ? value : coerce(env, value, declared);
}

/** The local of the same name that came in from outside. */
function givenTo(env: Env, { name }: Parameter): TypedExpression | null {
  const before = env.checker.bound.locals.get(name)?.again;
  const local = before?.role === 'session' ? env.frame.typed.get(before) : undefined;
  return local === undefined ? null : { kind: 'Local', local, slot: local.slot, span: name.span };
}
