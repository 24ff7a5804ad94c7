import type { Span } from '../contract/span.ts';
import type { Expression } from './syntax-expression.ts';
import type { Identifier, Name } from './syntax-name.ts';
import type { Parameter } from './syntax-routine.ts';
import type { TypeSyntax } from './syntax-type.ts';

/** Expressions that write a value down. */
export type Literal =
  | NumberLiteral
  | StringLiteral
  | BooleanLiteral
  | NullLiteral
  | TypedLiteral
  | IntervalLiteral
  | ListLiteral
  | StructLiteral
  | TypedStruct;

/** `12` (integer), `12.50` (decimal), `1e3` (float). `text` has no `_` separators and never a sign. */
export interface NumberLiteral {
  readonly kind: 'NumberLiteral';
  readonly span: Span;
  readonly text: string;
  readonly form: 'integer' | 'decimal' | 'float';
}

/** A string; `value` is the text meant, after escapes and doubled quotes were resolved. */
export interface StringLiteral {
  readonly kind: 'StringLiteral';
  readonly span: Span;
  readonly value: string;
}

/** `true`, `false`. */
export interface BooleanLiteral {
  readonly kind: 'BooleanLiteral';
  readonly span: Span;
  readonly value: boolean;
}

/** `null`. */
export interface NullLiteral {
  readonly kind: 'NullLiteral';
  readonly span: Span;
}

/** `date '2026-01-01'`, `timestamp '…'`: a string read as a value of the named type. */
export interface TypedLiteral {
  readonly kind: 'TypedLiteral';
  readonly span: Span;
  readonly type: Identifier;
  readonly text: StringLiteral;
}

/** `interval '7 days'` (no unit) or `interval 7 days`. */
export interface IntervalLiteral {
  readonly kind: 'IntervalLiteral';
  readonly span: Span;
  readonly amount: StringLiteral | NumberLiteral;
  readonly unit?: Identifier;
}

/** `[1, 2]`, or `Array<int>::[1, 2]` with its element type. `[...]` in the options of a template is `elided`. */
export interface ListLiteral {
  readonly kind: 'ListLiteral';
  readonly span: Span;
  readonly elementType?: TypeSyntax;
  readonly elements: readonly Expression[];
  readonly elided: boolean;
}

/** `{x: 1, 'y': 2}`. */
export interface StructLiteral {
  readonly kind: 'StructLiteral';
  readonly span: Span;
  readonly fields: readonly StructField[];
}

/** One `key: value` of a struct literal. */
export interface StructField {
  readonly kind: 'StructField';
  readonly span: Span;
  readonly name: Identifier;
  readonly value: Expression;
}

/**
 * `type struct as Point {x: 1}` and `type struct :: Point {x: 1}`: a literal of a named struct. With `definition`
 * (`type struct as Point(x int) {x: 1}`) it defines the struct as well.
 */
export interface TypedStruct {
  readonly kind: 'TypedStruct';
  readonly span: Span;
  readonly name: Name;
  readonly definition?: readonly Parameter[];
  readonly value: StructLiteral;
}
