import type { TypeSlot } from '../../contract/type.ts';
import type { ArmBody } from '../../ir/syntax-control.ts';
import type { TypedLocal } from '../../ir/typed-expression.ts';
import type { Env } from '../checker.ts';
import { checkStatements } from '../statements/block.ts';
import { check } from './expression.ts';
import type { TypedArm } from './arm-result.ts';
import { checkMadeCall } from './made-call.ts';

const NEVER: TypeSlot = { type: { kind: 'never' }, nullable: false };
const VOID: TypeSlot = { type: { kind: 'void' }, nullable: false };

/** What follows an arrow: a value, or statements whose last one may be the value. `made` are the parameters of a lambda that no text holds. */
export function checkArmBody(
  env: Env,
  body: ArmBody,
  expected: TypeSlot | null,
  made: readonly TypedLocal[] | null = null,
): TypedArm {
  switch (body.kind) {
    case 'Block':
    case 'Return':
    case 'Throw': {
      const statements = body.kind === 'Block' ? body.statements : [body];
      const { block, flow, value } = checkStatements(env, statements, body.span, { wantsValue: true, expected });
      const slot = flow.leaves ? NEVER : value === null ? VOID : value.slot;
      return { body: { kind: 'block', block, value }, slot };
    }
    default: {
      const value = made === null ? check(env, body, expected) : checkMadeCall(env, body, made);
      return { body: { kind: 'expression', value }, slot: value.slot };
    }
  }
}
