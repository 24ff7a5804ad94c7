import { assertNever } from '../../source/assert-never.ts';
import type { TypedOperation } from '../../ir/typed-expression.ts';
import type { DataType } from '../../contract/data-type.ts';
import type { Operation } from '../../contract/scalar.ts';
import * as b from '../builder.ts';
import { abi, type FunctionScope } from '../module/function-scope.ts';
import { arithmetic } from './arithmetic.ts';
import { comparison, distinctness } from './comparison.ts';
import { dynamicOperation } from './dynamic-operation.ts';
import { expressions } from './expression.ts';
import { lift, type Operand } from './lift.ts';
import { and, coalesce, or } from './logic.ts';
import { dataType } from './type-facts.ts';

/** An operand of known type. */
export interface TypedOperand extends Operand {
  readonly type: DataType;
}

/** An operator or a function that is one. */
export function operation(scope: FunctionScope, e: TypedOperation): b.Expression {
  const dynamic = dynamicOperation(scope, e);
  if (dynamic !== null) return dynamic;
  switch (e.operation) {
    case 'and':
      return and(scope, e.args);
    case 'or':
      return or(scope, e.args);
    case 'coalesce':
      return coalesce(scope, e.args);
    case 'is_null':
    case 'is_not_null': {
      const [code] = expressions(scope, e.args);
      return b.binary(code!, e.operation === 'is_null' ? '===' : '!==', b.nothing());
    }
    default: {
      const codes = expressions(scope, e.args);
      const operands = e.args.map((arg, i) => ({
        code: codes[i]!,
        nullable: arg.slot.nullable,
        type: dataType(arg.slot.type),
      }));
      return strict(scope, e.operation, operands, dataType(e.slot.type));
    }
  }
}

/** An operation that looks at all its operands; NULL when one is, but for the tests for being distinct. */
export function strict(
  scope: FunctionScope,
  operation: Exclude<Operation, 'and' | 'or' | 'coalesce' | 'is_null' | 'is_not_null'>,
  operands: readonly TypedOperand[],
  result: DataType,
): b.Expression {
  switch (operation) {
    case 'is_distinct':
    case 'is_not_distinct':
      return distinctness(scope, operation, operands[0]!, operands[1]!);
    case 'equal':
    case 'not_equal':
    case 'less':
    case 'less_equal':
    case 'greater':
    case 'greater_equal':
      return lift(scope, operands, ([left, right]) =>
        comparison(scope, operation, { ...operands[0]!, code: left! }, { ...operands[1]!, code: right! }),
      );
    case 'not':
      return lift(scope, operands, ([code]) => b.unary('!', code!));
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'modulo':
    case 'div':
    case 'negate':
      return lift(scope, operands, (codes) =>
        arithmetic(
          operation,
          codes.map((code, i) => ({ code, type: operands[i]!.type })),
          result,
        ),
      );
    case 'concat':
      return lift(scope, operands, ([left, right]) => concat(result, left!, right!));
    case 'like':
    case 'not_like':
    case 'ilike':
    case 'not_ilike':
      return lift(scope, operands, ([text, pattern]) => like(scope, operation, text!, pattern!));
    default:
      return assertNever(operation);
  }
}

function concat(type: DataType, left: b.Expression, right: b.Expression): b.Expression {
  switch (type.kind) {
    case 'list':
      return abi('concatLists', left, right);
    case 'blob':
      return abi('concatBlobs', left, right);
    default:
      return b.binary(left, '+', right);
  }
}

function like(
  scope: FunctionScope,
  operation: 'like' | 'not_like' | 'ilike' | 'not_ilike',
  text: b.Expression,
  pattern: b.Expression,
): b.Expression {
  const anyCase = operation === 'ilike' || operation === 'not_ilike';
  const fixed = b.literalText(pattern);
  const matches =
    fixed === null
      ? abi('like', text, pattern, b.boolean(anyCase))
      : b.call(scope.module.constant('like$', 'matcher', [fixed, anyCase]), text);
  return operation === 'not_like' || operation === 'not_ilike' ? b.unary('!', matches) : matches;
}
