import type { DataType } from '../../contract/data-type.ts';
import * as b from '../builder.ts';
import { abi, type FunctionScope } from '../module/function-scope.ts';
import { asFloat, rescaled } from './arithmetic.ts';
import { held } from './lift.ts';
import type { TypedOperand } from './operation.ts';
import { equalsNatively, isText, isWhole, scaleOf } from './type-facts.ts';

export type Comparison = 'equal' | 'not_equal' | 'less' | 'less_equal' | 'greater' | 'greater_equal';

const OPERATOR = {
  equal: '===',
  not_equal: '!==',
  less: '<',
  less_equal: '<=',
  greater: '>',
  greater_equal: '>=',
} as const;

/** Compares two values that are not NULL. */
export function comparison(
  scope: FunctionScope,
  operation: Comparison,
  left: TypedOperand,
  right: TypedOperand,
): b.Expression {
  const operator = OPERATOR[operation];
  if (left.type.kind === 'float' || right.type.kind === 'float') return floats(operation, left, right);
  if (isWhole(left.type) && isWhole(right.type)) {
    const scale = Math.max(scaleOf(left.type), scaleOf(right.type));
    return b.binary(rescaled(left, scale), operator, rescaled(right, scale));
  }
  if (
    left.type.kind === 'boolean' ||
    (equalsNatively(left.type) && (operation === 'equal' || operation === 'not_equal'))
  )
    return b.binary(left.code, operator, right.code);
  const order = isText(left.type)
    ? abi('compareText', left.code, right.code)
    : b.call(orderOf(scope, left.type), left.code, right.code);
  return b.binary(order, operator, 0);
}

/** NaN equals itself and is greater than every number, which JavaScript sees differently; literals are never NaN. */
function floats(operation: Comparison, left: TypedOperand, right: TypedOperand): b.Expression {
  const [l, r] = [asFloat(left), asFloat(right)];
  // With a literal on the right only `>` and `>=` see NaN differently, with one on the left only `<` and `<=`.
  const below = operation === 'less' || operation === 'less_equal';
  const above = operation === 'greater' || operation === 'greater_equal';
  if ((b.isNumber(r) && !above) || (b.isNumber(l) && !below)) return b.binary(l, OPERATOR[operation], r);
  return b.binary(abi('compareFloats', l, r), OPERATOR[operation], 0);
}

/** `is [not] distinct from`: NULL is equal to NULL. */
export function distinctness(
  scope: FunctionScope,
  operation: 'is_distinct' | 'is_not_distinct',
  left: TypedOperand,
  right: TypedOperand,
): b.Expression {
  const distinct = operation === 'is_distinct';
  const scales = scaleOf(left.type) === scaleOf(right.type);
  if (equalsNatively(left.type) && equalsNatively(right.type) && scales)
    return b.binary(left.code, distinct ? '!==' : '===', right.code);
  if (!left.nullable && !right.nullable) return comparison(scope, distinct ? 'not_equal' : 'equal', left, right);
  const first = held(scope, left);
  const second = held(scope, right);
  const neitherNull = b.binary(
    b.binary(first.code, '!==', b.nothing()),
    '&&',
    b.binary(second.code, '!==', b.nothing()),
  );
  const equal = comparison(scope, 'equal', { ...left, code: first.code }, { ...right, code: second.code });
  const same = b.conditional(neitherNull, equal, b.binary(first.code, '===', second.code));
  return b.sequence([first.first!, second.first!, distinct ? b.unary('!', b.parenthesized(same)) : same]);
}

/** The comparator of a type that JavaScript's operators do not order. */
export function orderOf(scope: FunctionScope, type: DataType): string {
  return scope.module.constant('order$', 'comparator', [type]);
}
