import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Answer } from '../backend.ts';
import { count } from '../output/cell-text.ts';
import { expandedLines } from '../output/expanded.ts';
import { textTable } from '../output/text-table.ts';
import { doneLine, writeResult } from '../output/write-result.ts';
import { tableSource, textSource, type PagerSource } from '../pager/pager-source.ts';
import type { Terminal } from '../terminal.ts';
import { fileFor, isBinary, type Settings } from './settings.ts';

/** Rows that are looked at to see whether a result fits the screen, and lines of its frame. */
const FRAME_LINES = 7;
/** Rows of expanded results that are made at once without a pager. */
const MOST_EXPANDED = 1000;

/** Where results are shown. */
export interface Shown {
  readonly terminal: Terminal;
  readonly settings: Settings;
  /** Results that went into the file before. */
  readonly written: number;
  /** `12 ms`, or nothing. */
  readonly took: string;
  /** Shows lines that do not fit; `null` where nobody can leave a pager. */
  readonly page: ((source: PagerSource) => Promise<void>) | null;
}

/** Shows one result as the settings say: on the terminal, paged when it is long, or into a file. Errors: those of the file. */
export async function showAnswer(answer: Answer, shown: Shown): Promise<void> {
  const { terminal, settings, took } = shown;
  const { table } = answer;
  const dim = (text: string): string => (terminal.colour && text !== '' ? `\u001b[2m${text}\u001b[22m` : text);
  const say = (text: string): void => terminal.write(`${text}${took === '' ? '' : ` ${dim(took)}`}\n`);
  if (table === null) return say(doneLine(answer));
  if (settings.file !== null) {
    const file = fileFor(settings.file, shown.written + 1, settings.format);
    const append = !isBinary(settings.format) && shown.written > 0;
    const stream = createWriteStream(resolve(file), { flags: append ? 'a' : 'w' });
    const done = finished(stream);
    await writeResult(answer, settings.format, { stream, colour: false });
    stream.end();
    await done;
    return say(`${count(table.rowCount, 'row')} written to '${file}'`);
  }
  if (isBinary(settings.format))
    return say(
      `${count(table.rowCount, 'row')}; ${settings.format} is nothing for a terminal: name a file by \\o FILE`,
    );
  if (settings.format !== 'table')
    return writeResult(answer, settings.format, { stream: terminal.stream, colour: false });
  if (settings.expanded) return showExpanded(answer, shown, say);
  if (shown.page !== null && table.rowCount + FRAME_LINES > terminal.rows && table.rowCount > 1) {
    await shown.page(tableSource(table));
    return say(`(${count(table.rowCount, 'row')})`);
  }
  const text = textTable(table, {
    colour: terminal.colour,
    columns: terminal.columns,
    allBy: { rows: '\\o FILE writes all', columns: '\\x shows all' },
  });
  say(text.trimEnd());
}

async function showExpanded({ table }: Answer, { terminal, page }: Shown, say: (text: string) => void): Promise<void> {
  const lines: string[] = [];
  const most = MOST_EXPANDED * (table!.fields.length + 1);
  for (const line of expandedLines(table!, terminal.columns, terminal.colour && page === null)) {
    if (lines.length === most) break;
    lines.push(line);
  }
  if (page === null || lines.length + 2 < terminal.rows) {
    const coloured = page === null || !terminal.colour ? lines : [...expandedLines(table!, terminal.columns, true)];
    return say(coloured.join('\n'));
  }
  await page(textSource(lines.join('\n'), count(table!.rowCount, 'row')));
  say(`(${count(table!.rowCount, 'row')})`);
}
