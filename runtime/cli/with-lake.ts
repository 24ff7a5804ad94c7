import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, type Engine } from '../engine.ts';

/**
 * Runs work in the lake of a folder, or without one in an empty lake that is gone afterwards. Where somebody watches, statements run in a worker, so that this
 * thread can show how far they are.
 */
export async function withLake<T>(folder: string | undefined, work: (engine: Engine) => Promise<T>): Promise<T> {
  const passing = folder === undefined ? mkdtempSync(join(tmpdir(), 'gobi-')) : null;
  try {
    const engine = await open(passing ?? folder!, { workers: process.stderr.isTTY ? 1 : 0 });
    try {
      return await work(engine);
    } finally {
      await engine.close();
    }
  } finally {
    if (passing !== null) rmSync(passing, { recursive: true, force: true });
  }
}
