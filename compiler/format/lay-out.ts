import { sameTree } from '../ir/same-tree.ts';
import type { Program } from '../ir/syntax.ts';
import type { Comment } from '../ir/tokens.ts';
import { formatProgram } from './format-program.ts';

/** What was read from a text; undefined if it has errors. */
export type Read = (text: string) => { readonly program: Program; readonly comments: readonly Comment[] } | undefined;

/** Rounds in which a layout settles; comments at odd places take more than one. */
const MOST_ROUNDS = 5;

/**
 * Lays a text out. What comes of it is stable: laid out again it stays as it is. A text with errors stays as it is,
 * and so does one whose layout would read differently.
 */
export function layOut(text: string, read: Read): string {
  const first = read(text);
  if (first === undefined) return text;
  let before = text;
  let current = formatProgram(text, first.program, first.comments);
  for (let round = 1; round < MOST_ROUNDS && current !== before; round++) {
    const next = read(current);
    if (next === undefined || !sameTree(first.program, next.program) || !sameComments(first.comments, next.comments))
      return text;
    before = current;
    current = formatProgram(current, next.program, next.comments);
  }
  return current;
}

function sameComments(a: readonly Comment[], b: readonly Comment[]): boolean {
  const words = (comments: readonly Comment[]): string => {
    return comments
      .map(({ text }) => text.replace(/\s+/g, ' '))
      .sort()
      .join('\n');
  };
  return words(a) === words(b);
}
