import type { Span } from '../contract/span.ts';
import type { Call } from './syntax-call.ts';
import type { DataChange } from './syntax-change.ts';
import type { Lambda, Match, Try } from './syntax-control.ts';
import type { Literal } from './syntax-literal.ts';
import type { Identifier } from './syntax-name.ts';
import type { Query } from './syntax-query.ts';
import type { CallStatement } from './syntax-statement.ts';
import type { TypeSyntax } from './syntax-type.ts';

/** Everything that has a value. Parentheses leave no node behind: the shape of the tree is the precedence. */
export type Expression =
  | Literal
  | Identifier
  | Interpolation
  | BindParameter
  | AtName
  | Tuple
  | Unary
  | Binary
  | Pipe
  | Like
  | IsNull
  | IsDistinct
  | IsTruth
  | Between
  | InList
  | InQuery
  | InCollection
  | Quantified
  | Exists
  | Case
  | Cast
  | Extract
  | AtTimeZone
  | Collate
  | Call
  | Member
  | Index
  | Slice
  | Lambda
  | Match
  | Try
  | Subquery
  | ChangeExpression
  | CallExpression;

/** `{name}`: the local of that name, in an expression or in a table's place. */
export interface Interpolation {
  readonly kind: 'Interpolation';
  readonly span: Span;
  readonly name: Identifier;
}

/** `$1` (position), `$day` (name), and `?`: its name is `?`, its position the number of `?`s up to it in the text. */
export interface BindParameter {
  readonly kind: 'BindParameter';
  readonly span: Span;
  readonly name?: string;
  readonly position?: number;
}

/** `@start`, or the callee in `@TypeOf(x)`. `text` is the name without its `@`. */
export interface AtName {
  readonly kind: 'AtName';
  readonly span: Span;
  readonly text: string;
}

/** `(a, b)`: two elements or more; in GROUP BY also none. */
export interface Tuple {
  readonly kind: 'Tuple';
  readonly span: Span;
  readonly elements: readonly Expression[];
}

/** `-x`, `+x`, `not x` (`!x` is the same). */
export interface Unary {
  readonly kind: 'Unary';
  readonly span: Span;
  readonly operator: '-' | '+' | 'not';
  readonly operand: Expression;
}

/** `==` is `=`, `<>` is `!=`, `&&` is `and`. `->` exists in `sql` files only. */
// prettier-ignore
export type BinaryOperator =
  | '??' | 'or' | 'and'
  | '=' | '!=' | '<' | '<=' | '>' | '>='
  | '&' | '|' | '<<' | '>>'
  | '+' | '-' | '||' | '*' | '/' | '%'
  | '->' | '->>';

/** Two operands and a normalised operator, which stood at `operatorSpan`. */
export interface Binary {
  readonly kind: 'Binary';
  readonly span: Span;
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}

/** `left |> right`: the left value becomes the first argument of the call on the right. */
export interface Pipe {
  readonly kind: 'Pipe';
  readonly span: Span;
  readonly left: Expression;
  readonly right: Expression;
}

/** `[not] like`, `ilike`, `similar to`, `~` (`!~` is a negated `~`). */
export interface Like {
  readonly kind: 'Like';
  readonly span: Span;
  readonly operator: 'like' | 'ilike' | 'similar to' | '~';
  readonly negated: boolean;
  readonly operand: Expression;
  readonly pattern: Expression;
  readonly escape?: Expression;
}

/** `x is [not] null`. */
export interface IsNull {
  readonly kind: 'IsNull';
  readonly span: Span;
  readonly negated: boolean;
  readonly operand: Expression;
}

/** `x is [not] true`, `false` or `unknown` (`null`): never NULL itself. */
export interface IsTruth {
  readonly kind: 'IsTruth';
  readonly span: Span;
  readonly negated: boolean;
  readonly operand: Expression;
  readonly truth: boolean | null;
}

/** `a is [not] distinct from b`: NULL equals NULL. */
export interface IsDistinct {
  readonly kind: 'IsDistinct';
  readonly span: Span;
  readonly negated: boolean;
  readonly left: Expression;
  readonly right: Expression;
}

/** `x [not] between low and high`. */
export interface Between {
  readonly kind: 'Between';
  readonly span: Span;
  readonly negated: boolean;
  readonly operand: Expression;
  readonly low: Expression;
  readonly high: Expression;
}

/** `x [not] in (a, b)`, with one candidate or more. */
export interface InList {
  readonly kind: 'InList';
  readonly span: Span;
  readonly negated: boolean;
  readonly operand: Expression;
  readonly candidates: readonly Expression[];
}

/** `x [not] in (select …)`. */
export interface InQuery {
  readonly kind: 'InQuery';
  readonly span: Span;
  readonly negated: boolean;
  readonly operand: Expression;
  readonly query: Query;
}

/** `x [not] in xs`, where `xs` is a list or a table held in a value. */
export interface InCollection {
  readonly kind: 'InCollection';
  readonly span: Span;
  readonly negated: boolean;
  readonly operand: Expression;
  readonly collection: Expression;
}

/** `x > all (select …)`, `x = any (select …)`. */
export interface Quantified {
  readonly kind: 'Quantified';
  readonly span: Span;
  readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>=';
  readonly quantifier: 'any' | 'all';
  readonly left: Expression;
  readonly query: Query;
}

/** `exists (select …)`. */
export interface Exists {
  readonly kind: 'Exists';
  readonly span: Span;
  readonly query: Query;
}

/** `case [operand] when … then … [else …] end`. */
export interface Case {
  readonly kind: 'Case';
  readonly span: Span;
  readonly operand?: Expression;
  readonly branches: readonly CaseBranch[];
  readonly otherwise?: Expression;
}

/** One `when … then …`. */
export interface CaseBranch {
  readonly kind: 'CaseBranch';
  readonly span: Span;
  readonly condition: Expression;
  readonly value: Expression;
}

/** `x :: T`, `x as T`, `cast(x as T)`, `try_cast(x as T)` (`safe`: NULL in place of an error). */
export interface Cast {
  readonly kind: 'Cast';
  readonly span: Span;
  readonly operand: Expression;
  readonly type: TypeSyntax;
  readonly form: '::' | 'as' | 'cast';
  readonly safe: boolean;
}

/** `extract(year from t)`. */
export interface Extract {
  readonly kind: 'Extract';
  readonly span: Span;
  readonly part: Identifier;
  readonly operand: Expression;
}

/** `t at time zone 'Europe/Berlin'`. */
export interface AtTimeZone {
  readonly kind: 'AtTimeZone';
  readonly span: Span;
  readonly operand: Expression;
  readonly zone: Expression;
}

/** `text collate nocase`: how it is compared, in a comparison or a key of ORDER BY. */
export interface Collate {
  readonly kind: 'Collate';
  readonly span: Span;
  readonly operand: Expression;
  readonly collation: Identifier;
}

/** `object.property`: a field, a column of a source, a method to be called, or a part of a dotted name. */
export interface Member {
  readonly kind: 'Member';
  readonly span: Span;
  readonly object: Expression;
  readonly property: Identifier;
}

/** `xs[0]`, `xs[-1]`, `j['key']`. */
export interface Index {
  readonly kind: 'Index';
  readonly span: Span;
  readonly object: Expression;
  readonly index: Expression;
}

/** `xs[1:3]`, half open; either bound may be missing. */
export interface Slice {
  readonly kind: 'Slice';
  readonly span: Span;
  readonly object: Expression;
  readonly low?: Expression;
  readonly high?: Expression;
}

/** A query as a value, with or without parentheses around it. */
export interface Subquery {
  readonly kind: 'Subquery';
  readonly span: Span;
  readonly query: Query;
}

/** A statement that changes data used as a value: `let r = insert … returning …`, `function f() => delete …`. */
export interface ChangeExpression {
  readonly kind: 'ChangeExpression';
  readonly span: Span;
  readonly change: DataChange;
}

/** `call p(args)` as a value: what the procedure returns, or with `nowait` the id of its run. */
export interface CallExpression {
  readonly kind: 'CallExpression';
  readonly span: Span;
  readonly call: CallStatement;
}
