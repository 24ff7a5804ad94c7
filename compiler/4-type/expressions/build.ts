import { BOOLEAN, INT } from '../../contract/data-type.ts';
import type { Constant, Operation } from '../../contract/scalar.ts';
import type { Span } from '../../contract/span.ts';
import type { Type, TypeSlot } from '../../contract/type.ts';
import type { TypedExpression, TypedLiteral } from '../../ir/typed-expression.ts';
import { ERROR } from '../types/conversion.ts';

/** A type whose values are never NULL. */
export function notNull(type: Type): TypeSlot {
  return { type, nullable: false };
}

export function nullable(type: Type): TypeSlot {
  return { type, nullable: true };
}

export function literal(value: Constant, type: Type, span: Span): TypedLiteral {
  return { kind: 'Literal', value, slot: { type, nullable: value === null }, span };
}

export function booleanLiteral(value: boolean, span: Span): TypedLiteral {
  return literal(value, BOOLEAN, span);
}

export function intLiteral(value: number, span: Span): TypedLiteral {
  return literal(value, INT, span);
}

/** What stands for an expression with a mistake in it: its type fits everywhere. */
export function failed(span: Span): TypedLiteral {
  return { kind: 'Literal', value: null, slot: { type: ERROR, nullable: false }, span };
}

export function isFailed(expression: TypedExpression): boolean {
  return expression.slot.type === ERROR;
}

/** An operation with a boolean result that is NULL when an operand is, or never (`is null`). */
export function booleanOperation(operation: Operation, args: readonly TypedExpression[], span: Span): TypedExpression {
  const strict =
    operation !== 'is_null' &&
    operation !== 'is_not_null' &&
    operation !== 'is_distinct' &&
    operation !== 'is_not_distinct';
  return {
    kind: 'Operation',
    operation,
    args,
    span,
    slot: { type: BOOLEAN, nullable: strict && args.some((arg) => arg.slot.nullable) },
  };
}

/** All conditions joined by `and`; `null` when there is none. */
export function conjunction(conditions: readonly TypedExpression[], span: Span): TypedExpression | null {
  let all: TypedExpression | null = null;
  for (const condition of conditions) all = all === null ? condition : booleanOperation('and', [all, condition], span);
  return all;
}
