import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { GobiError, open, type Engine, type Runner } from '../../../runtime/engine.ts';

/** Opens a fresh lake with a key for secrets, whose folder is gone afterwards. */
export async function withLake(work: (engine: Engine, folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-engine-'));
  const engine = await open(folder, { workers: 0 });
  try {
    writeFileSync(join(folder, '.gobi/key'), '0f'.repeat(32), { mode: 0o600 });
    await work(engine, folder);
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The rows of the last statement. */
export async function rowsOf(runner: Runner, text: string): Promise<unknown[]> {
  return (await (await runner.query(text)).rows()).map((row) => Object.values(row));
}

/** The error of statements that fail. */
export async function failureOf(promise: Promise<unknown>): Promise<GobiError> {
  try {
    await promise;
  } catch (error) {
    assert.instance(error, GobiError);
    return error as GobiError;
  }
  throw new Error('nothing failed');
}
