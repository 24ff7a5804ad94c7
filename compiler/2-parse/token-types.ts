import { createToken, Lexer, type TokenType } from 'chevrotain';
import { operators, reservedWords, softWords, variableKinds, type OperatorKind, type TokenKind } from '../ir/tokens.ts';

/** Any word, reserved or not: the key of an option. */
export const AnyWord = category('AnyWord');
/** A word that may be a name. */
export const Word = category('Word', AnyWord);
/** An operator between two operands, precedence aside. */
export const BinaryOperator = category('BinaryOperator');
/** A comparison that ANY and ALL may follow. */
export const Comparison = category('Comparison', BinaryOperator);

const comparisons: ReadonlySet<string> = new Set<OperatorKind>([
  'Equal',
  'DoubleEqual',
  'BangEqual',
  'LessGreater',
  'Less',
  'LessEqual',
  'Greater',
  'GreaterEqual',
]);
const otherBinary: ReadonlySet<string> = new Set<TokenKind>([
  'AND',
  'OR',
  'DoubleAmpersand',
  'DoubleQuestion',
  'PipeArrow',
  'DoublePipe',
  'Pipe',
  'Ampersand',
  'Plus',
  'Minus',
  'Star',
  'Slash',
  'Percent',
  'LongArrow',
  'ThinArrow',
]);

function category(name: string, ...parents: TokenType[]): TokenType {
  return createToken({ name, pattern: Lexer.NA, categories: parents });
}

function typeOf(name: TokenKind, word?: TokenType): TokenType {
  const parents: TokenType[] = word ? [word] : [];
  if (comparisons.has(name)) parents.push(Comparison);
  if (otherBinary.has(name)) parents.push(BinaryOperator);
  return createToken({ name, pattern: Lexer.NA, categories: parents });
}

/** The parser's type of each kind of token, under the same name. */
export const T = Object.fromEntries([
  ...reservedWords.map((word) => [word, typeOf(word, AnyWord)] as const),
  ...softWords.map((word) => [word, typeOf(word, Word)] as const),
  ...variableKinds.map((kind) => [kind, typeOf(kind, /Identifier|QuotedName/.test(kind) ? Word : undefined)] as const),
  ...Object.keys(operators).map((kind) => [kind, typeOf(kind as OperatorKind)] as const),
]) as Readonly<Record<TokenKind, TokenType>>;

/** The parser's whole vocabulary. */
export const vocabulary: readonly TokenType[] = [AnyWord, Word, BinaryOperator, Comparison, ...Object.values(T)];
