import type { DataType } from '../../contract/data-type.ts';
import * as b from '../builder.ts';
import type { Range } from '../kernel-flow.ts';

/**
 * A compiled scalar: a JavaScript expression and how to understand it.
 *
 * | form | `code` gives | types |
 * |---|---|---|
 * | `number` | a JavaScript number; whole and within ±(2^53 - 1) for all types but float | int, float, decimal (scaled), date, time, timestamp |
 * | `boolean` | 0 or 1 | boolean |
 * | `code` | an index into the array `strings` | string, json, uuid |
 * | `any` | the value as the abi carries it, NULL as `null` | every type |
 *
 * `isNull` gives 0 or 1, `null` when the value is never NULL; where it gives 1, a number, boolean or code means nothing (0 in stored columns).
 * Both expressions may be evaluated any number of times: whoever makes them binds work to a local first.
 */
export interface Value {
  readonly type: DataType;
  readonly form: 'number' | 'boolean' | 'code' | 'any';
  readonly code: b.Expression;
  readonly isNull: b.Expression | null;
  /** Of whole numbers in `number` form. */
  readonly range: Range | null;
  /** For codes: the variable of the kernel function that holds the strings. */
  readonly strings: string | null;
}

export function numberValue(
  type: DataType,
  code: b.Expression,
  isNull: b.Expression | null,
  range: Range | null,
): Value {
  return { type, form: 'number', code, isNull, range, strings: null };
}

export function booleanValue(code: b.Expression, isNull: b.Expression | null): Value {
  return { type: { kind: 'boolean' }, form: 'boolean', code, isNull, range: null, strings: null };
}

export function codeValue(type: DataType, code: b.Expression, isNull: b.Expression | null, strings: string): Value {
  return { type, form: 'code', code, isNull, range: null, strings };
}

/** `code` must be an identifier when the value can be NULL. */
export function anyValue(type: DataType, code: b.Expression, nullable: boolean): Value {
  return { type, form: 'any', code, isNull: nullable ? isNullOf(code) : null, range: null, strings: null };
}

export function isNullOf(code: b.Expression): b.Expression {
  return b.unary('+', b.parenthesized(b.binary(code, '===', b.nothing())));
}

/** 0 or 1 from an expression that gives a JavaScript boolean; V8 makes no branch of it. */
export function bit(test: b.Expression): b.Expression {
  return b.unary('+', b.parenthesized(test));
}

/** NULL when either is. */
export function eitherNull(a: b.Expression | null, c: b.Expression | null): b.Expression | null {
  if (a === null) return c;
  return c === null ? a : b.binary(a, '|', c);
}

/** Whether the type's values are whole numbers. */
export function isWhole(type: DataType): boolean {
  return (
    type.kind === 'int' ||
    type.kind === 'decimal' ||
    type.kind === 'date' ||
    type.kind === 'time' ||
    type.kind === 'timestamp'
  );
}

/** The form in which values of a type are computed when nothing better is known of them. */
export function isText(type: DataType): boolean {
  return type.kind === 'string' || type.kind === 'json' || type.kind === 'uuid';
}
