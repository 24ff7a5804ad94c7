/*
 * Typed expressions. Invariants:
 * - every name is resolved, every overload chosen, every implicit cast written out as a `Cast`;
 * - `slot` is the final type: no inference variables are left;
 * - `Column`, `Output`, `Aggregate` and `WindowCall` stand only inside of queries; `Lambda`, `Match`, `Try` and blocks may stand in both worlds.
 */
import type { Span } from '../contract/span.ts';
import type { Constant, Operation } from '../contract/scalar.ts';
import type { TypeSlot } from '../contract/type.ts';
import type { TypedBlock } from './typed-statement.ts';
import type { TypedOrderKey, TypedQuery } from './typed-query.ts';

/** A variable of a routine or script. Identity is the object; `id` numbers the locals of one routine from 0, in order of declaration. */
export interface TypedLocal {
  readonly id: number;
  readonly name: string;
  readonly slot: TypeSlot;
  readonly role: 'parameter' | 'self' | 'let' | 'loop' | 'pattern' | 'exception' | 'lambda' | 'session';
  /** Assigned after its declaration. */
  readonly assigned: boolean;
}

interface Node {
  readonly span: Span;
  readonly slot: TypeSlot;
}

export type TypedExpression =
  | TypedLiteral
  | TypedLocalReference
  | TypedColumn
  | TypedOutput
  | TypedOperation
  | TypedNative
  | TypedRoutineCall
  | TypedLambdaCall
  | TypedCast
  | TypedCase
  | TypedInList
  | TypedMatch
  | TypedTry
  | TypedLambda
  | TypedRoutineReference
  | TypedList
  | TypedStruct
  | TypedField
  | TypedIndex
  | TypedSlice
  | TypedSubquery
  | TypedQueryValue
  | TypedCell
  | TypedTableToList
  | TypedAggregate
  | TypedWindowCall
  | TypedException
  | TypedDynamic
  | TypedDml;

export interface TypedLiteral extends Node {
  readonly kind: 'Literal';
  readonly value: Constant;
}
export interface TypedLocalReference extends Node {
  readonly kind: 'Local';
  readonly local: TypedLocal;
}

/** A column of a source of this query or of an enclosing one; `source` is the id of a `TypedSource`. */
export interface TypedColumn extends Node {
  readonly kind: 'Column';
  readonly source: number;
  readonly column: number;
  readonly name: string;
}

/** In ORDER BY: the select item at `index`. */
export interface TypedOutput extends Node {
  readonly kind: 'Output';
  readonly index: number;
}

export interface TypedOperation extends Node {
  readonly kind: 'Operation';
  readonly operation: Operation;
  readonly args: readonly TypedExpression[];
}

/** A native body of the standard library. Variadic arguments stand one by one. */
export interface TypedNative extends Node {
  readonly kind: 'Native';
  readonly id: string;
  readonly strict: boolean;
  /** Gives another value each time. */
  readonly volatile?: true;
  readonly args: readonly TypedExpression[];
}

/** A call of a procedure or function. `args` are in the order of the receiver (if any) and the parameters, defaults filled in. */
export interface TypedRoutineCall extends Node {
  readonly kind: 'RoutineCall';
  readonly routine: string;
  readonly routineKind: 'procedure' | 'function';
  readonly args: readonly TypedExpression[];
  readonly nowait: boolean;
}

export interface TypedLambdaCall extends Node {
  readonly kind: 'LambdaCall';
  readonly callee: TypedExpression;
  readonly args: readonly TypedExpression[];
}

/** `safe`: `try_cast`. From `dynamic` it is a checked crossing that blames `span`. Table to table: checks and reorders columns. */
export interface TypedCast extends Node {
  readonly kind: 'Cast';
  readonly value: TypedExpression;
  readonly safe: boolean;
  /** The column of a table that the value is made to fit, which errors name. */
  readonly into?: string;
  /** The parameter of the statement, `$1`, whose value this is: errors name it, and no digit of it is lost. */
  readonly parameter?: string;
}

/** Searched CASE; the simple form is rewritten to it. SQL's logic: an unknown condition is not true. */
export interface TypedCase extends Node {
  readonly kind: 'Case';
  readonly arms: readonly { readonly when: TypedExpression; readonly then: TypedExpression }[];
  readonly otherwise: TypedExpression | null;
}

export interface TypedInList extends Node {
  readonly kind: 'InList';
  readonly value: TypedExpression;
  readonly list: readonly TypedExpression[];
  readonly negated: boolean;
}

/** `subject` is evaluated once, into `subjectLocal`. */
export interface TypedMatch extends Node {
  readonly kind: 'Match';
  readonly subject: TypedExpression;
  readonly arms: readonly TypedMatchArm[];
  /** The library function that is given the value which no arm of a match over columns fits. */
  readonly noMatch: string;
}

export interface TypedMatchArm {
  readonly patterns: readonly TypedPattern[];
  readonly guard: TypedExpression | null;
  readonly body: TypedArmBody;
  readonly span: Span;
}

/** A block used as an expression has the value of its last expression statement; `throw` and `return` leave it. */
export type TypedArmBody =
  | { readonly kind: 'expression'; readonly value: TypedExpression }
  | { readonly kind: 'block'; readonly block: TypedBlock; readonly value: TypedExpression | null };

export type TypedPattern =
  | { readonly kind: 'any' }
  | { readonly kind: 'value'; readonly value: TypedExpression }
  | { readonly kind: 'range'; readonly low: TypedExpression; readonly high: TypedExpression }
  | { readonly kind: 'bind'; readonly local: TypedLocal }
  | { readonly kind: 'struct'; readonly fields: readonly { readonly name: string; readonly pattern: TypedPattern }[] };

/** `try body catch …` as a value. Arms are tried in order; an uncaught exception goes on. */
export interface TypedTry extends Node {
  readonly kind: 'Try';
  readonly body: TypedArmBody;
  readonly arms: readonly TypedCatchArm[];
}

/** `exception` null catches all. Subtypes are caught too. */
export interface TypedCatchArm {
  readonly exception: string | null;
  readonly local: TypedLocal | null;
  readonly body: TypedArmBody;
  readonly span: Span;
}

/** Captures by value at creation. */
export interface TypedLambda extends Node {
  readonly kind: 'Lambda';
  readonly parameters: readonly TypedLocal[];
  readonly body: TypedArmBody;
  readonly captures: readonly TypedLocal[];
}

/** A function used as a value. */
export interface TypedRoutineReference extends Node {
  readonly kind: 'RoutineReference';
  readonly routine: string;
}

export interface TypedList extends Node {
  readonly kind: 'List';
  readonly items: readonly TypedExpression[];
}

/** Values in the order of the struct type's fields. */
export interface TypedStruct extends Node {
  readonly kind: 'Struct';
  readonly values: readonly TypedExpression[];
}

/** A struct's field, or a member of `json` (`j.k`). */
export interface TypedField extends Node {
  readonly kind: 'Field';
  readonly value: TypedExpression;
  readonly name: string;
}
export interface TypedIndex extends Node {
  readonly kind: 'Index';
  readonly value: TypedExpression;
  readonly index: TypedExpression;
}
export interface TypedSlice extends Node {
  readonly kind: 'Slice';
  readonly value: TypedExpression;
  readonly from: TypedExpression | null;
  readonly to: TypedExpression | null;
}

/** See `SubqueryScalar`. `quantified` for `= ANY (…)`, `< ALL (…)`. */
export interface TypedSubquery extends Node {
  readonly kind: 'Subquery';
  readonly mode: 'scalar' | 'exists' | 'in' | 'any' | 'all';
  readonly operation: Operation | null;
  readonly value: TypedExpression | null;
  readonly negated: boolean;
  readonly query: TypedQuery;
}

/** A query as a value: a table. */
export interface TypedQueryValue extends Node {
  readonly kind: 'QueryValue';
  readonly query: TypedQuery;
}

/** One cell of a table value in scalar position: no row gives NULL, several rows raise `CardinalityError`. */
export interface TypedCell extends Node {
  readonly kind: 'Cell';
  readonly table: TypedExpression;
  readonly column: number;
  readonly name: string;
}

/** A table as a list of row structs (a one-column table: of its values). */
export interface TypedTableToList extends Node {
  readonly kind: 'TableToList';
  readonly table: TypedExpression;
}

export interface TypedAggregate extends Node {
  readonly kind: 'Aggregate';
  readonly operation: string;
  readonly args: readonly TypedExpression[];
  readonly distinct: boolean;
  readonly filter: TypedExpression | null;
  readonly orderBy: readonly TypedOrderKey[];
}

export interface TypedWindowCall extends Node {
  readonly kind: 'WindowCall';
  readonly operation: string;
  readonly args: readonly TypedExpression[];
  readonly distinct: boolean;
  /** The order behind the arguments. */
  readonly inputOrder: readonly TypedOrderKey[];
  readonly partitionBy: readonly TypedExpression[];
  readonly orderBy: readonly TypedOrderKey[];
  readonly frame: TypedFrame | null;
  readonly ignoreNulls: boolean;
  readonly filter: TypedExpression | null;
}

export interface TypedFrame {
  readonly unit: 'rows' | 'range' | 'groups';
  readonly start: TypedFrameBound;
  readonly end: TypedFrameBound;
  readonly exclude: 'current row' | 'group' | 'ties' | null;
}

export type TypedFrameBound =
  | { readonly kind: 'unbounded_preceding' | 'current_row' | 'unbounded_following' }
  | { readonly kind: 'preceding' | 'following'; readonly offset: TypedExpression };

/** An exception being made: `ETLError('load failed')`. */
export interface TypedException extends Node {
  readonly kind: 'Exception';
  readonly name: string;
  readonly message: TypedExpression | null;
  readonly cause: TypedExpression | null;
}

/**
 * A query or DML statement whose tables are known only at run time: it is typed again then, with the values of `locals`.
 * `sourceSpan` is the statement's text. As a query its slot is a table open to `dynamic`.
 */
export interface TypedDynamic extends Node {
  readonly kind: 'Dynamic';
  readonly statement: 'query' | 'dml';
  readonly sourceSpan: Span;
  readonly locals: readonly { readonly local: TypedLocal; readonly table: boolean }[];
}

/** DML: its value is the RETURNING rows, or as a statement nothing. */
export type TypedDml = TypedInsert | TypedUpdate | TypedDelete | TypedMerge;

interface Dml extends Node {
  readonly table: { readonly id: number; readonly name: string };
  /** Source id under which the target's row is visible in expressions. */
  readonly target: number;
  readonly checks: readonly { readonly name: string; readonly predicate: TypedExpression }[];
  /** Common tables before UPDATE, DELETE and MERGE. */
  readonly ctes?: readonly import('./typed-query.ts').TypedCte[];
  readonly returning: readonly { readonly name: string; readonly value: TypedExpression }[] | null;
}

export interface TypedInsert extends Dml {
  readonly kind: 'Insert';
  /** For each column of the table: the position in `query`'s output, a default, or NULL when both are null. */
  readonly columns: readonly { readonly from: number | null; readonly value: TypedExpression | null }[];
  readonly query: TypedQuery;
  readonly conflict: TypedConflict | null;
  /** `upsert into`: fires upsert events, updates the given columns. */
  readonly upsert: boolean;
}

/** `key`: position in the table's keys. `set` sees the target row (`target`) and the new row (`excluded`, a source id). */
export interface TypedConflict {
  readonly key: number | null;
  readonly action: 'nothing' | 'update';
  readonly excluded: number;
  readonly set: readonly TypedAssignment[];
  readonly where: TypedExpression | null;
}

export interface TypedAssignment {
  readonly column: number;
  readonly value: TypedExpression;
}

export interface TypedUpdate extends Dml {
  readonly kind: 'Update';
  readonly set: readonly TypedAssignment[];
  readonly from: import('./typed-query.ts').TypedSource | null;
  readonly where: TypedExpression | null;
}

export interface TypedDelete extends Dml {
  readonly kind: 'Delete';
  readonly using: import('./typed-query.ts').TypedSource | null;
  readonly where: TypedExpression | null;
}

export interface TypedMerge extends Dml {
  readonly kind: 'Merge';
  readonly source: import('./typed-query.ts').TypedSource;
  readonly on: TypedExpression;
  readonly arms: readonly TypedMergeArm[];
}

export interface TypedMergeArm {
  readonly matched: 'matched' | 'not_matched_by_target' | 'not_matched_by_source';
  readonly condition: TypedExpression | null;
  readonly action:
    | { readonly kind: 'update'; readonly set: readonly TypedAssignment[] }
    | { readonly kind: 'delete' }
    | { readonly kind: 'insert'; readonly columns: readonly (TypedExpression | null)[] }
    | { readonly kind: 'nothing' };
}
