import type { TypedLocal } from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import { variable, type FunctionScope } from '../module/function-scope.ts';
import { wholeRow } from './row.ts';

/** The value of a local, to be kept by whoever asks: a list whose parts are assigned is no longer held by the local alone. */
export function localValue(scope: FunctionScope, local: TypedLocal): b.Expression {
  const held = scope.locals.get(local);
  if (held?.kind === 'row') return wholeRow(held);
  const own = scope.owned.get(local);
  const name = variable(scope, local);
  return own === undefined
    ? b.name(name)
    : b.parenthesized(b.sequence([b.assignment(own, b.boolean(false)), b.name(name)]));
}

/** The value of a local that is only looked into. */
export function localLook(scope: FunctionScope, local: TypedLocal): b.Expression {
  const held = scope.locals.get(local);
  return held?.kind === 'row' ? wholeRow(held) : b.name(variable(scope, local));
}
