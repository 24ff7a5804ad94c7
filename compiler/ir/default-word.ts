import type { Expression } from './syntax-expression.ts';

/** Whether an expression is the word DEFAULT, which stands for a column's default in VALUES of an insert and in SET. A quoted name is a name. */
export function isDefaultWord(node: Expression): boolean {
  return node.kind === 'Identifier' && !node.quoted && node.text.toLowerCase() === 'default';
}
