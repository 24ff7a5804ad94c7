import type { Token } from '../ir/tokens.ts';
import { lineIndex, positionAt } from '../source/line-index.ts';

/** The tokens of a text, one a line: place, kind, spelling. Stable: the same text always gives the same dump. */
export function dumpTokens(text: string, tokens: readonly Token[]): string {
  const lines = lineIndex(text);
  return tokens
    .map((token) => {
      const { line, column } = positionAt(lines, token.start);
      const spelling = token.kind === token.text.toUpperCase() ? '' : ` ${JSON.stringify(token.text)}`;
      return `${line}:${column} ${token.kind}${spelling}\n`;
    })
    .join('');
}
