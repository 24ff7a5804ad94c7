import { cellsOf } from '../editor/graphemes.ts';
import type { Word } from '../language.ts';
import { textWidth } from '../output/text-width.ts';
import { paint, WORD_COLOURS } from './colours.ts';
import type { Frame } from './frame.ts';

/** What is to be shown. */
export interface Scene {
  /** In front of the first line, and of the others. */
  readonly prompt: string;
  readonly continuation: string;
  readonly text: string;
  readonly cursor: number;
  /** Words of the text, in order. */
  readonly words: readonly Word[];
  /** Rows below the text, painted already. */
  readonly below: readonly string[];
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Lines of the text with offsets, as far as they are needed. */
interface Lines {
  readonly starts: readonly number[];
  readonly at: number;
}

/**
 * Lays out a text that is edited: its lines behind prompts, broken at the edge. Of a text that is higher than the terminal the lines around the cursor are shown.
 * Without `colour` words are not painted.
 */
export function layOut(scene: Scene, size: Size, colour: boolean): Frame {
  const most = Math.max(1, size.rows - 1 - scene.below.length);
  const lines = linesOf(scene.text, scene.cursor);
  const rows: string[] = [];
  const shape = (line: number): LineRows => lineRows(scene, lines, line, size.columns, colour);
  const own = shape(lines.at);
  const from = own.rows.length > most ? Math.min(own.cursorRow, own.rows.length - most) : 0;
  rows.push(...own.rows.slice(from, from + most));
  let cursorRow = own.cursorRow - from;
  // half of what is left is for lines above, the rest for those below, and what these do not need for more above
  let above = lines.at - 1;
  const addAbove = (limit: number): void => {
    for (; above >= 0; above--) {
      const { rows: more } = shape(above);
      if (rows.length + more.length > limit) return;
      rows.unshift(...more);
      cursorRow += more.length;
    }
  };
  addAbove(Math.ceil((most + rows.length) / 2));
  for (let line = lines.at + 1; line < lines.starts.length; line++) {
    const { rows: more } = shape(line);
    if (rows.length + more.length > most) break;
    rows.push(...more);
  }
  addAbove(most);
  return { rows: [...rows, ...scene.below], cursor: { row: cursorRow, column: own.cursorColumn } };
}

function linesOf(text: string, cursor: number): Lines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= cursor) low = middle;
    else high = middle - 1;
  }
  return { starts, at: low };
}

interface LineRows {
  readonly rows: readonly string[];
  readonly cursorRow: number;
  readonly cursorColumn: number;
}

/** One line as rows, its words painted. */
function lineRows(scene: Scene, { starts }: Lines, line: number, columns: number, colour: boolean): LineRows {
  const start = starts[line]!;
  const end = line + 1 < starts.length ? starts[line + 1]! - 1 : scene.text.length;
  const head = line === 0 ? scene.prompt : scene.continuation;
  const indent = textWidth(head);
  const width = Math.max(4, columns - 1);
  const rows: string[] = [];
  let row = colour ? paint(head, '2') : head;
  let column = indent;
  let cursorRow = 0;
  let cursorColumn = indent;
  let run = '';
  let runCodes = '';
  let word = firstWord(scene.words, start);
  const endRun = (): void => {
    row += paint(run, runCodes);
    run = '';
  };
  for (const { offset, shown, width: cellWidth } of cellsOf(scene.text.slice(start, end))) {
    const at = start + offset;
    if (column + cellWidth > width && column > 0) {
      endRun();
      rows.push(row);
      row = indent < width / 2 ? ' '.repeat(indent) : '';
      column = row.length;
    }
    if (at <= scene.cursor) {
      cursorRow = rows.length;
      cursorColumn = at === scene.cursor ? column : column + cellWidth;
    }
    while (word < scene.words.length && scene.words[word]!.end <= at) word++;
    const inside = scene.words[word];
    const codes = colour && inside !== undefined && inside.start <= at ? WORD_COLOURS[inside.kind] : '';
    if (codes !== runCodes) {
      endRun();
      runCodes = codes;
    }
    run += shown;
    column += cellWidth;
  }
  endRun();
  return { rows: [...rows, row], cursorRow, cursorColumn: Math.min(cursorColumn, columns - 1) };
}

/** The first word that ends behind an offset. */
function firstWord(words: readonly Word[], offset: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle]!.end > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
