import { createToken, Lexer, type CustomPatternMatcherFunc, type TokenType } from 'chevrotain';
import { operators } from '../ir/tokens.ts';
import type { SourceFile } from '../source/source-file.ts';
import { endOfLine, scanQuoted } from './scan-quoted.ts';

type Dialect = SourceFile['dialect'];

const digits = [...'0123456789'];
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_'];

/** The names of tokens that the lexer turns into diagnostics. */
export const brokenKinds = { string: 'BrokenString', name: 'BrokenName' } as const;

/**
 * Token types of the lexer, in order of trial. Words are one pattern: which of them are keywords is looked up
 * afterwards, since a hundred patterns that begin alike would be tried one after the other.
 */
export function tokenPatterns(dialect: Dialect): TokenType[] {
  const quotes = dialect === 'sql' ? ["'"] : ["'", '"'];
  const nameQuotes = dialect === 'sql' ? ['`', '"'] : ['`'];
  return [
    createToken({ name: 'Space', pattern: /[\s\uFEFF]+/, group: Lexer.SKIPPED, line_breaks: true }),
    createToken({
      name: 'LineComment',
      pattern: /(?:--|\/\/|#)[^\n\r]*/,
      group: 'comments',
      start_chars_hint: ['-', '/', '#'],
    }),
    createToken({
      name: 'BlockComment',
      pattern: blockComment,
      group: 'comments',
      line_breaks: true,
      start_chars_hint: ['/'],
    }),
    createToken({ name: 'Identifier', pattern: /[A-Za-z_][A-Za-z0-9_]*/, start_chars_hint: letters }),
    createToken({
      name: 'Number',
      pattern: /\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?/,
      start_chars_hint: digits,
    }),
    ...quotedPatterns('String', brokenKinds.string, quotes, dialect === 'plg'),
    ...quotedPatterns('QuotedName', brokenKinds.name, nameQuotes, false),
    createToken({ name: 'AtName', pattern: /@[A-Za-z_][A-Za-z0-9_]*/, start_chars_hint: ['@'] }),
    createToken({ name: 'BindName', pattern: /\$(?:\d+|[A-Za-z_][A-Za-z0-9_]*)/, start_chars_hint: ['$'] }),
    ...Object.entries(operators)
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([name, text]) => createToken({ name, pattern: text })),
  ];
}

/** A comment without an end reaches to the end of the text. */
const blockComment: CustomPatternMatcherFunc = (text, offset) => {
  if (text.charCodeAt(offset) !== 47 || text.charCodeAt(offset + 1) !== 42) return null;
  const close = text.indexOf('*/', offset + 2);
  return [text.slice(offset, close < 0 ? text.length : close + 2)];
};

/** Two token types: quoted text with its end, and without one (to the end of the line). */
function quotedPatterns(name: string, broken: string, quotes: readonly string[], escapes: boolean): TokenType[] {
  // Where the search for a closing quote failed, no later one succeeds: remembered per run, so that a text full of
  // opening quotes stays linear.
  const failed = new WeakMap<object, Map<string, number>>();
  const whole: CustomPatternMatcherFunc = (text, offset, run) => {
    const quote = text.charAt(offset);
    if (!quotes.includes(quote)) return null;
    if (offset >= (failed.get(run)?.get(quote) ?? Infinity)) return null;
    const end = scanQuoted(text, offset, escapes);
    if (end >= 0) return [text.slice(offset, end)];
    const places = failed.get(run) ?? new Map<string, number>();
    failed.set(run, places.set(quote, offset));
    return null;
  };
  const rest: CustomPatternMatcherFunc = (text, offset) =>
    quotes.includes(text.charAt(offset)) ? [text.slice(offset, endOfLine(text, offset + 1))] : null;
  return [
    createToken({ name, pattern: whole, line_breaks: true, start_chars_hint: [...quotes] }),
    createToken({ name: broken, pattern: rest, line_breaks: false, start_chars_hint: [...quotes] }),
  ];
}
