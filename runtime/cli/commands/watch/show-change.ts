import type { Writable } from 'node:stream';
import { resultJsonPieces } from '../../../columnar/json/result-json.ts';
import type { Table } from '../../../columnar/table.ts';
import type { Change } from '../../../engine.ts';
import { count } from '../../../tui/output/cell-text.ts';
import { tableLayout } from '../../../tui/output/table-layout.ts';
import { textRows } from '../../../tui/output/text-rows.ts';
import { textTable } from '../../../tui/output/text-table.ts';

/** Where changes go. */
export interface ChangeOutput {
  readonly stream: Writable;
  readonly colour: boolean;
  /** Width of the terminal, where there is one. */
  readonly columns?: number;
}

/** Rows of one change that are shown, and the widest cell. */
const MOST_ROWS = 100;
const MOST_WIDTH = 60;

/** One JSON object on a line: the snapshot, the key, whether all rows come, and the rows with `_change_type`. */
export function changeJson({ table, snapshot, key, whole }: Change): string {
  return `{"snapshot":${snapshot},"key":${JSON.stringify(key)},"whole":${whole},"changes":${[...resultJsonPieces(table!)].join('')}}\n`;
}

/** A change of all rows as a table; others ones as rows that went (`-`) and came (`+`) under the time. */
export function showChange({ table, snapshot, whole }: Change, time: Date, { colour, columns }: ChangeOutput): string {
  const rows = withoutFirst(table!);
  if (whole) return textTable(rows, { colour, ...(columns === undefined ? {} : { columns }), mostRows: MOST_ROWS });
  const shown = [];
  for (const row of textRows(table!, MOST_WIDTH)) {
    if (shown.length === MOST_ROWS) break;
    shown.push(row);
  }
  const cells = shown.map((row) => row.slice(1));
  const layout = tableLayout(rows.fields, cells, columns === undefined ? null : columns - 2, colour);
  const went = shown.filter(([type]) => type === 'delete').length;
  const facts = [
    ...(went === 0 ? [] : [`${count(went, 'row')} went`]),
    ...(went === shown.length ? [] : [`${count(shown.length - went, 'row')} came`]),
  ];
  const of = table!.rowCount > shown.length ? `; the first ${shown.length} of ${table!.rowCount} shown` : '';
  const lines = shown.map(([type], i) => {
    const line = `${type === 'delete' ? '-' : '+'} ${layout.row(cells[i]!)}`;
    return colour ? `\u001b[${type === 'delete' ? 31 : 32}m${line}\u001b[39m` : line;
  });
  const head = `${time.toTimeString().slice(0, 8)} snapshot ${snapshot}: ${facts.join(', ')}${of}`;
  return [colour ? `\u001b[2m${head}\u001b[22m` : head, ...lines, ''].join('\n');
}

/** The rows without `_change_type`. */
function withoutFirst({ fields, segments, rowCount }: Table): Table {
  return {
    fields: fields.slice(1),
    segments: segments.map((segment) => ({ ...segment, columns: segment.columns.slice(1) })),
    rowCount,
  };
}
