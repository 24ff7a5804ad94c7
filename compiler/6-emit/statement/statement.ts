import { assertNever } from '../../source/assert-never.ts';
import type { TypedBlock, TypedStatement } from '../../ir/typed-statement.ts';
import type { TypedCatchArm } from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import { armBody } from '../expression/arm.ts';
import { condition, expression } from '../expression/expression.ts';
import { attempt, throwing } from '../expression/try.ts';
import { abi, branch, variable, withPrelude, type FunctionScope } from '../module/function-scope.ts';
import { assign } from './assign.ts';
import { catalogChange, copy, explain, show, transaction } from './command.ts';
import { forLoop, inLoop } from './for.ts';
import { tick } from './function-body.ts';
import { startsOwned } from './owned.ts';

/** The statements of a block. */
export function blockStatements(scope: FunctionScope, statements: readonly TypedStatement[]): b.Statement[] {
  return statements.flatMap((statement) => statementCode(scope, statement));
}

export function block(scope: FunctionScope, { statements }: TypedBlock): b.Statement[] {
  return blockStatements(scope, statements);
}

/** One statement, with what must run before it. */
export function statementCode(scope: FunctionScope, s: TypedStatement): b.Statement[] {
  const statements = withPrelude(scope, () => write(scope, s));
  return statements.map((statement) => scope.module.at(statement, s.span));
}

function write(scope: FunctionScope, s: TypedStatement): readonly b.Statement[] {
  switch (s.kind) {
    case 'Block':
      return [b.block(block(scope, s))];
    case 'Let': {
      const value = expression(scope, s.value);
      const name = variable(scope, s.local);
      return [b.variable(name, value), ...startsOwned(scope, s.local, s.value)];
    }
    case 'Assign':
      return assign(scope, s);
    case 'ExpressionStatement':
      return run(scope, s.value);
    case 'Return':
      return [returns(scope, s.value === null ? null : expression(scope, s.value))];
    case 'If': {
      const test = condition(scope, s.condition);
      return [b.when(test, block(scope, s.then), s.otherwise === null ? undefined : block(scope, s.otherwise))];
    }
    case 'While': {
      const test = branch(scope, () => condition(scope, s.condition));
      const check = tick(scope);
      const body = inLoop(scope, undefined, () => block(scope, s.body));
      if (test.statements.length === 0) return [b.repeat(test.code, [check, ...body])];
      return [
        b.repeat(b.boolean(true), [
          check,
          ...test.statements,
          b.guard(b.unary('!', b.parenthesized(test.code)), b.leave()),
          ...body,
        ]),
      ];
    }
    case 'For':
      return forLoop(scope, s);
    case 'Break':
      return [...leavingLoop(scope), b.leave(scope.breaks.at(-1))];
    case 'Continue':
      return [...leavingLoop(scope), b.next()];
    case 'Throw':
      if (s.value === null) return throwing(scope, b.name(scope.handling.at(-1)!));
      return throwing(
        scope,
        s.value.kind === 'Exception' ? expression(scope, s.value) : abi('thrown', expression(scope, s.value)),
      );
    case 'TryStatement': {
      const handle = (arm: TypedCatchArm): b.Statement[] =>
        withPrelude(scope, () => {
          const value = armBody(scope, arm.body);
          return value === null || b.isTrivial(value) ? [] : [b.run(value)];
        });
      return attempt(scope, () => block(scope, s.body), s.arms, handle);
    }
    case 'Transaction':
      return transaction(s);
    case 'Ddl':
      return catalogChange(scope, s);
    case 'Copy':
      return copy(scope, s);
    case 'Show':
      return show(scope, s);
    case 'Explain':
      return explain(scope, s);
    default:
      return assertNever(s);
  }
}

function run(scope: FunctionScope, value: Parameters<typeof expression>[1]): readonly b.Statement[] {
  const code = expression(scope, value);
  return b.isTrivial(code) ? [] : [b.run(code)];
}

/** Leaves the function: guards of the `try` bodies around end, and a counted call does. */
export function returns(scope: FunctionScope, value: b.Expression | null): b.Statement {
  const guard = scope.guards[0];
  const unguarded =
    guard === undefined ? value : abi('unguard', 'frame', guard.name, ...(value === null ? [] : [value]));
  if (!scope.counted) return b.returns(unguarded ?? undefined);
  return b.returns(abi('leave', 'frame', ...(unguarded === null ? [] : [unguarded])));
}

/** Guards that a `break` or `continue` leaves behind end. */
function leavingLoop(scope: FunctionScope): b.Statement[] {
  const guard = scope.guards.find(({ loops }) => loops >= scope.breaks.length);
  return guard === undefined ? [] : [b.run(abi('unguard', 'frame', guard.name))];
}
