import type { CallStatement } from '../../ir/syntax-statement.ts';
import { checkProcedureCall } from '../calls/procedure-call.ts';
import type { Env } from '../checker.ts';
import type { CheckedStatement } from './let.ts';

/** `call p(args) [nowait]` on its own; what the procedure returns is left. */
export function checkCallStatement(env: Env, node: CallStatement): CheckedStatement {
  const value = checkProcedureCall(env, node);
  return {
    statements: [{ kind: 'ExpressionStatement', value, span: node.span }],
    flow: { facts: env.facts, leaves: value.slot.type.kind === 'never' },
  };
}
