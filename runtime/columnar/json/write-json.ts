import { rowsOf } from '../rows-of.ts';
import type { Table } from '../table.ts';
import { uniqueNames } from '../unique-names.ts';
import { jsonPrinter } from './json-printer.ts';

/** The rows as JSON objects, in pieces: an array with a row on each line, or (`lines`) nothing but a row on each line. Of columns with one name the later ones are numbered (`uniqueNames`). */
export function* jsonPieces(table: Table, lines: boolean): Generator<string, void> {
  const labels = uniqueNames(table.fields.map(({ name }) => name)).map((name) => JSON.stringify(name));
  const printers = table.fields.map(({ type }) => jsonPrinter(type));
  let pending: string[] = [];
  let first = true;
  if (!lines) yield '[';
  for (const row of rowsOf(table)) {
    const text = `{${row.map((value, i) => `${labels[i]}:${printers[i]!(value)}`).join(',')}}`;
    pending.push(lines ? `${text}\n` : `${first ? '' : ','}\n${text}`);
    first = false;
    if (pending.length === 1024) {
      yield pending.join('');
      pending = [];
    }
  }
  yield `${pending.join('')}${lines ? '' : '\n]\n'}`;
}
