import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { GobiError, gobiError } from '../../../../compiler/contract/runtime-error.ts';
import { resultJson } from '../../../columnar/json/result-json.ts';
import type { Engine } from '../../../engine.ts';
import { errorObject } from '../../attempt.ts';

/**
 * One session for scripts and test runners: each input line is an object `{"sql": …}` (several statements allowed), each output line the last statement's result
 * `{"columns": …, "rows": …}` or `{"error": …}`. A statement that gives no rows answers with no columns and no rows, and with `rowsChanged` after a data change.
 */
export async function serveLines(engine: Engine, input: Readable, output: Writable): Promise<void> {
  const session = engine.session();
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    output.write(`${await answer(line, async (text) => (await session.exec(text)).at(-1))}\n`);
  }
  await session.close();
}

async function answer(
  line: string,
  run: (text: string) => Promise<import('../../../engine.ts').Result | undefined>,
): Promise<string> {
  let text = '';
  try {
    text = textOf(line);
    const result = await run(text);
    if (result?.table != null) return resultJson(result.table);
    return JSON.stringify({
      columns: [],
      rows: [],
      ...(result?.rowsChanged == null ? {} : { rowsChanged: result.rowsChanged }),
    });
  } catch (error) {
    if (!(error instanceof GobiError)) throw error;
    return JSON.stringify({ error: errorObject(error, new Map([['statement', text]])) });
  }
}

function textOf(line: string): string {
  let request: unknown;
  try {
    request = JSON.parse(line);
  } catch (error) {
    throw gobiError('InvalidRequest', { reason: `the line is no JSON: ${(error as Error).message}` });
  }
  const sql = typeof request === 'object' && request !== null ? (request as { sql?: unknown }).sql : undefined;
  if (typeof sql !== 'string') throw gobiError('InvalidRequest', { reason: 'the line is no object with a text "sql"' });
  return sql;
}
