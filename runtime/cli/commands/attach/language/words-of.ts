import { lex, reservedWords, softWords, type Token } from '../../../../../compiler/index.ts';
import { sourceFile } from '../../../../../compiler/source/source-file.ts';
import type { Word, WordKind } from '../../../../tui/language.ts';

const RESERVED: ReadonlySet<string> = new Set(reservedWords);
const SOFT: ReadonlySet<string> = new Set(softWords);
/** What stands behind a name: a soft word before one of these is no keyword. */
const BEHIND_NAMES: ReadonlySet<string> = new Set([
  'Comma',
  'Dot',
  'Equal',
  'RightParen',
  'Semicolon',
  'Colon',
  'Less',
  'Greater',
]);

/** The words of a text as they are shown: keywords, functions, literals, comments, and what can be no word. */
export function wordsOf(text: string): Word[] {
  const { tokens, comments, diagnostics } = lex(sourceFile('input', text));
  const words = tokens.map((token, i): Word => ({
    kind: kindOf(token, tokens[i - 1], tokens[i + 1]),
    start: token.start,
    end: token.end,
  }));
  const notes = comments.map(({ span }): Word => ({ kind: 'comment', ...span }));
  const strays = diagnostics
    .filter(({ code }) => code === 'PLG1007')
    .map(({ span }): Word => ({ kind: 'error', ...span }));
  if (notes.length === 0 && strays.length === 0) return words;
  return [...words, ...notes, ...strays].sort((a, b) => a.start - b.start);
}

function kindOf({ kind }: Token, before: Token | undefined, behind: Token | undefined): WordKind {
  if (before?.kind === 'Dot' && (SOFT.has(kind) || RESERVED.has(kind))) return 'name';
  if (RESERVED.has(kind)) return 'keyword';
  if (SOFT.has(kind)) {
    if (behind !== undefined && BEHIND_NAMES.has(behind.kind) && before?.kind !== 'LeftParen') return 'name';
    return 'keyword';
  }
  switch (kind) {
    case 'String':
      return 'string';
    case 'Number':
      return 'number';
    case 'Identifier':
      return behind?.kind === 'LeftParen' ? 'function' : 'name';
    case 'AtName':
      return 'function';
    case 'QuotedName':
    case 'BindName':
      return 'name';
    default:
      return 'operator';
  }
}
