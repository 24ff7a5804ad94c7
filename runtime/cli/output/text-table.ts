import { showDataType, type DataType, type Field } from '../../../compiler/contract/data-type.ts';
import { printValue } from '../../columnar/convert/print-value.ts';
import { rowsOf } from '../../columnar/rows-of.ts';
import type { Table } from '../../columnar/table.ts';
import { textWidth } from './text-width.ts';

/** Rows shown of a result in the terminal; the footer tells how many there are. */
const MOST_ROWS = 100;
/** Widest cell shown whole. */
const MOST_WIDTH = 60;

/**
 * A table for people to read: a frame, names over types, numbers to the right, NULL spelled out. Shows the first rows of long results and says so.
 * With `colour`, types and NULL are dim.
 */
export function textTable(table: Table, colour: boolean, mostRows = MOST_ROWS): string {
  const { fields } = table;
  if (fields.length === 0) return `(${count(table.rowCount, 'row')})\n`;
  const dim = (text: string) => (colour ? `\u001b[2m${text}\u001b[22m` : text);
  const rows: (string | null)[][] = [];
  for (const row of rowsOf(table)) {
    if (rows.length === mostRows) break;
    rows.push(row.map((value, i) => (value === null ? null : cell(printValue(value, fields[i]!.type)))));
  }
  const heads = fields.map((f) => [f.name, typeLabel(f)] as const);
  const widths = fields.map((_, i) =>
    Math.max(
      ...heads[i]!.map((h) => textWidth(h)),
      4 * Number(rows.some((r) => r[i] === null)),
      ...rows.map((r) => textWidth(r[i] ?? '')),
    ),
  );
  const rule = (left: string, middle: string, right: string) =>
    `${left}${widths.map((w) => '─'.repeat(w + 2)).join(middle)}${right}\n`;
  const line = (cells: readonly string[]) => `│${cells.map((c) => ` ${c} `).join('│')}│\n`;
  const right = fields.map((f) => isNumeric(f.type));
  const body = rows.map((r) =>
    line(
      r.map((text, i) => (text === null ? dim(pad('NULL', widths[i]!, right[i]!)) : pad(text, widths[i]!, right[i]!))),
    ),
  );
  return [
    rule('┌', '┬', '┐'),
    line(heads.map(([name], i) => pad(name, widths[i]!, right[i]!))),
    line(heads.map(([, type], i) => dim(pad(type, widths[i]!, right[i]!)))),
    rule('├', '┼', '┤'),
    ...body,
    rule('└', '┴', '┘'),
    footer(table.rowCount, rows.length),
  ].join('');
}

function footer(all: number, shown: number): string {
  return shown === all
    ? `(${count(all, 'row')})\n`
    : `(${count(all, 'row')}, the first ${shown} shown; --format csv or json prints all)\n`;
}

/** `1 row`, `2,000 rows`. */
export function count(n: number, noun: string): string {
  return `${grouped(n)} ${noun}${n === 1 ? '' : 's'}`;
}

function grouped(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function typeLabel(field: Field): string {
  return showDataType(field.type);
}

function isNumeric(type: DataType): boolean {
  return type.kind === 'int' || type.kind === 'float' || type.kind === 'decimal';
}

/** One line, at most so wide; what would end the line or move the cursor is written as an escape. */
function cell(text: string): string {
  const oneLine = text.replaceAll(/[\u0000-\u001f\u007f]/g, (c) =>
    c === '\n' ? '⏎' : `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  if (textWidth(oneLine) <= MOST_WIDTH) return oneLine;
  let cut = '';
  for (const c of oneLine) {
    if (textWidth(cut + c) >= MOST_WIDTH) break;
    cut += c;
  }
  return `${cut}…`;
}

function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return right ? space + text : text + space;
}
