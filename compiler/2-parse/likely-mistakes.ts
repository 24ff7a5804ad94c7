import type { Span } from '../contract/span.ts';
import type { TokenKind } from '../ir/tokens.ts';
import { tokenSpan } from './build/token-span.ts';
import { isWordToken } from './grammar/parser-base.ts';
import { clauseNear, isLeadingWord, nearestWord } from './mistyped-words.ts';
import { dialectHint } from './other-dialects.ts';
import type { StreamToken } from './token-stream.ts';

const closing: Readonly<Record<string, TokenKind>> = { '`)`': 'LeftParen', '`]`': 'LeftBracket', '`}`': 'LeftBrace' };
const operandKinds: ReadonlySet<string> = new Set([
  'Number',
  'String',
  'AtName',
  'BindName',
  'TRUE',
  'FALSE',
  'NULL',
  'CASE',
]);

/** Words of other languages, and what is written here. */
const otherLanguages: ReadonlyMap<string, string> = new Map([
  ['elseif', 'elif'],
  ['elsif', 'elif'],
  ['var', 'let'],
  ['const', 'let'],
  ['declare', 'let'],
  ['def', 'function'],
  ['func', 'function'],
  ['fn', 'function'],
  ['proc', 'upsert procedure'],
  ['foreach', 'for x in …'],
  ['switch', 'match'],
  ['except', 'catch'],
  ['throws', 'raises'],
]);

/** What is expected behind a whole statement. */
const RUN_ON = '`;` or a new line';

/** Whether two words look like the beginning of a statement: `print(`, `x =`, `let x`. */
function beginsStatement(found: StreamToken, next: StreamToken | undefined): boolean {
  const kind = next?.tokenType.name;
  return (isWordToken(found) && (kind === 'LeftParen' || kind === 'Equal')) || isLeadingWord(found.image);
}

const changesAlone: ReadonlySet<string> = new Set(['UPDATE', 'DELETE', 'MERGE']);

/** What ends the columns of a SELECT. */
const endsList: ReadonlySet<string> = new Set(['Semicolon', 'FROM', 'WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT']);

const compound: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '||']);

/** A word of another language at the place of an error or right before it, and what is written here. */
export function foreignWord(
  tokens: readonly StreamToken[],
  found: StreamToken | undefined,
): { readonly found: string; readonly instead: string; readonly span: Span } | undefined {
  if (found?.index === undefined) return undefined;
  const before = tokens[found.index - 1];
  const after = tokens[found.index + 1];
  for (const [colon, equal] of [
    [found, after],
    [before, found],
  ] as const) {
    if (colon?.tokenType.name !== 'Colon' || equal?.tokenType.name !== 'Equal') continue;
    if (equal.startOffset !== colon.startOffset + 1) continue;
    return { found: ':=', instead: '=', span: { start: colon.startOffset, end: colon.startOffset + 2 } };
  }
  if (found.tokenType.name === 'Equal' && before?.endOffset === found.startOffset - 1 && compound.has(before.image)) {
    const span = { start: before.startOffset, end: found.startOffset + 1 };
    return { found: `${before.image}=`, instead: `x = x ${before.image} …`, span };
  }
  for (const token of [found, before]) {
    const instead = token?.tokenType.name === 'Identifier' ? otherLanguages.get(token.image.toLowerCase()) : undefined;
    if (token !== undefined && instead !== undefined) return { found: token.image, instead, span: tokenSpan(token) };
  }
  return undefined;
}

/** The bracket that was opened and whose end was expected. */
export function unclosed(
  tokens: readonly StreamToken[],
  found: StreamToken | undefined,
  expected: readonly string[],
): StreamToken | undefined {
  const kind = expected.map((word) => closing[word]).find((word) => word !== undefined);
  if (kind === undefined) return undefined;
  const end = found?.index ?? tokens.length;
  for (let index = end - 1; index >= 0; index--) {
    const token = tokens[index] as StreamToken;
    if (token.tokenType.name === kind && (token.partner < 0 || token.partner >= end)) return token;
  }
  return undefined;
}

/** What the writer probably meant. */
export function hintFor(
  tokens: readonly StreamToken[],
  found: StreamToken | undefined,
  expected: readonly string[],
): string | undefined {
  const habit = dialectHint(tokens, found?.index === undefined ? undefined : found, expected);
  if (habit !== undefined || found?.index === undefined) return habit;
  const kind = found.tokenType.name;
  const before = tokens[found.index - 1]?.tokenType.name;
  if (kind === 'Equal' && before === 'DoubleEqual') return 'compare with `=` or `==`';
  const startsOperand = operandKinds.has(kind) || isWordToken(found);
  if (startsOperand && expected.some((word) => closing[word] !== undefined)) {
    return `a comma may be missing before \`${found.image}\``;
  }
  if (before === 'Comma' && !startsOperand) return 'the comma before it may be one too many';
  if (kind === 'RightBrace' && expected.includes('a statement')) return 'no block is open here';
  if (kind === 'Dot' && tokens[found.index - 2]?.tokenType.name === 'LeftBrace')
    return `\`{…}\` takes the name of a local alone; write \`${pathAt(tokens, found.index - 1)}\``;
  if (changesAlone.has(kind) && before === 'RightParen' && expected.some((word) => word.startsWith('SELECT')))
    return 'WITH stands before SELECT and INSERT; write the query where the condition needs it';
  if (expected[0] === RUN_ON && beginsStatement(found, tokens[found.index + 1]))
    return `two statements on one line need \`;\` between them: \`…; ${found.image} …\``;
  if (expected[0] === RUN_ON) {
    const clause = clauseNear(tokens, found);
    if (clause !== undefined) return clause;
    if (isWordToken(found) && isInSelectList(tokens, found)) return `a comma may be missing before \`${found.image}\``;
  }
  const near = nearestWord(found.image, expected.join(' ').match(/\b[A-Z]{2,}\b/g) ?? []);
  if (kind === 'Identifier' && near !== undefined) return `did you mean \`${near.toLowerCase()}\`?`;
  if (kind === 'Ellipsis') return '`...` stands for something left out; write it';
  return undefined;
}

/** Whether a token stands among the columns of a SELECT: neither a clause nor another statement has begun behind the word. */
function isInSelectList(tokens: readonly StreamToken[], found: StreamToken): boolean {
  for (let index = found.index - 1; index >= 0; index--) {
    const token = tokens[index] as StreamToken;
    if (token.parent !== found.parent) continue;
    if (token.tokenType.name === 'SELECT') return true;
    if (endsList.has(token.tokenType.name)) return false;
    const before = tokens[index - 1]?.tokenType.name;
    if (token.newline && before !== 'Comma' && before !== 'SELECT') return false;
  }
  return false;
}

/** The words and dots from a token on, as they are written. */
function pathAt(tokens: readonly StreamToken[], first: number): string {
  let end = first + 1;
  while (tokens[end]?.tokenType.name === 'Dot' && tokens[end + 1] !== undefined) end += 2;
  return tokens
    .slice(first, end)
    .map(({ image }) => image)
    .join('');
}
