import type { TypedExpression } from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import { branch, choose, temp, type Branch, type FunctionScope } from '../module/function-scope.ts';
import { expression } from './expression.ts';

/** `and` of SQL: false when one side is, else NULL when one side is. The right side is evaluated only when it matters. */
export function and(scope: FunctionScope, args: readonly TypedExpression[]): b.Expression {
  return connect(scope, args, false);
}

/** `or` of SQL: true when one side is, else NULL when one side is. */
export function or(scope: FunctionScope, args: readonly TypedExpression[]): b.Expression {
  return connect(scope, args, true);
}

function connect(scope: FunctionScope, args: readonly TypedExpression[], decisive: boolean): b.Expression {
  const [left, right] = args as [TypedExpression, TypedExpression];
  const first = expression(scope, left);
  const second = branch(scope, () => expression(scope, right));
  if (!left.slot.nullable && !right.slot.nullable) {
    if (second.statements.length === 0) return b.binary(first, decisive ? '||' : '&&', second.code);
    const decided: Branch = { statements: [], code: b.boolean(decisive) };
    return decisive ? choose(scope, first, decided, second) : choose(scope, first, second, decided);
  }
  const l = temp(scope);
  const r = temp(scope);
  const undecided: Branch = {
    statements: second.statements,
    code: b.conditional(
      b.binary(b.assignment(r, second.code), '===', b.boolean(decisive)),
      b.boolean(decisive),
      b.conditional(b.binary(l, '===', b.nothing()), b.nothing(), r),
    ),
  };
  return choose(
    scope,
    b.binary(b.parenthesized(b.assignment(l, first)), '===', b.boolean(decisive)),
    { statements: [], code: b.boolean(decisive) },
    undecided,
  );
}

/** The first argument that is not NULL. */
export function coalesce(scope: FunctionScope, args: readonly TypedExpression[]): b.Expression {
  const [first, ...rest] = args;
  const code = expression(scope, first!);
  if (rest.length === 0 || !first!.slot.nullable) return code;
  const others = branch(scope, () => coalesce(scope, rest));
  if (others.statements.length === 0) return b.binary(code, '??', others.code);
  const value = temp(scope);
  return choose(
    scope,
    b.binary(b.parenthesized(b.assignment(value, code)), '!==', b.nothing()),
    { statements: [], code: b.name(value) },
    others,
  );
}
