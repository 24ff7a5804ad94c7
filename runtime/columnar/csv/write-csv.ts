import { valuePrinter } from '../convert/print-value.ts';
import { jsonPrinter } from '../json/json-printer.ts';
import { rowsOf } from '../rows-of.ts';
import type { Table } from '../table.ts';

export interface CsvWriteOptions {
  /** One character; default `,`. */
  readonly delimiter?: string;
  /** Default true. */
  readonly header?: boolean;
}

/** The table as delimited text, in pieces: NULL is an empty field, an empty string `""`; lists, structs and maps stand as JSON. */
export function* csvPieces(
  table: Table,
  { delimiter = ',', header = true }: CsvWriteOptions = {},
): Generator<string, void> {
  const needsQuotes = new RegExp(`["\\r\\n${delimiter === '\t' ? '\\t' : `\\${delimiter}`}]|^\\s|\\s$`);
  const quoted = (text: string): string =>
    text === '' || needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const printers = table.fields.map(({ type }) => {
    const print =
      type.kind === 'list' || type.kind === 'struct' || type.kind === 'map' ? jsonPrinter(type) : valuePrinter(type);
    return type.kind === 'int' || type.kind === 'date' || type.kind === 'boolean'
      ? print
      : (value: Parameters<typeof print>[0]): string => quoted(print(value));
  });
  let lines: string[] = header ? [table.fields.map(({ name }) => quoted(name)).join(delimiter)] : [];
  const single = table.fields.length === 1;
  for (const row of rowsOf(table)) {
    const line = row.map((value, i) => (value === null ? '' : printers[i]!(value))).join(delimiter);
    lines.push(single && line === '' ? '' : line);
    if (lines.length === 1024) {
      yield `${lines.join('\n')}\n`;
      lines = [];
    }
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
}
