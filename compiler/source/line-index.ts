/** A place in a text as people count it: both from 1, columns in code points. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where the lines of one text begin; made once per text, asked many times. */
export interface LineIndex {
  readonly text: string;
  /** UTF-16 offset of the first character of each line. */
  readonly starts: readonly number[];
}

/** Finds the lines of a text; they end with `\n`, `\r\n` or `\r`. */
export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + end.length);
  return { text, starts };
}

/** Line and column of an offset; an offset past the end stands at the end. */
export function positionAt(index: LineIndex, offset: number): Position {
  const at = Math.max(0, Math.min(offset, index.text.length));
  let low = 0;
  let high = index.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index.starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: codePoints(index.text.slice(index.starts[low], at)) + 1 };
}

/** The text of a line, counted from 1, without its end. */
export function lineText(index: LineIndex, line: number): string {
  return index.text.slice(index.starts[line - 1] ?? index.text.length, index.starts[line]).replace(/[\r\n]+$/, '');
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
