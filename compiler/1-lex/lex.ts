import { Lexer, type IToken } from 'chevrotain';
import type { Diagnostic } from '../contract/diagnostic.ts';
import { reservedWords, softWords, type Comment, type LexResult, type Token, type TokenKind } from '../ir/tokens.ts';
import { lazy } from '../source/lazy.ts';
import type { SourceFile } from '../source/source-file.ts';
import { brokenNumber, brokenText, strayText, unclosedComment } from './lex-diagnostics.ts';
import { mendWords } from './mend-words.ts';
import { brokenKinds, tokenPatterns } from './token-patterns.ts';

export type { LexResult } from '../ir/tokens.ts';

const keywords: ReadonlyMap<string, TokenKind> = new Map(
  [...reservedWords, ...softWords].flatMap((word): [string, TokenKind][] => [
    [word, word],
    [word.toLowerCase(), word],
  ]),
);
const longestKeyword = Math.max(...[...keywords.keys()].map((word) => word.length));

const lexers = { plg: lazy(() => lexerOf('plg')), sql: lazy(() => lexerOf('sql')) };

function lexerOf(dialect: SourceFile['dialect']): Lexer {
  return new Lexer(tokenPatterns(dialect), {
    positionTracking: 'onlyOffset',
    ensureOptimizations: true,
    skipValidations: true,
  });
}

/**
 * Cuts a file into tokens and comments. Never throws: text that is no token is left out and reported, an unterminated
 * string ends with its line, an unterminated comment with the file.
 */
export function lex(file: SourceFile): LexResult {
  const { tokens, groups, errors } = lexers[file.dialect]().tokenize(file.text);
  const stray = errors.map(({ offset, length }) => ({ start: offset, end: offset + length }));
  const diagnostics: Diagnostic[] = stray.map((span) => strayText(file, span));
  const comments = (groups['comments'] ?? []).map(commentOf);
  for (const comment of comments) {
    if (isUnclosed(comment)) diagnostics.push(unclosedComment(file, comment.span));
  }
  const kinds = classify(file, tokens, diagnostics);
  return {
    tokens: stray.length === 0 ? kinds : mendWords(file.text, kinds, stray),
    comments,
    diagnostics: diagnostics.sort((a, b) => a.span.start - b.span.start),
  };
}

/** Gives each raw token its kind: keywords by their word, broken text as what it would have been. */
function classify(file: SourceFile, raw: readonly IToken[], diagnostics: Diagnostic[]): Token[] {
  const { text } = file;
  const tokens: Token[] = new Array<Token>(raw.length);
  let before = 0;
  let nextBreak = -2;
  for (let i = 0; i < raw.length; i++) {
    const { image, startOffset: start, tokenType } = raw[i] as IToken;
    const end = start + image.length;
    while (nextBreak !== -1 && nextBreak < before) nextBreak = text.indexOf('\n', before);
    const newline = i === 0 || (nextBreak !== -1 && nextBreak < start);
    let kind = tokenType.name as TokenKind;
    if (kind === 'Identifier') {
      kind = keywordOf(image);
      if (start === before && tokens[i - 1]?.kind === 'Number') {
        diagnostics.push(brokenNumber(file, { start: tokens[i - 1]?.start ?? start, end }));
      }
    } else if (tokenType.name === brokenKinds.string || tokenType.name === brokenKinds.name) {
      kind = tokenType.name === brokenKinds.string ? 'String' : 'QuotedName';
      diagnostics.push(brokenText(file, { start, end }, kind));
    }
    tokens[i] = { kind, text: image, start, end, newline };
    before = end;
  }
  return tokens;
}

function keywordOf(word: string): TokenKind {
  const exact = keywords.get(word);
  if (exact !== undefined) return exact;
  if (word.length > longestKeyword) return 'Identifier';
  return keywords.get(word.toUpperCase()) ?? 'Identifier';
}

function isUnclosed({ text }: Comment): boolean {
  return text.startsWith('/*') && (text.length < 4 || !text.endsWith('*/'));
}

function commentOf(token: IToken): Comment {
  const text = token.image.trimEnd();
  return { text, span: { start: token.startOffset, end: token.startOffset + text.length } };
}
