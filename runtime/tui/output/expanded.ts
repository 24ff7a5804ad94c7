import { valuePrinter } from '../../columnar/convert/print-value.ts';
import { rowsOf } from '../../columnar/rows-of.ts';
import type { Table } from '../../columnar/table.ts';
import { cellsOf } from '../editor/graphemes.ts';
import { count, cut, oneLine, pad } from './cell-text.ts';
import { textWidth } from './text-width.ts';

/** Longer values are cut. */
const MOST_CHARACTERS = 100_000;

/** Each row as lines of its own: `name │ value`, values with their lines, broken at the width. */
export function* expandedLines(table: Table, columns: number, colour: boolean): Generator<string, void> {
  const dim = (text: string): string => (colour ? `\u001b[2m${text}\u001b[22m` : text);
  const names = table.fields.map(({ name }) => cut(name, Math.max(8, columns >> 1)));
  const printers = table.fields.map(({ type }) => valuePrinter(type));
  const width = Math.max(0, ...names.map(textWidth));
  const room = Math.max(8, columns - width - 4);
  let number = 0;
  for (const row of rowsOf(table)) {
    const head = `─[ row ${++number} ]`;
    yield dim(head + '─'.repeat(Math.max(1, Math.min(columns - 1, width + 24) - textWidth(head))));
    for (const [i, value] of row.entries()) {
      const lines = value === null ? [dim('NULL')] : broken(printers[i]!(value), room);
      for (const [at, line] of lines.entries()) yield `${pad(at === 0 ? names[i]! : '', width, false)} │ ${line}`;
    }
  }
  yield `(${count(table.rowCount, 'row')})`;
}

/** The lines of a text, each at most so wide. */
function broken(text: string, width: number): string[] {
  const whole = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  return whole.split(/\r\n|\n/).flatMap((line) => {
    const lines: string[] = [];
    let part = '';
    let used = 0;
    for (const cell of cellsOf(oneLine(line.replaceAll('\t', '    ')))) {
      if (used + cell.width > width) {
        lines.push(part);
        part = '';
        used = 0;
      }
      part += cell.shown;
      used += cell.width;
    }
    return [...lines, part];
  });
}
