import type { TypedLambda } from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import { innerScope, variable, type FunctionScope } from '../module/function-scope.ts';
import { functionBody } from '../statement/function-body.ts';
import { findOwned } from '../statement/owned.ts';
import { armBody } from './arm.ts';
import { localValue } from './local.ts';

/** A JavaScript arrow function. Captured variables that change later are copied: a lambda sees the values of its making. */
export function lambda(scope: FunctionScope, e: TypedLambda): b.Expression {
  const changing = e.captures.filter((local) => local.assigned);
  const copied = changing.map((local) => localValue(scope, local));
  const inner = innerScope(scope);
  const names = changing.map((local) => {
    inner.locals.delete(local);
    return variable(inner, local);
  });
  findOwned(inner, e.body);
  const parameters = e.parameters.map((local) => variable(inner, local));
  const value = armBody(inner, e.body);
  const statements = [...inner.prelude, ...(value === null ? [] : [b.returns(value)])];
  const plain = inner.prelude.length === 0 && inner.temps.length === 0 && inner.owned.size === 0 && value !== null;
  const arrow = b.arrow(parameters, plain ? b.parenthesized(value) : functionBody(inner, statements));
  return changing.length === 0 ? arrow : b.call(b.parenthesized(b.arrow(names, b.parenthesized(arrow))), ...copied);
}
