import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textTable } from '../../../runtime/tui/output/text-table.ts';
import type { Result, Runner } from '../../../runtime/engine.ts';
import { GobiError, open } from '../../../runtime/engine.ts';
import type { Golden } from './golden-file.ts';

/** Secrets of goldens are sealed with it. */
const KEY = '0123456789abcdef'.repeat(4);

/** What running the sources gives in a fresh lake filled by DATA, with the rights of `role` in META: each result, or the error with its `.plg` stack. */
export async function resultOf(golden: Golden): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'golden-'));
  const engine = await open(folder, { workers: 0, http: { hosts: [] } });
  try {
    writeFileSync(join(folder, '.gobi/key'), KEY, { mode: 0o600 });
    if (golden.data !== undefined) await engine.exec(golden.data);
    const parts: string[] = [];
    const role = golden.meta.get('role');
    const runner = role === undefined ? engine : await engine.sessionOf(role);
    for (const { text } of golden.sources) parts.push(...(await run(runner, text)));
    return parts.join('\n');
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(engine: Runner, text: string): Promise<readonly string[]> {
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
