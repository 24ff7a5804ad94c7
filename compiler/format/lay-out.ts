import { sameTree } from '../ir/same-tree.ts';
import type { Program } from '../ir/syntax.ts';
import type { Comment } from '../ir/tokens.ts';
import { formatProgram } from './format-program.ts';
import { insertComments } from './insert-comments.ts';
import { movedComments, wordsOf, type Scanned } from './moved-comments.ts';

/** A text without syntax errors, read. */
export interface ReadProgram extends Scanned {
  readonly program: Program;
}

/** What was read from a text; undefined if it has errors. */
export type Read = (text: string) => ReadProgram | undefined;

/** Rounds in which a layout settles; comments at odd places take more than one. */
const MOST_ROUNDS = 8;

/**
 * Lays a text out. What comes of it is stable: laid out again it stays as it is. A text with errors stays as it is,
 * and so does one whose layout would read differently, or where a comment would stand beside another token.
 */
export function layOut(text: string, read: Read): string {
  const first = read(text);
  if (first === undefined) return text;
  let before = text;
  let current = layOutOnce(text, first, read);
  for (let round = 1; round < MOST_ROUNDS && current !== before; round++) {
    const next = current === undefined ? undefined : read(current);
    if (current === undefined || next === undefined || !sameTree(first.program, next.program)) return text;
    before = current;
    current = layOutOnce(current, next, read);
  }
  return current ?? text;
}

/** The layout with every comment where it was; undefined if there is none. */
function layOutOnce(text: string, now: ReadProgram, read: Read): string | undefined {
  let apart: readonly Comment[] = now.comments.filter((comment) => isInline(text, comment));
  for (const more of [true, true, false]) {
    const attached = now.comments.filter((comment) => !apart.includes(comment));
    const layout = withApart(text, now, attached, apart, read);
    const after = layout === undefined ? undefined : read(layout);
    if (after !== undefined && sameTree(now.program, after.program) && sameComments(now.comments, after.comments)) {
      const moved = movedComments(now, after);
      if (moved.length === 0) return layout;
      apart = [...apart, ...moved.filter((comment) => !apart.includes(comment))];
    }
    if (!more || after === undefined) apart = now.comments;
  }
  return withApart(text, now, [], now.comments, read);
}

/** The layout with some comments as the printer places them, and others put beside their tokens afterwards. */
function withApart(
  text: string,
  { program, tokens }: ReadProgram,
  attached: readonly Comment[],
  apart: readonly Comment[],
  read: Read,
): string | undefined {
  const layout = formatProgram(text, program, attached);
  if (apart.length === 0) return layout;
  const laidOut = read(layout);
  const inOrder = [...apart].sort((a, b) => a.span.start - b.span.start);
  return laidOut && insertComments(text, tokens, inOrder, layout, laidOut.tokens);
}

/** A comment with code behind it in its line. */
function isInline(text: string, { text: words, span }: Comment): boolean {
  return words.endsWith('*/') && !/^[ \t\r]*(\n|$)/.test(text.slice(span.end, span.end + 500));
}

function sameComments(a: readonly Comment[], b: readonly Comment[]): boolean {
  const words = (comments: readonly Comment[]): string => comments.map(wordsOf).sort().join('\n');
  return words(a) === words(b);
}
