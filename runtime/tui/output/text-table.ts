import type { Table } from '../../columnar/table.ts';
import { count } from './cell-text.ts';
import { tableLayout, type TextRow } from './table-layout.ts';
import { textRows } from './text-rows.ts';

/** Rows shown of a result in the terminal; the footer tells how many there are. */
const MOST_ROWS = 100;
/** Widest cell shown whole where the width is not limited. */
const MOST_WIDTH = 60;

const PRINTS_ALL = '--format csv or json prints all';

/** How a table is shown. */
export interface TextTableOptions {
  /** Types and NULL are dim. */
  readonly colour?: boolean;
  /** Width of the terminal: columns are narrowed and left out to fit. */
  readonly columns?: number;
  readonly mostRows?: number;
  /** How those who read a part see all rows, and all columns. */
  readonly allBy?: { readonly rows: string; readonly columns: string };
}

/** A table for people to read, with the number of its rows below. Shows the first rows of long results and says so. */
export function textTable(table: Table, options: TextTableOptions = {}): string {
  const { colour = false, columns, mostRows = MOST_ROWS, allBy = { rows: PRINTS_ALL, columns: PRINTS_ALL } } = options;
  if (table.fields.length === 0) return `(${count(table.rowCount, 'row')})\n`;
  const rows: TextRow[] = [];
  for (const row of textRows(table, MOST_WIDTH)) {
    if (rows.length === mostRows) break;
    rows.push(row);
  }
  const layout = tableLayout(table.fields, rows, columns ?? null, colour);
  const hasAllRows = rows.length === table.rowCount;
  const shownColumns = table.fields.length - layout.hidden;
  const left = [
    ...(hasAllRows ? [] : [`the first ${rows.length} shown`]),
    ...(layout.hidden === 0 ? [] : [`${count(table.fields.length, 'column')}, ${shownColumns} shown`]),
  ];
  const advice = new Set([...(hasAllRows ? [] : [allBy.rows]), ...(layout.hidden === 0 ? [] : [allBy.columns])]);
  const footer = `(${[count(table.rowCount, 'row'), ...left].join(', ')}${left.length === 0 ? '' : `; ${[...advice].join(', ')}`})`;
  return [layout.top, ...layout.head, ...rows.map((row) => layout.row(row)), layout.bottom, footer, ''].join('\n');
}
