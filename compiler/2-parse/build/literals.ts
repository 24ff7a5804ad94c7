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

/** A string. A backslash that begins no known escape stands for itself; in `sql` files every one does. */
export function stringLiteral(token: IToken, dialect: SourceFile['dialect']): StringLiteral {
  return makeNode('StringLiteral', token.startOffset, tokenEnd(token), { value: stringValue(token, dialect) });
}

/** The text that a string token means. */
export function stringValue(token: IToken, dialect: SourceFile['dialect']): string {
  const text = unquote(token.image);
  if (dialect === 'sql' || !text.includes('\\')) return text;
  return token.image
    .slice(1, endsProperly(token.image) ? -1 : undefined)
    .replace(/\\(u[^]{0,4}|[^])|(['"])\2/g, (all: string, escape: string | undefined, quote: string | undefined, at: number) => {
      if (escape === undefined) return quote === token.image.charAt(0) ? quote : all;
      if (!escape.startsWith('u')) return escapes[escape] ?? all;
      const code = escape.slice(1);
      if (/^[0-9a-fA-F]{4}$/.test(code)) return String.fromCharCode(parseInt(code, 16));
      const start = token.startOffset + 1 + at;
      throw new SyntaxFailure(
        { code: 'bad-escape', escape: all },
        { start, end: start + all.length },
      );
    });
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
