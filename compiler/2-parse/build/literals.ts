import type { IToken } from 'chevrotain';
import type { NumberLiteral, StringLiteral } from '../../ir/syntax-literal.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { SyntaxFailure } from '../syntax-failure.ts';
import { makeNode } from './node.ts';
import { tokenEnd } from './token-span.ts';

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"' };

/** A number; digits may be grouped by `_`. */
export function numberLiteral(token: IToken): NumberLiteral {
  const text = token.image.includes('_') ? token.image.replaceAll('_', '') : token.image;
  const form = /[eE]/.test(text) ? 'float' : text.includes('.') ? 'decimal' : 'integer';
  return makeNode('NumberLiteral', token.startOffset, tokenEnd(token), { text, form });
}

/** A string. In `sql` files a backslash is a character like any other. */
export function stringLiteral(token: IToken, dialect: SourceFile['dialect']): StringLiteral {
  return makeNode('StringLiteral', token.startOffset, tokenEnd(token), { value: stringValue(token, dialect) });
}

/** The text that a string token means. It has no half of a surrogate pair, which no file could keep. */
export function stringValue(token: IToken, dialect: SourceFile['dialect']): string {
  const text = unquote(token.image);
  if (!text.isWellFormed()) {
    const half = /\p{Surrogate}/u.exec(token.image)!;
    throw noEscape(token, half.index, `\\u${half[0].charCodeAt(0).toString(16)}`, half[0].length);
  }
  if (dialect === 'sql' || !text.includes('\\')) return text;
  // A quote of the other kind may be doubled too and then stays double.
  return token.image
    .slice(1, endsProperly(token.image) ? -1 : undefined)
    .replace(ESCAPE_OR_QUOTE, (all: string, escape: string | undefined, quote: string | undefined, at: number) => {
      if (escape === undefined) return quote === token.image.charAt(0) ? quote : all;
      const meant = escapes[escape] ?? unicodeOf(escape);
      if (meant !== null) return meant;
      throw noEscape(token, 1 + at, all, all.length);
    });
}

/** A pair of surrogates is one escape. */
const ESCAPE_OR_QUOTE = /\\(u[dD][89abAB][^]{2}\\u[dD][c-fC-F][^]{2}|u[^]{0,4}|[^])|(['"])\2/g;

/** The character of `uXXXX`, or of a pair of these; `null` for anything else, half of a pair too. */
function unicodeOf(escape: string): string | null {
  if (!/^u[0-9a-fA-F]{4}(\\u[0-9a-fA-F]{4})?$/.test(escape)) return null;
  const character = escape.split('\\').map((code) => String.fromCharCode(parseInt(code.slice(1), 16)));
  return character.join('').isWellFormed() ? character.join('') : null;
}

function noEscape(token: IToken, at: number, escape: string, length: number): SyntaxFailure {
  const start = token.startOffset + at;
  return new SyntaxFailure({ kind: 'known', code: 'PLG1013', params: { escape } }, { start, end: start + length });
}

/** Takes the quotes off a token, doubled ones being single. The closing one may be missing. */
export function unquote(image: string): string {
  const quote = image.charAt(0);
  const inner = image.slice(1, endsProperly(image) ? -1 : undefined);
  return inner.includes(quote) ? inner.replaceAll(quote + quote, quote) : inner;
}

function endsProperly(image: string): boolean {
  return image.length > 1 && image.endsWith(image.charAt(0));
}
