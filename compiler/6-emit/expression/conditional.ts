import type { TypedCase, TypedExpression, TypedInList } from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import { branch, choose, temp, type FunctionScope } from '../module/function-scope.ts';
import { condition, expression } from './expression.ts';
import { strict } from './operation.ts';
import { dataType } from './type-facts.ts';

/** Searched CASE: the first arm whose condition is true. */
export function caseOf(scope: FunctionScope, e: TypedCase): b.Expression {
  return arms(scope, e.arms, e.otherwise);
}

function arms(scope: FunctionScope, list: TypedCase['arms'], otherwise: TypedExpression | null): b.Expression {
  const [first, ...rest] = list;
  if (first === undefined) return otherwise === null ? b.nothing() : expression(scope, otherwise);
  const test = condition(scope, first.when);
  return choose(
    scope,
    test,
    branch(scope, () => expression(scope, first.then)),
    branch(scope, () => arms(scope, rest, otherwise)),
  );
}

/** `value in (…)`: true when an item is equal, else NULL when the value or an item is NULL. */
export function inList(scope: FunctionScope, e: TypedInList): b.Expression {
  const value = temp(scope);
  const first = b.assignment(value, expression(scope, e.value));
  const operand = { code: b.name(value), nullable: e.value.slot.nullable, type: dataType(e.value.slot.type) };
  const tests = e.list.map((item) =>
    strict(
      scope,
      'equal',
      [operand, { code: expression(scope, item), nullable: item.slot.nullable, type: dataType(item.slot.type) }],
      { kind: 'boolean' },
    ),
  );
  if (!e.slot.nullable) {
    const any = tests.reduce((all, test) => b.binary(all, '||', test));
    return b.sequence([first, e.negated ? b.unary('!', b.parenthesized(any)) : any]);
  }
  const found = b.call(b.member('abi', 'anyTrue'), b.array(tests));
  return b.sequence([first, e.negated ? b.call(b.member('abi', 'not'), found) : found]);
}
