import type { TokenKind } from '../ir/tokens.ts';
import type { StreamToken } from './token-stream.ts';

/** Words that begin a statement when they stand first in a line. */
const statementWords: ReadonlySet<string> = new Set<TokenKind>([
  'LET',
  'IF',
  'WHILE',
  'FOR',
  'RETURN',
  'TRY',
  'THROW',
  'FUNCTION',
  'INSERT',
  'UPDATE',
  'DELETE',
  'UPSERT',
  'CREATE',
  'DROP',
  'SELECT',
  'SET',
  'CALL',
  'TYPE',
  'COPY',
  'ATTACH',
  'MERGE',
]);

/**
 * Where reading goes on after an error: behind the next semicolon, before the next line that begins with a statement's
 * word, or before what ends the list. `open` is the index of the bracket around the list (-1 for none); tokens in
 * brackets further inside are passed over.
 */
export function syncPoint(
  tokens: readonly StreamToken[],
  from: number,
  open: number,
  closers: ReadonlySet<string>,
): number {
  const close = open < 0 ? -1 : (tokens[open]?.partner ?? -1);
  let index = from;
  for (; index < tokens.length; index++) {
    const token = tokens[index] as StreamToken;
    const kind = token.tokenType.name;
    if (index === close) return index;
    if (token.partner >= 0 && token.partner < open && token.partner < index) return index;
    if (token.parent !== open) continue;
    if (kind === 'Semicolon') return index + 1;
    if (token.newline && statementWords.has(kind)) return index;
    if (kind !== 'RightBrace' && closers.has(kind)) return index;
  }
  return index;
}
