import * as b from '../builder.ts';
import { abi, type FunctionScope } from '../module/function-scope.ts';

/** What stands at the head of a function: its variables for intermediate values, and its allowance of rounds. */
export function functionBody(scope: FunctionScope, statements: readonly b.Statement[]): b.Statement[] {
  const owns = [...scope.owned.values()].map((name) => b.variable(name, b.boolean(false)));
  const temps = scope.temps.length === 0 ? [] : [b.variables([...new Set(scope.temps)])];
  const fuel = scope.loops ? [b.variable('fuel$', abi('fuel', 'frame'))] : [];
  return [...temps, ...owns, ...fuel, ...statements];
}

/** The look at limits and cancellation that each round of a loop begins with. */
export function tick(scope: FunctionScope): b.Statement {
  scope.loops = true;
  return b.guard(b.binary(b.postDecrement('fuel$'), '===', b.number(0)), b.assign('fuel$', abi('tick', 'frame')));
}
