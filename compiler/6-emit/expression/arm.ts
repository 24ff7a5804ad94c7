import type { TypedArmBody } from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import type { FunctionScope } from '../module/function-scope.ts';
import { blockStatements } from '../statement/statement.ts';
import { expression } from './expression.ts';

/** Writes the body of an arm or lambda: its statements go to the prelude, its value is given, `null` where it has none. */
export function armBody(scope: FunctionScope, body: TypedArmBody): b.Expression | null {
  if (body.kind === 'expression') return expression(scope, body.value);
  const { statements } = body.block;
  const last = statements.at(-1);
  const isValue = body.value !== null && last?.kind === 'ExpressionStatement' && last.value === body.value;
  scope.prelude.push(...blockStatements(scope, isValue ? statements.slice(0, -1) : statements));
  return body.value === null ? null : expression(scope, body.value);
}

/** The same where a value is needed for form's sake: an arm that leaves by `return` or `throw` has none. */
export function armValue(scope: FunctionScope, body: TypedArmBody): b.Expression {
  return armBody(scope, body) ?? b.name('undefined');
}
