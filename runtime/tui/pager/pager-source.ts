import type { Table } from '../../columnar/table.ts';
import { count } from '../output/cell-text.ts';
import { tableLayout, type TableLayout, type TextRow } from '../output/table-layout.ts';
import { textRows } from '../output/text-rows.ts';

/** Lines to page through. */
export interface PagerSource {
  /** Lines that stay on top. */
  readonly head: readonly string[];
  /** How many lines there are below them. */
  readonly length: number;
  /** A line; made when it is asked for. */
  line(index: number): string;
  /** What the last line of the screen says. */
  readonly title: string;
}

/** Rows whose cells decide how wide columns are; a later cell that is wider is cut. */
const SAMPLE = 1000;
/** Rows that can be paged through: their texts are kept. */
const MOST_ROWS = 200_000;
const MOST_WIDTH = 200;

/** The rows of a table, with its heads on top, as wide as they are. */
export function tableSource(table: Table): PagerSource {
  const rows = textRows(table, MOST_WIDTH);
  const read: TextRow[] = [];
  const readTo = (length: number): void => {
    while (read.length < length) {
      const next = rows.next();
      if (next.done === true) return;
      read.push(next.value);
    }
  };
  readTo(SAMPLE);
  const layout: TableLayout = tableLayout(table.fields, read, null, false);
  const length = Math.min(table.rowCount, MOST_ROWS);
  const cutShort = length < table.rowCount ? `, the first ${count(length, 'row')} shown` : '';
  return {
    head: [layout.top, ...layout.head],
    length: length + 1,
    line(index) {
      if (index === length) return layout.bottom;
      readTo(index + 1);
      return layout.row(read[index] ?? []);
    },
    title: `${count(table.rowCount, 'row')}${cutShort}`,
  };
}

/** Lines that are there already. */
export function textSource(text: string, title: string): PagerSource {
  const lines = text.replace(/\n$/, '').split('\n');
  return { head: [], length: lines.length, line: (index) => lines[index] ?? '', title };
}
