import type { Scalar } from '../../contract/scalar.ts';
import { assertNever } from '../../source/assert-never.ts';
import { compileArithmetic } from './arithmetic.ts';
import { compileCase, compileCoalesce } from './case.ts';
import { compileCast } from './cast.ts';
import { compileComparison, compileDistinctness } from './comparison.ts';
import { compileField, compileIndex, compileList, compileStruct } from './composite.ts';
import { compileConstant } from './constant.ts';
import { compilePerEntry } from './dictionary.ts';
import { compileLogic, compileNullTest } from './logic.ts';
import { compileApply, compileNative, compileRoutine } from './native.ts';
import { compileParameter } from './parameter.ts';
import type { Scope } from './scope.ts';
import { compileSubquery } from './subquery.ts';
import { compileConcat } from './text.ts';
import type { Value } from './value.ts';

/** Compiles a scalar; the one place that knows every kind. */
export function compileScalar(scope: Scope, scalar: Scalar): Value {
  return compilePerEntry(scope, scalar) ?? compileRow(scope, scalar);
}

function compileRow(scope: Scope, scalar: Scalar): Value {
  switch (scalar.kind) {
    case 'column':
      return scope.read(scope.columns[scalar.index]!);
    case 'outer':
      return scope.emission.outer[scalar.depth - 1]![scalar.index]!(scope);
    case 'parameter':
      return compileParameter(scope, scalar);
    case 'constant':
      return compileConstant(scalar.type, scalar.value);
    case 'operation':
      return compileOperation(scope, scalar);
    case 'native':
      return compileNative(scope, scalar);
    case 'routine':
      return compileRoutine(scope, scalar);
    case 'apply':
      return compileApply(scope, scalar);
    case 'cast':
      return compileCast(scope, scalar);
    case 'case':
      return compileCase(scope, scalar);
    case 'in_list':
      return compileLogic(scope, scalar);
    case 'subquery':
      return compileSubquery(scope, scalar);
    case 'list':
      return compileList(scope, scalar);
    case 'struct':
      return compileStruct(scope, scalar);
    case 'field':
      return compileField(scope, scalar);
    case 'index':
      return compileIndex(scope, scalar);
    default:
      return assertNever(scalar);
  }
}

function compileOperation(scope: Scope, scalar: Extract<Scalar, { kind: 'operation' }>): Value {
  switch (scalar.operation) {
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'modulo':
    case 'div':
    case 'negate':
      return compileArithmetic(scope, scalar);
    case 'equal':
    case 'not_equal':
    case 'less':
    case 'less_equal':
    case 'greater':
    case 'greater_equal':
      return compileComparison(scope, scalar);
    case 'is_distinct':
    case 'is_not_distinct':
      return compileDistinctness(scope, scalar);
    case 'is_null':
    case 'is_not_null':
      return compileNullTest(scope, scalar);
    case 'and':
    case 'or':
    case 'not':
    case 'like':
    case 'not_like':
    case 'ilike':
    case 'not_ilike':
      return compileLogic(scope, scalar);
    case 'concat':
      return compileConcat(scope, scalar);
    case 'coalesce':
      return compileCoalesce(scope, scalar);
    default:
      return assertNever(scalar.operation);
  }
}
