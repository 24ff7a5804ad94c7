import type { DataType } from '../../contract/data-type.ts';
import type { OperationScalar } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { abiCallIn, plainCode, rescaled, toAny } from './convert.ts';
import { bind, compile, type Scope } from './scope.ts';
import { bit, booleanValue, eitherNull, type Value } from './value.ts';

export type Comparison = 'equal' | 'not_equal' | 'less' | 'less_equal' | 'greater' | 'greater_equal';

const OPERATOR = {
  equal: '===',
  not_equal: '!==',
  less: '<',
  less_equal: '<=',
  greater: '>',
  greater_equal: '>=',
} as const;
const FLIPPED = {
  equal: 'equal',
  not_equal: 'not_equal',
  less: 'greater',
  less_equal: 'greater_equal',
  greater: 'less',
  greater_equal: 'less_equal',
} as const;

/** `= <> < <= > >=` as a nullable boolean. */
export function compileComparison(scope: Scope, scalar: OperationScalar): Value {
  const left = compile(scope, scalar.args[0]!);
  const right = compile(scope, scalar.args[1]!);
  return booleanValue(
    bind(scope, compare(scope, scalar.operation as Comparison, left, right), 'test'),
    eitherNull(left.isNull, right.isNull),
  );
}

/** Whether the comparison holds for two values that are not NULL: 0 or 1, without a branch where the values are numbers. */
export function compare(scope: Scope, operation: Comparison, a: Value, c: Value): b.Expression {
  const [left, right] = aligned(scope, a, c);
  if (left.form === 'number' && right.form === 'number')
    return isFloat(left.type) || isFloat(right.type)
      ? compareDoubles(operation, left, right)
      : bit(b.binary(left.code, OPERATOR[operation], right.code));
  if (left.form === 'boolean' && right.form === 'boolean')
    return bit(b.binary(left.code, OPERATOR[operation], right.code));
  if (
    left.form === 'code' &&
    right.form === 'code' &&
    left.strings === right.strings &&
    (operation === 'equal' || operation === 'not_equal')
  )
    return bit(b.binary(left.code, OPERATOR[operation], right.code));
  const l = plainCode(scope, left);
  const r = plainCode(scope, right);
  if (comparesNatively(left.type, operation) && comparesNatively(right.type, operation))
    return bit(b.binary(l, OPERATOR[operation], r));
  const order =
    left.type.kind === 'string' || left.type.kind === 'json' || left.type.kind === 'uuid'
      ? 'orderOfTexts'
      : 'orderOfValues';
  return bit(b.binary(abiCallIn(scope, order, l, r), OPERATOR[operation], 0));
}

/** Strings are equal when JavaScript says so, whole numbers of either size compare across `number` and `bigint`. */
function comparesNatively(type: DataType, operation: Comparison): boolean {
  switch (type.kind) {
    case 'int':
    case 'decimal':
    case 'date':
    case 'time':
    case 'timestamp':
      return true;
    case 'string':
    case 'json':
    case 'uuid':
    case 'boolean':
      return operation === 'equal' || operation === 'not_equal';
    default:
      return false;
  }
}

function isFloat(type: DataType): boolean {
  return type.kind === 'float';
}

/** Decimals of different scales, and ints against decimals, are brought to the larger scale. */
function aligned(scope: Scope, a: Value, c: Value): readonly [Value, Value] {
  if (a.type.kind !== 'decimal' && c.type.kind !== 'decimal') return [a, c];
  if (isFloat(a.type) || isFloat(c.type)) return [a, c];
  const scale = Math.max(a.type.kind === 'decimal' ? a.type.scale : 0, c.type.kind === 'decimal' ? c.type.scale : 0);
  return [rescaled(scope, a, scale), rescaled(scope, c, scale)];
}

/** NaN equals NaN and is greater than every number; a literal is known not to be NaN. */
function compareDoubles(operation: Comparison, a: Value, c: Value): b.Expression {
  if (isLiteral(a) && !isLiteral(c)) return compareDoubles(FLIPPED[operation], c, a);
  const [left, right] = [a.code, c.code];
  const rightIsNumber = isLiteral(c) || !isFloat(c.type);
  const neitherOrNot = (test: b.Expression): b.Expression =>
    rightIsNumber ? bit(test) : b.binary(bit(test), '|', b.parenthesized(b.binary(isNaN(left), '&', isNaN(right))));
  switch (operation) {
    case 'equal':
      return neitherOrNot(b.binary(left, '===', right));
    case 'not_equal':
      return b.binary(b.parenthesized(compareDoubles('equal', a, c)), '^', 1);
    case 'less':
      return rightIsNumber
        ? bit(b.binary(left, '<', right))
        : b.binary(
            bit(b.binary(left, '<', right)),
            '|',
            b.parenthesized(b.binary(isNaN(right), '&', bit(b.binary(left, '===', left)))),
          );
    case 'less_equal':
      return rightIsNumber
        ? bit(b.binary(left, '<=', right))
        : b.binary(bit(b.binary(left, '<=', right)), '|', isNaN(right));
    case 'greater':
      return b.binary(b.parenthesized(compareDoubles('less_equal', a, c)), '^', 1);
    case 'greater_equal':
      return b.binary(b.parenthesized(compareDoubles('less', a, c)), '^', 1);
  }
}

function isNaN(code: b.Expression): b.Expression {
  return bit(b.binary(code, '!==', code));
}

function isLiteral(value: Value): boolean {
  return b.isNumber(value.code);
}

/** `is [not] distinct from`: NULL equals NULL. */
export function compileDistinctness(scope: Scope, scalar: OperationScalar): Value {
  const left = compile(scope, scalar.args[0]!);
  const right = compile(scope, scalar.args[1]!);
  const same = bind(scope, sameOrBothNull(scope, left, right), 'same');
  return booleanValue(scalar.operation === 'is_not_distinct' ? same : b.binary(same, '^', 1), null);
}

function sameOrBothNull(scope: Scope, left: Value, right: Value): b.Expression {
  if (left.isNull === null && right.isNull === null) return compare(scope, 'equal', left, right);
  if (left.form === 'any' || right.form === 'any' || left.form === 'code' || right.form === 'code')
    return bit(abiCallIn(scope, 'sameValues', toAny(scope, left).code, toAny(scope, right).code));
  const leftNull = left.isNull ?? b.number(0);
  const rightNull = right.isNull ?? b.number(0);
  const equal = b.binary(
    compare(scope, 'equal', left, right),
    '&',
    b.parenthesized(b.binary(b.parenthesized(b.binary(leftNull, '|', rightNull)), '^', 1)),
  );
  return b.binary(b.parenthesized(equal), '|', b.parenthesized(b.binary(leftNull, '&', rightNull)));
}
