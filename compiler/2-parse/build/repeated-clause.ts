import type { IToken } from 'chevrotain';
import type { Span } from '../../contract/span.ts';
import { SyntaxFailure } from '../syntax-failure.ts';
import { tokenSpan } from './token-span.ts';

/** The place of a clause's keyword; throws if the clause was there before. */
export function repeatedClause(before: { readonly place: Span } | undefined, keyword: IToken): Span {
  if (before !== undefined) {
    throw new SyntaxFailure({ code: 'repeated-clause', clause: keyword.image, first: before.place }, keyword);
  }
  return tokenSpan(keyword);
}
