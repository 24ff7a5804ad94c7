import type { Writable } from 'node:stream';
import { valuePrinter } from '../../columnar/convert/print-value.ts';
import { cellPrinter, resultJsonPieces } from '../../columnar/json/result-json.ts';
import { uniqueNames } from '../../columnar/unique-names.ts';
import { rowsOf } from '../../columnar/rows-of.ts';
import type { Table } from '../../columnar/table.ts';
import type { Answer } from '../backend.ts';
import type { OutputFormat } from './formats.ts';
import { count } from './cell-text.ts';
import { textTable } from './text-table.ts';

/** Where results go, and whether a person reads them. */
export interface Output {
  readonly stream: Writable;
  readonly colour: boolean;
  /** Width of the terminal, where there is one. */
  readonly columns?: number;
}

/** Writes one result. In the table form statements without rows say what they did; the other forms write rows only. */
export async function writeResult(result: Answer, format: OutputFormat, output: Output): Promise<void> {
  const { table } = result;
  if (table === null) {
    if (format === 'table') await send(output.stream, `${doneLine(result)}\n`);
    return;
  }
  switch (format) {
    case 'table':
      return send(output.stream, textTable(table, output));
    case 'json':
      for (const piece of resultJsonPieces(table)) await send(output.stream, piece);
      return send(output.stream, '\n');
    case 'ndjson':
      return writeLines(table, output.stream);
    case 'csv':
      return writeCsv(table, output.stream);
    case 'arrow': {
      const { toIpc } = await import('../../columnar/arrow/to-ipc.ts');
      return send(output.stream, toIpc(table, { compression: 'none' }));
    }
    case 'parquet': {
      const { parquetBytes } = await import('../../columnar/parquet/write-parquet.ts');
      return send(output.stream, parquetBytes(table));
    }
  }
}

/** What a statement without rows did: `insert: 3 rows`, `create table: done`. */
export function doneLine({ verb, rowsChanged }: Answer): string {
  return rowsChanged === null ? `${verb}: done` : `${verb}: ${count(rowsChanged, 'row')}`;
}

async function writeLines(table: Table, stream: Writable): Promise<void> {
  const names = uniqueNames(table.fields.map((f) => f.name)).map((name) => JSON.stringify(name));
  const printers = table.fields.map((f) => cellPrinter(f.type));
  for (const row of rowsOf(table))
    await send(stream, `{${row.map((v, i) => `${names[i]}:${printers[i]!(v)}`).join(',')}}\n`);
}

async function writeCsv(table: Table, stream: Writable): Promise<void> {
  const printers = table.fields.map((f) => valuePrinter(f.type));
  await send(stream, `${table.fields.map((f) => csvCell(f.name)).join(',')}\n`);
  for (const row of rowsOf(table))
    await send(stream, `${row.map((v, i) => (v === null ? '' : csvCell(printers[i]!(v), v === ''))).join(',')}\n`);
}

/** Quoted where a reader could take it for something else; an empty string is quoted, since nothing stands for NULL. */
function csvCell(text: string, always = false): string {
  return always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes and waits while the reader is behind. */
function send(stream: Writable, data: string | Uint8Array): Promise<void> {
  return new Promise((settle, fail) => stream.write(data, (error) => (error ? fail(error) : settle())));
}
