import type { SubqueryScalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { abiCall, type Emission, type Scope } from '../kernel-emission.ts';
import { abiCallIn, fromAny, toAny } from './convert.ts';
import { bind, compile } from './scope.ts';
import type { Value } from './value.ts';

/**
 * Writes the subquery's pipelines to `emission.out` and gives what a row asks of them: the one value (`scalar`), whether there is a row (`exists`),
 * or the set of values (`in`).
 */
export function subqueryResult(emission: Emission, scalar: SubqueryScalar): b.Expression {
  const relation = emission.unordered(emission, scalar.plan);
  if (scalar.mode === 'exists') return b.binary(relation.length, '>', 0);
  const column = relation.columns[0]!;
  const vector = column.kind === 'stored' ? b.name(column.vector!) : b.nothing();
  return scalar.mode === 'scalar'
    ? abiCall(emission, 'scalarOf', vector, relation.length)
    : abiCall(emission, 'membersOf', vector, relation.length);
}

/** `value in (subquery)`, three-valued, where `members` is the set. */
export function membership(scope: Scope, scalar: SubqueryScalar, members: b.Expression): Value {
  const value = toAny(scope, compile(scope, scalar.value!));
  const code = bind(scope, abiCallIn(scope, scalar.negated ? 'isNoMember' : 'isMember', members, value.code), 'member');
  return fromAny(scope, scalar.type, code, true);
}
