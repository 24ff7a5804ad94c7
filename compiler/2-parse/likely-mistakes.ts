import type { TokenKind } from '../ir/tokens.ts';
import { isWordToken } from './grammar/parser-base.ts';
import type { StreamToken } from './token-stream.ts';

const closing: Readonly<Record<string, TokenKind>> = {
  '`)`': 'LeftParen', '`]`': 'LeftBracket', '`}`': 'LeftBrace',
};
const operandKinds: ReadonlySet<string> = new Set(['Number', 'String', 'AtName', 'BindName', 'TRUE', 'FALSE', 'NULL', 'CASE']);

/** Words of other languages, and what is written here. */
const otherLanguages: Readonly<Record<string, string>> = {
  elseif: '`elif`', elsif: '`elif`', var: '`let`', const: '`let`', declare: '`let`', def: '`function`', func: '`function`',
  fn: '`function`', proc: '`upsert procedure`', foreach: '`for x in …`', switch: '`match`',
};

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
  if (found?.index === undefined) return undefined;
  const kind = found.tokenType.name;
  const before = tokens[found.index - 1];
  const after = tokens[found.index + 1];
  const foreign = [found, before].map((token) => otherLanguages[token?.image.toLowerCase() ?? '']).find(Boolean);
  if (foreign !== undefined) return `this language writes ${foreign}`;
  if (kind === 'Colon' && after?.tokenType.name === 'Equal') return 'assign with `x = …`, declare with `let x = …`';
  if (kind === 'Equal' && before?.tokenType.name === 'DoubleEqual') return 'compare with `=` or `==`';
  const startsOperand = operandKinds.has(kind) || isWordToken(found);
  if (startsOperand && expected.some((word) => closing[word] !== undefined)) return `is a comma missing before \`${found.image}\`?`;
  if (kind === 'RightBrace' && expected.includes('a statement')) return 'no block is open here';
  if (kind === 'Ellipsis') return '`...` stands for something left out; write it';
  return undefined;
}
