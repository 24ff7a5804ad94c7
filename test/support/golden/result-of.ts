import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textTable } from '../../../runtime/tui/output/text-table.ts';
import type { Engine, Result } from '../../../runtime/engine.ts';
import { GobiError, open } from '../../../runtime/engine.ts';
import type { Golden } from './golden-file.ts';

/** What running the sources gives in a fresh lake filled by DATA: each result, or the error with its `.plg` stack. */
export async function resultOf(golden: Golden): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'golden-'));
  const engine = await open(folder, { workers: 0 });
  try {
    if (golden.data !== undefined) await engine.exec(golden.data);
    const parts: string[] = [];
    for (const { text } of golden.sources) parts.push(...(await run(engine, text)));
    return parts.join('\n');
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(engine: Engine, text: string): Promise<readonly string[]> {
  try {
    return (await engine.exec(text)).map(showResult);
  } catch (error) {
    if (!(error instanceof GobiError)) throw error;
    const frames = error.frames.map((each) => `  at ${each.procedure} (${each.file}:${each.line}:${each.column})`);
    return [[`${error.code} ${error.exception}: ${error.message}`, ...frames, ''].join('\n')];
  }
}

function showResult(result: Result): string {
  if (result.table !== null) return textTable(result.table);
  return result.rowsChanged === null ? `${result.verb}\n` : `${result.verb}: ${result.rowsChanged} rows\n`;
}
