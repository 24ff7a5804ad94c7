import type { IToken } from 'chevrotain';
import type { Identifier } from '../../ir/syntax-name.ts';
import { makeNode } from './node.ts';
import { tokenEnd } from './token-span.ts';
import { unquote } from './literals.ts';

/** The name that a word is, without its quotes. */
export function identifierOf(token: IToken): Identifier {
  const quoted = token.tokenType.name === 'QuotedName';
  const text = quoted ? unquote(token.image) : token.image;
  return makeNode('Identifier', token.startOffset, tokenEnd(token), { text, quoted });
}

/** The key of an option or field: any word, or a string. */
export function keyOf(token: IToken, value: string | undefined): Identifier {
  if (value === undefined) return identifierOf(token);
  return makeNode('Identifier', token.startOffset, tokenEnd(token), { text: value, quoted: true });
}
