import type { CharSet } from './char-set.ts';

/** Places between characters. `lineStart` and `lineEnd` are `^` and `$` with the flag m. */
export type Assertion = 'textStart' | 'textEnd' | 'lineStart' | 'lineEnd' | 'wordBoundary' | 'noWordBoundary';

/** A parsed regular expression. `max` is null for any number; `group` counts captures from 1. */
export type Regexp =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'assertion'; readonly at: Assertion }
  | { readonly kind: 'sequence'; readonly parts: readonly Regexp[] }
  | { readonly kind: 'choice'; readonly options: readonly Regexp[] }
  | {
      readonly kind: 'repeat';
      readonly body: Regexp;
      readonly min: number;
      readonly max: number | null;
      readonly greedy: boolean;
    }
  | { readonly kind: 'capture'; readonly body: Regexp; readonly group: number };

/** Letters that change the meaning of what follows: case, `.` and newline, lines, greediness. */
export interface Flags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiLine: boolean;
  readonly ungreedy: boolean;
}

export const NO_FLAGS: Flags = { ignoreCase: false, dotAll: false, multiLine: false, ungreedy: false };

/** The set of one character. */
export function characterSet(codePoint: number, fold: boolean): CharSet {
  return { ranges: [[codePoint, codePoint]], properties: [], negated: false, fold };
}
