import type { Comment, Token } from '../ir/tokens.ts';
import { alignTokens, isOptional, spellingOf } from './align-tokens.ts';

/** The tokens and comments of a text. */
export interface Scanned {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
}

/** The comments that stand beside other tokens in another layout of the text, or are not there. */
export function movedComments(before: Scanned, after: Scanned): readonly Comment[] {
  const places = new Map<string, Neighbours[]>();
  const sides = neighbours(after);
  after.comments.forEach((comment, i) => {
    const words = wordsOf(comment);
    const list = places.get(words);
    if (list === undefined) places.set(words, [sides[i]!]);
    else list.push(sides[i]!);
  });
  const old = neighbours(before);
  const same = alignTokens(before.tokens, after.tokens);
  const kept = new Set(before.tokens.filter((_, i) => same[i]! >= 0));
  return before.comments.filter((comment, i) => {
    const [left, right] = old[i]!;
    // Where both are written as something else there is nothing to stand beside.
    if (left !== undefined && right !== undefined && !kept.has(left) && !kept.has(right)) return false;
    const list = places.get(wordsOf(comment)) ?? [];
    const at = list.findIndex((each) => isAlike(each[0], left) || isAlike(each[1], right));
    if (at >= 0) list.splice(at, 1);
    return at < 0;
  });
}

/** What a comment says; its layout does not count. */
export function wordsOf({ text }: Comment): string {
  return text.replace(/\s+/g, ' ');
}

/** The tokens on both sides of a comment. */
type Neighbours = readonly [left: Token | undefined, right: Token | undefined];

/** The tokens on both sides of each comment; those that a layout may add or leave out do not count. */
function neighbours({ tokens, comments }: Scanned): readonly Neighbours[] {
  const solid = tokens.filter((token) => !isOptional(token));
  let next = 0;
  return comments.map(({ span }): Neighbours => {
    while (next < solid.length && solid[next]!.start < span.start) next++;
    return [solid[next - 1], solid[next]];
  });
}

function isAlike(a: Token | undefined, b: Token | undefined): boolean {
  return a === undefined || b === undefined ? a === b : spellingOf(a) === spellingOf(b);
}
