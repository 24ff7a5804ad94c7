import type { Span } from '../contract/span.ts';
import type { Expression } from './syntax-expression.ts';
import type { Identifier, Name } from './syntax-name.ts';
import type { Block, Return, Throw } from './syntax-statement.ts';

/** What follows an arrow: a value, statements, or a way out. */
export type ArmBody = Expression | Block | Return | Throw;

/** `x => e`, `(a, b) => { … }`. */
export interface Lambda {
  readonly kind: 'Lambda';
  readonly span: Span;
  readonly parameters: readonly Identifier[];
  readonly body: ArmBody;
}

/** `match subject { … }` (prefix) or `subject match { … }` (postfix). */
export interface Match {
  readonly kind: 'Match';
  readonly span: Span;
  readonly form: 'prefix' | 'postfix';
  readonly subject: Expression;
  readonly arms: readonly MatchArm[];
}

/** `p | q if guard -> body`, with one pattern or more. */
export interface MatchArm {
  readonly kind: 'MatchArm';
  readonly span: Span;
  readonly patterns: readonly Pattern[];
  readonly guard?: Expression;
  readonly body: ArmBody;
}

export type Pattern = WildcardPattern | ValuePattern | RangePattern | StructPattern;

/** `_`. */
export interface WildcardPattern {
  readonly kind: 'WildcardPattern';
  readonly span: Span;
}

/** A value that the subject must equal (NULL equals NULL). */
export interface ValuePattern {
  readonly kind: 'ValuePattern';
  readonly span: Span;
  readonly value: Expression;
}

/** `low..high`, both included. */
export interface RangePattern {
  readonly kind: 'RangePattern';
  readonly span: Span;
  readonly low: Expression;
  readonly high: Expression;
}

/** `{kind: 'circle', r: 1..5}`: fields not named are free. */
export interface StructPattern {
  readonly kind: 'StructPattern';
  readonly span: Span;
  readonly fields: readonly FieldPattern[];
}

/** One `key: pattern`. */
export interface FieldPattern {
  readonly kind: 'FieldPattern';
  readonly span: Span;
  readonly name: Identifier;
  readonly pattern: Pattern;
}

/** `try body catch handler`, as a value or as a statement. */
export interface Try {
  readonly kind: 'Try';
  readonly span: Span;
  readonly body: Expression | Block;
  readonly handler: CatchArms | CatchBlock | CatchValue;
}

/** `catch { NetworkError => 0, E as e => …, _ => … }`. */
export interface CatchArms {
  readonly kind: 'CatchArms';
  readonly span: Span;
  readonly arms: readonly CatchArm[];
}

/** One arm; without `exception` it is `_` and catches everything. */
export interface CatchArm {
  readonly kind: 'CatchArm';
  readonly span: Span;
  readonly exception?: Name;
  readonly alias?: Identifier;
  readonly body: ArmBody;
}

/** `catch e { … }`; `alias` names the error caught. */
export interface CatchBlock {
  readonly kind: 'CatchBlock';
  readonly span: Span;
  readonly alias?: Identifier;
  readonly body: Block;
}

/** `catch 0`. */
export interface CatchValue {
  readonly kind: 'CatchValue';
  readonly span: Span;
  readonly value: Expression;
}
