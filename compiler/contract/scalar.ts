import type { DataType } from './data-type.ts';
import type { Plan } from './plan.ts';
import type { Span } from './span.ts';

/** A constant as JSON can carry it: bigints and values beyond JSON are written as tagged text. */
export type Constant =
  | null
  | boolean
  | number
  | string
  | { readonly big: string }
  | { readonly float: 'NaN' | 'Infinity' | '-Infinity' }
  | { readonly interval: readonly [months: number, days: number, micros: number] }
  | { readonly blob: string };

/**
 * The operations that emission knows how to inline. Standard-library signatures map to them by their `operation` trait;
 * everything else is a call of a native body. Operand types are equal after the checker's implicit casts unless said otherwise.
 */
export type Operation =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'modulo'
  | 'div'
  | 'negate'
  | 'equal'
  | 'not_equal'
  | 'less'
  | 'less_equal'
  | 'greater'
  | 'greater_equal'
  | 'is_null'
  | 'is_not_null'
  | 'is_distinct'
  | 'is_not_distinct'
  | 'and'
  | 'or'
  | 'not'
  | 'concat'
  | 'coalesce'
  | 'like'
  | 'not_like'
  | 'ilike'
  | 'not_ilike';

/**
 * The key under which a scalar knows the text that it was made of. A symbol: copies of a scalar keep it, while JSON leaves it out, so that plans which compute
 * the same are the same wherever they stand.
 */
export const PLACE = Symbol('place');

interface ScalarBase {
  readonly type: DataType;
  readonly nullable: boolean;
  readonly [PLACE]?: Span;
}

/**
 * A scalar expression over one input row. Column references are positions in the input of the operator that holds the expression
 * (for a join: the left input's columns, then the right's).
 */
export type Scalar =
  | ColumnScalar
  | OuterScalar
  | ParameterScalar
  | ConstantScalar
  | OperationScalar
  | NativeScalar
  | RoutineScalar
  | ApplyScalar
  | CastScalar
  | CaseScalar
  | InListScalar
  | SubqueryScalar
  | ListScalar
  | StructScalar
  | FieldScalar
  | IndexScalar;

export interface ColumnScalar extends ScalarBase {
  readonly kind: 'column';
  readonly index: number;
  readonly name: string;
}

/** A column of the row of an enclosing query: `depth` 1 is the nearest one. */
export interface OuterScalar extends ScalarBase {
  readonly kind: 'outer';
  readonly depth: number;
  readonly index: number;
  readonly name: string;
}

/** A value from outside of the query (a local, a lifted literal): `index` into the parameters that the caller passes. */
export interface ParameterScalar extends ScalarBase {
  readonly kind: 'parameter';
  readonly index: number;
  readonly name: string;
}

export interface ConstantScalar extends ScalarBase {
  readonly kind: 'constant';
  readonly value: Constant;
}

export interface OperationScalar extends ScalarBase {
  readonly kind: 'operation';
  readonly operation: Operation;
  readonly args: readonly Scalar[];
}

/** A call of a native body of the standard library, by its id (`text/upper`). */
export interface NativeScalar extends ScalarBase {
  readonly kind: 'native';
  readonly id: string;
  /** A strict function is NULL when an argument is, and its body never sees NULL. */
  readonly strict: boolean;
  readonly args: readonly Scalar[];
}

/** A call of a user's function, imported by fingerprint. */
export interface RoutineScalar extends ScalarBase {
  readonly kind: 'routine';
  readonly id: string;
  readonly args: readonly Scalar[];
}

/** A call of a function that the caller of the query passes (`FunctionParameter`): what has no scalar form, over values of the row. */
export interface ApplyScalar extends ScalarBase {
  readonly kind: 'apply';
  /** Position among the query's parameters. */
  readonly parameter: number;
  readonly name: string;
  readonly args: readonly Scalar[];
}

export interface CastScalar extends ScalarBase {
  readonly kind: 'cast';
  readonly value: Scalar;
  /** `try_cast`: NULL where the value does not fit, instead of an error. */
  readonly safe: boolean;
  /** The column of a table that the value is made to fit, which errors name. */
  readonly into?: string;
}

export interface CaseScalar extends ScalarBase {
  readonly kind: 'case';
  readonly arms: readonly { readonly when: Scalar; readonly then: Scalar }[];
  readonly otherwise: Scalar | null;
}

export interface InListScalar extends ScalarBase {
  readonly kind: 'in_list';
  readonly value: Scalar;
  readonly list: readonly Scalar[];
  readonly negated: boolean;
}

/**
 * `scalar`: the value of a one-column plan, NULL for no row, `CardinalityError` for several.
 * `exists`: whether there is a row. `in`: `value` against the plan's one column, three-valued.
 */
export interface SubqueryScalar extends ScalarBase {
  readonly kind: 'subquery';
  readonly mode: 'scalar' | 'exists' | 'in';
  readonly value: Scalar | null;
  readonly negated: boolean;
  readonly plan: Plan;
}

export interface ListScalar extends ScalarBase {
  readonly kind: 'list';
  readonly items: readonly Scalar[];
}

export interface StructScalar extends ScalarBase {
  readonly kind: 'struct';
  readonly values: readonly Scalar[];
}

export interface FieldScalar extends ScalarBase {
  readonly kind: 'field';
  readonly value: Scalar;
  readonly name: string;
}

/** `value[index]` of a list; from 0, negative from the end; out of range is an error. */
export interface IndexScalar extends ScalarBase {
  readonly kind: 'index';
  readonly value: Scalar;
  readonly index: Scalar;
}
