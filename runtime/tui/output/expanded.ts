import type { Table } from '../../columnar/table.ts';
import { count, cut, pad } from './cell-text.ts';
import { textRows } from './text-rows.ts';
import { textWidth } from './text-width.ts';

/** Widest value shown. */
const MOST_WIDTH = 10_000;

/** Each row as lines of its own: `name │ value`. Values are not shortened, but for those of many thousand characters. */
export function* expandedLines(table: Table, columns: number, colour: boolean): Generator<string, void> {
  const dim = (text: string): string => (colour ? `\u001b[2m${text}\u001b[22m` : text);
  const names = table.fields.map(({ name }) => cut(name, Math.max(8, columns >> 1)));
  const width = Math.max(0, ...names.map(textWidth));
  let number = 0;
  for (const row of textRows(table, MOST_WIDTH)) {
    const head = `─[ row ${++number} ]`;
    yield dim(head + '─'.repeat(Math.max(1, Math.min(columns - 1, width + 24) - textWidth(head))));
    for (const [i, text] of row.entries()) yield `${pad(names[i]!, width, false)} │ ${text ?? dim('NULL')}`;
  }
  yield `(${count(table.rowCount, 'row')})`;
}
