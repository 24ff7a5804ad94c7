import type { Span } from '../contract/span.ts';
import type { Argument } from './syntax-call.ts';
import type { DataChange } from './syntax-change.ts';
import type { DefinitionStatement } from './syntax-definition.ts';
import type { Expression } from './syntax-expression.ts';
import type { Identifier, Name } from './syntax-name.ts';
import type { Query } from './syntax-query.ts';
import type { Parameter, RoutineStatement } from './syntax-routine.ts';
import type { SessionStatement } from './syntax-session.ts';
import type { TypeSyntax } from './syntax-type.ts';

export type Statement =
  | Let
  | Assign
  | Return
  | Throw
  | Break
  | Continue
  | If
  | While
  | For
  | CallStatement
  | ExpressionStatement
  | QueryStatement
  | ErrorStatement
  | ScriptParameters
  | DataChange
  | DefinitionStatement
  | RoutineStatement
  | SessionStatement;

/** Statements with a scope of their own. `if c then … end` and `then …` layouts are Blocks as well. */
export interface Block {
  readonly kind: 'Block';
  readonly span: Span;
  readonly statements: readonly Statement[];
}

/** `parameters (day date, most int = 10)` at the head of a script: what whoever runs it gives. */
export interface ScriptParameters {
  readonly kind: 'ScriptParameters';
  readonly span: Span;
  readonly parameters: readonly Parameter[];
}

/** `let x: T = e`. */
export interface Let {
  readonly kind: 'Let';
  readonly span: Span;
  readonly name: Identifier;
  readonly type?: TypeSyntax;
  readonly value: Expression;
}

/** `x = e`, `new.name = e`, `a[0] = e`: the target is an Identifier, or Members and Indexes on one. */
export interface Assign {
  readonly kind: 'Assign';
  readonly span: Span;
  readonly target: Expression;
  readonly value: Expression;
}

/** `return [e]`. */
export interface Return {
  readonly kind: 'Return';
  readonly span: Span;
  readonly value?: Expression;
}

/** `throw [e]` (`raise` is the same); without a value it throws again what a catch caught. */
export interface Throw {
  readonly kind: 'Throw';
  readonly span: Span;
  readonly value?: Expression;
}

/** `break`. */
export interface Break {
  readonly kind: 'Break';
  readonly span: Span;
}

/** `continue`. */
export interface Continue {
  readonly kind: 'Continue';
  readonly span: Span;
}

/** `if … elif … else …`, with one branch or more. */
export interface If {
  readonly kind: 'If';
  readonly span: Span;
  readonly branches: readonly IfBranch[];
  readonly otherwise?: Block;
}

/** One condition and what it guards. */
export interface IfBranch {
  readonly kind: 'IfBranch';
  readonly span: Span;
  readonly condition: Expression;
  readonly body: Block;
}

/** `while c { … }`. */
export interface While {
  readonly kind: 'While';
  readonly span: Span;
  readonly condition: Expression;
  readonly body: Block;
}

/** `for x in e { … }`, `for i, x in e { … }` where `i` is the index. */
export interface For {
  readonly kind: 'For';
  readonly span: Span;
  readonly index?: Identifier;
  readonly variable: Identifier;
  readonly source: Expression;
  readonly body: Block;
}

/** `call p(args) [nowait]`. */
export interface CallStatement {
  readonly kind: 'CallStatement';
  readonly span: Span;
  readonly procedure: Name;
  readonly args: readonly Argument[];
  readonly nowait: boolean;
}

/** An expression on its own; `try` and `match` as statements are this too. */
export interface ExpressionStatement {
  readonly kind: 'ExpressionStatement';
  readonly span: Span;
  readonly expression: Expression;
}

/** A query on its own. */
export interface QueryStatement {
  readonly kind: 'QueryStatement';
  readonly span: Span;
  readonly query: Query;
}

/** Text that could not be read; a diagnostic says why. */
export interface ErrorStatement {
  readonly kind: 'ErrorStatement';
  readonly span: Span;
}
