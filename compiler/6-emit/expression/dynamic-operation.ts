import type { Operation } from '../../contract/scalar.ts';
import { isDataType } from '../../contract/type.ts';
import type { TypedOperation } from '../../ir/typed-expression.ts';
import * as b from '../builder.ts';
import { abi, type FunctionScope } from '../module/function-scope.ts';
import { expressions } from './expression.ts';

/** Operators over values of which only run time knows the types: as a query that is typed then. The others look at no types. */
const TEXTS: Readonly<Partial<Record<Operation, string>>> = {
  add: '{a} + {b}',
  subtract: '{a} - {b}',
  multiply: '{a} * {b}',
  divide: '{a} / {b}',
  modulo: '{a} % {b}',
  div: 'div({a}, {b})',
  negate: '- {a}',
  equal: '{a} = {b}',
  not_equal: '{a} != {b}',
  less: '{a} < {b}',
  less_equal: '{a} <= {b}',
  greater: '{a} > {b}',
  greater_equal: '{a} >= {b}',
  is_distinct: '{a} is distinct from {b}',
  is_not_distinct: '{a} is not distinct from {b}',
  and: '{a} and {b}',
  or: '{a} or {b}',
  not: 'not {a}',
  concat: '{a} || {b}',
  like: '{a} like {b}',
  not_like: '{a} not like {b}',
  ilike: '{a} ilike {b}',
  not_ilike: '{a} not ilike {b}',
};

/** Code for an operator with an operand of type `dynamic`; `null` where there is none, or where types do not matter. */
export function dynamicOperation(scope: FunctionScope, e: TypedOperation): b.Expression | null {
  const text = TEXTS[e.operation];
  if (text === undefined || !e.args.some(({ slot }) => slot.type.kind === 'dynamic')) return null;
  const { dynamics } = scope.module;
  const at = dynamics.length;
  dynamics.push({
    text: `select ${text} as value`,
    offset: e.span.start,
    locals: e.args.map(({ slot }, i) => ({ name: i === 0 ? 'a' : 'b', table: false, slot })),
  });
  const table = abi('dynamic', 'frame', b.number(at), b.array(expressions(scope, e.args)));
  const value = abi('dynamicCell', table, b.number(0), b.string('value'));
  const { type, nullable } = e.slot;
  return isDataType(type) ? b.call(scope.module.constant('check$', 'crossing', [type, nullable, false]), value) : value;
}
