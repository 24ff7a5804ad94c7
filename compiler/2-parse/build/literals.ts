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

/** The text that a string token means. */
export function stringValue(token: IToken, dialect: SourceFile['dialect']): string {
  const text = unquote(token.image);
  if (dialect === 'sql' || !text.includes('\\')) return text;
  // A quote of the other kind may be doubled too and then stays double.
  return token.image
    .slice(1, endsProperly(token.image) ? -1 : undefined)
    .replace(
      /\\(u[^]{0,4}|[^])|(['"])\2/g,
      (all: string, escape: string | undefined, quote: string | undefined, at: number) => {
        if (escape === undefined) return quote === token.image.charAt(0) ? quote : all;
        const code = escape.slice(1);
        if (/^[0-9a-fA-F]{4}$/.test(code)) return String.fromCharCode(parseInt(code, 16));
        const meant = escapes[escape];
        if (meant !== undefined) return meant;
        const start = token.startOffset + 1 + at;
        throw new SyntaxFailure(
          { kind: 'known', code: 'PLG1013', params: { escape: all } },
          { start, end: start + all.length },
        );
      },
    );
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
