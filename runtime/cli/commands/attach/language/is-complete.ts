import { lex } from '../../../../../compiler/index.ts';
import { sourceFile } from '../../../../../compiler/source/source-file.ts';

const OPENING: ReadonlySet<string> = new Set(['LeftParen', 'LeftBracket', 'LeftBrace']);
const CLOSING: ReadonlySet<string> = new Set(['RightParen', 'RightBracket', 'RightBrace']);
/** A string or quoted name, or a comment, without its end. */
const OPEN_TEXT: ReadonlySet<string> = new Set(['PLG1002', 'PLG1006']);

/**
 * Whether a text can be run: it ends with `;`, or with `}` and an empty line, outside of brackets, strings and comments. More closing brackets than opening ones are
 * a mistake that is told when it is run.
 */
export function isComplete(text: string): boolean {
  const { tokens, diagnostics } = lex(sourceFile('input', text));
  const last = tokens.at(-1);
  if (last === undefined) return /\S/.test(text) && diagnostics.length === 0;
  if (diagnostics.some(({ code }) => OPEN_TEXT.has(code))) return false;
  let depth = 0;
  for (const { kind } of tokens) {
    if (OPENING.has(kind)) depth++;
    else if (CLOSING.has(kind)) depth--;
  }
  if (depth > 0) return false;
  return last.kind === 'Semicolon' || (last.kind === 'RightBrace' && /\n[ \t]*$/.test(text.slice(last.end)));
}
