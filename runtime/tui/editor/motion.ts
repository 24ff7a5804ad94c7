import { characterBefore, nextCharacter } from './graphemes.ts';
import { textWidth } from '../output/text-width.ts';

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line of an offset ends. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

const WORD = /[\p{L}\p{N}\p{M}_]/u;

/** The start of the word before an offset. */
export function wordLeft(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !isWord(text, characterBefore(text, at))) at = characterBefore(text, at);
  while (at > 0 && isWord(text, characterBefore(text, at))) at = characterBefore(text, at);
  return at;
}

/** The end of the word behind an offset. */
export function wordRight(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isWord(text, at)) at = nextCharacter(text, at);
  while (at < text.length && isWord(text, at)) at = nextCharacter(text, at);
  return at;
}

/** The end of the white space and then of what is not white space, to the left: what Ctrl-W erases. */
export function blankLeft(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && /\s/.test(text.charAt(at - 1))) at--;
  while (at > 0 && !/\s/.test(text.charAt(at - 1))) at--;
  return at;
}

function isWord(text: string, offset: number): boolean {
  return WORD.test(String.fromCodePoint(text.codePointAt(offset) ?? 32));
}

/** The column of an offset in its line, in terminal columns. */
export function columnOf(text: string, offset: number): number {
  return textWidth(text.slice(lineStart(text, offset), offset));
}

/** The offset in the line above that is nearest to a column; `null` in the first line. */
export function lineUp(text: string, offset: number, column: number): number | null {
  const start = lineStart(text, offset);
  return start === 0 ? null : atColumn(text, lineStart(text, start - 1), column);
}

/** The offset in the line below that is nearest to a column; `null` in the last line. */
export function lineDown(text: string, offset: number, column: number): number | null {
  const end = lineEnd(text, offset);
  return end === text.length ? null : atColumn(text, end + 1, column);
}

function atColumn(text: string, start: number, column: number): number {
  const end = lineEnd(text, start);
  let at = start;
  let width = 0;
  while (at < end) {
    const next = nextCharacter(text, at);
    width += textWidth(text.slice(at, next));
    if (width > column) return at;
    at = next;
  }
  return end;
}
