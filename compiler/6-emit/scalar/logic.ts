import type { InListScalar, OperationScalar, Scalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { fromAny } from './convert.ts';
import { compilePerEntry } from './dictionary.ts';
import { inListTruth } from './in-list.ts';
import { bind, compile, inside, type Scope } from './scope.ts';
import { likeTruth } from './text.ts';
import { booleanValue, type Value } from './value.ts';

/**
 * Three-valued logic in two bits: for a boolean scalar, whether it is TRUE and whether it is FALSE (neither: unknown).
 * Filters ask for the first alone, so that NULL flags vanish into the tests.
 */
export function isTrue(scope: Scope, scalar: Scalar): b.Expression {
  return truth(scope, scalar, true);
}

function truth(scope: Scope, scalar: Scalar, wanted: boolean): b.Expression {
  const perEntry = compilePerEntry(scope, scalar);
  if (perEntry !== null) return ofValue(perEntry, wanted);
  if (scalar.kind === 'operation') {
    switch (scalar.operation) {
      case 'not':
        return truth(scope, scalar.args[0]!, !wanted);
      case 'and':
      case 'or':
        return connective(scope, scalar.args, scalar.operation === 'and' ? wanted : !wanted, wanted);
      case 'like':
      case 'not_like':
      case 'ilike':
      case 'not_ilike':
        return likeTruth(scope, scalar, wanted);
      default:
        break;
    }
  }
  if (scalar.kind === 'in_list') return inListTruth(scope, scalar, wanted);
  return ofValue(compileBoolean(scope, scalar), wanted);
}

/** A boolean value as a test for TRUE or for FALSE. */
function ofValue(value: Value, wanted: boolean): b.Expression {
  const holds = wanted ? value.code : b.binary(value.code, '^', 1);
  if (value.isNull === null) return holds;
  const known = b.literalNumber(value.isNull);
  if (known !== null) return known === 0 ? holds : b.number(0);
  return b.binary(holds, '&', b.parenthesized(b.binary(value.isNull, '^', 1)));
}

function compileBoolean(scope: Scope, scalar: Scalar): Value {
  const value = compile(scope, scalar);
  return value.form === 'boolean' ? value : fromAny(scope, { kind: 'boolean' }, value.code, value.isNull !== null);
}

/**
 * All must hold (`all`) or one must: `and` for TRUE and `or` for FALSE need all. A side that takes work (it may raise, or costs more than
 * a test) is left out where the sides before it decide; plain tests are joined by `&` and `|` without a branch.
 */
function connective(scope: Scope, args: readonly Scalar[], all: boolean, wanted: boolean): b.Expression {
  let result = truth(scope, args[0]!, wanted);
  for (const arg of args.slice(1)) {
    const { statements, result: next } = inside(scope, (inner) => truth(inner, arg, wanted));
    if (statements.every(b.isCheap)) {
      scope.out.push(...statements);
      result = b.binary(b.parenthesized(result), all ? '&' : '|', b.parenthesized(next));
      continue;
    }
    const name = scope.emission.names.fresh('holds');
    scope.out.push(
      b.variable(name, result),
      b.when(b.binary(name, '===', all ? 1 : 0), [...statements, b.assign(name, next)]),
    );
    result = b.name(name);
  }
  return result;
}

/** `and`, `or`, `not`, LIKE and IN as a nullable boolean. */
export function compileLogic(scope: Scope, scalar: OperationScalar | InListScalar): Value {
  const holds = bind(scope, truth(scope, scalar, true), 'holds');
  if (!scalar.nullable) return booleanValue(holds, null);
  const fails = bind(scope, truth(scope, scalar, false), 'fails');
  return booleanValue(holds, b.binary(b.parenthesized(b.binary(holds, '|', fails)), '^', 1));
}

/** `is [not] null`. */
export function compileNullTest(scope: Scope, scalar: OperationScalar): Value {
  const value = compile(scope, scalar.args[0]!);
  const isNull = value.isNull ?? b.number(0);
  return booleanValue(scalar.operation === 'is_null' ? isNull : b.binary(isNull, '^', 1), null);
}
