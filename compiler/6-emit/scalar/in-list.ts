import type { InListScalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { lazyConstant } from '../kernel-emission.ts';
import { compare } from './comparison.ts';
import { abiCallIn, plainCode } from './convert.ts';
import { bind, compile, type Scope } from './scope.ts';
import type { Value } from './value.ts';

/** Lists of constants from this length on become a set. */
const SET_SIZE = 8;

/**
 * `x in (…)`: TRUE when an item equals x; FALSE when none does and neither x nor an item is NULL. `wanted` asks for one of the two,
 * `not in` for the other.
 */
export function inListTruth(scope: Scope, scalar: InListScalar, wanted: boolean): b.Expression {
  const value = compile(scope, scalar.value);
  const found = scalar.negated ? !wanted : wanted;
  const members = scalar.list.filter((item) => !(item.kind === 'constant' && item.value === null));
  const known = notNull(value);
  if (!found && members.length < scalar.list.length) return b.number(0);
  if (
    members.length >= SET_SIZE &&
    members.every((item) => item.kind === 'constant') &&
    value.type.kind !== 'decimal' &&
    value.type.kind !== 'list' &&
    value.type.kind !== 'struct'
  ) {
    const inSet = both(
      known,
      b.unary('+', b.parenthesized(b.method(constantSet(scope, scalar), 'has', plainCode(scope, value)))),
    );
    return found ? inSet : both(known, flip(inSet));
  }
  const items = members.map((item) => compile(scope, item));
  const matches = items.map((item) => both(notNull(item), compare(scope, 'equal', value, item)));
  const any = bind(
    scope,
    matches.length === 0
      ? b.number(0)
      : matches.reduce((a, c) => b.binary(b.parenthesized(a), '|', b.parenthesized(c))),
    'listed',
  );
  if (found) return both(known, any);
  return items.reduce((all, item) => both(notNull(item), all), both(known, flip(any)));
}

function constantSet(scope: Scope, scalar: InListScalar): b.Expression {
  const { emission } = scope;
  const name = emission.names.fresh('listed');
  const items = scalar.list
    .filter((item) => item.kind === 'constant' && item.value !== null)
    .map((item) => plainCode(scope, compile(scope, item)));
  lazyConstant(emission, emission.prologue, name, abiCallIn(scope, 'setOf', b.array(items)));
  return scope.use(name);
}

function notNull(value: Value): b.Expression | null {
  return value.isNull === null ? null : b.binary(value.isNull, '^', 1);
}

function both(known: b.Expression | null, test: b.Expression): b.Expression {
  return known === null ? test : b.binary(b.parenthesized(known), '&', b.parenthesized(test));
}

function flip(test: b.Expression): b.Expression {
  return b.binary(b.parenthesized(test), '^', 1);
}
