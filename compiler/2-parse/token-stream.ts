import type { IToken, TokenType } from 'chevrotain';
import type { Token, TokenKind } from '../ir/tokens.ts';
import { T } from './token-types.ts';

/** A token as chevrotain reads it, with its place in the stream and the bracket that it pairs with. */
export interface StreamToken extends IToken {
  readonly index: number;
  readonly newline: boolean;
  /** Of a bracket: the index of its partner, or -1. */
  partner: number;
  /** The index of the innermost open bracket around it, or -1. */
  parent: number;
}

const closing: Readonly<Partial<Record<TokenKind, TokenKind>>> = {
  LeftParen: 'RightParen',
  LeftBracket: 'RightBracket',
  LeftBrace: 'RightBrace',
};
const closers: ReadonlySet<string> = new Set(Object.values(closing));

/** Words that begin a statement and stand in no expression: a parenthesis still open there was never closed. */
const neverInParentheses: ReadonlySet<string> = new Set<TokenKind>([
  'LET',
  'RETURN',
  'WHILE',
  'FOR',
  'UPSERT',
  'CREATE',
]);

class PlainStreamToken implements StreamToken {
  readonly image: string;
  readonly startOffset: number;
  readonly endOffset: number;
  readonly tokenTypeIdx: number;
  readonly tokenType: TokenType;
  readonly index: number;
  readonly newline: boolean;
  partner = -1;
  parent = -1;

  constructor(token: Token, index: number) {
    const type = T[token.kind];
    this.image = token.text;
    this.startOffset = token.start;
    this.endOffset = token.end - 1;
    this.tokenTypeIdx = type.tokenTypeIdx as number;
    this.tokenType = type;
    this.index = index;
    this.newline = token.newline;
  }
}

/** Makes the parser's tokens and pairs their brackets; a bracket of the wrong kind closes what it can. */
export function tokenStream(tokens: readonly Token[]): StreamToken[] {
  const stream: StreamToken[] = new Array<StreamToken>(tokens.length);
  const open: StreamToken[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const { kind } = tokens[index] as Token;
    const token = (stream[index] = new PlainStreamToken(tokens[index] as Token, index));
    if (closers.has(kind)) {
      const at = open.findLastIndex((candidate) => closing[candidate.tokenType.name as TokenKind] === kind);
      if (at >= 0) {
        const partner = open[at] as StreamToken;
        partner.partner = index;
        token.partner = partner.index;
        open.length = at;
      }
    } else if (open.length > 0 && (kind === 'Semicolon' || (token.newline && neverInParentheses.has(kind)))) {
      while (open.length > 0 && open.at(-1)?.tokenType.name !== 'LeftBrace') open.pop();
    }
    token.parent = open.at(-1)?.index ?? -1;
    if (closing[kind] !== undefined) open.push(token);
  }
  return stream;
}
