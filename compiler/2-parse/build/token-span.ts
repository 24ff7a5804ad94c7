import type { IToken } from 'chevrotain';
import type { Span } from '../../contract/span.ts';

/** The text of a token; of the end of the file, a span outside the text. */
export function tokenSpan(token: IToken): Span {
  return { start: token.startOffset, end: tokenEnd(token) };
}

/** The offset after a token. */
export function tokenEnd(token: IToken): number {
  return (token.endOffset ?? NaN) + 1;
}
