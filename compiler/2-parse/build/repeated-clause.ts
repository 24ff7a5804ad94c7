import type { IToken } from 'chevrotain';
import type { Span } from '../../contract/span.ts';
import { SyntaxFailure } from '../syntax-failure.ts';
import { tokenSpan } from './token-span.ts';

/** The place of a clause's keyword; throws if the clause was there before. */
export function repeatedClause(before: { readonly place: Span } | undefined, keyword: IToken): Span {
  if (before !== undefined) {
    const clause = keyword.image.toLowerCase();
    throw new SyntaxFailure(
      { kind: 'known', code: 'PLG1004', params: { clause }, related: 'the first one', relatedSpan: before.place },
      keyword,
    );
  }
  return tokenSpan(keyword);
}
