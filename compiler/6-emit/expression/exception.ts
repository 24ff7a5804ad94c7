import type { TypedException } from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import { abi, type FunctionScope } from '../module/function-scope.ts';
import { expressions } from './expression.ts';

/** An exception being made; it knows where. */
export function exception(scope: FunctionScope, e: TypedException): b.Expression {
  const parts = expressions(
    scope,
    [e.message, e.cause].filter((part) => part !== null),
  );
  const message = e.message === null ? b.nothing() : parts.shift()!;
  return abi('exception', 'frame', b.string(e.name), message, ...parts);
}
