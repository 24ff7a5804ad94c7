import type { Span } from '../contract/span.ts';

/** What every node of a syntax tree has: a tag, and the text it was made from. */
export interface SyntaxNode {
  readonly kind: string;
  readonly span: Span;
}

/**
 * One name as written. `quoted` is true for a name in backticks (or double quotes in `sql` files) and for a key
 * written as a string. As an expression it is a reference to a local, a column, a table or a function.
 */
export interface Identifier {
  readonly kind: 'Identifier';
  readonly span: Span;
  readonly text: string;
  readonly quoted: boolean;
}

/** A dotted name of a catalog object: `orders`, `system.procedures`. Has one part or more. */
export interface Name {
  readonly kind: 'Name';
  readonly span: Span;
  readonly parts: readonly Identifier[];
}
