import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, type Engine } from '../engine.ts';
import { holdsLake, lakeFolder } from './lake-folder.ts';

/** Commands that meet on one lake take turns. */
const LOCK_MILLISECONDS = 5000;

/**
 * Runs work in the lake that a command line names (see `lakeFolder`), or without one in an empty lake that is gone afterwards. Where somebody watches, statements run in a worker, so that this
 * thread can show how far they are. Without `makes` a folder without a lake gets none: the work sees an empty lake.
 */
export async function withLake<T>(
  named: string | undefined,
  work: (engine: Engine) => Promise<T>,
  { makes = true }: { readonly makes?: boolean } = {},
): Promise<T> {
  const folder = makes || named === undefined || holdsLake(named) ? lakeFolder(named) : null;
  const passing = folder === null ? mkdtempSync(join(tmpdir(), 'gobi-')) : null;
  try {
    const settings = { workers: process.stderr.isTTY ? 1 : 0, lockMilliseconds: LOCK_MILLISECONDS } as const;
    // files of a lake that will be gone belong where the command was given
    const engine = await open(
      passing ?? folder!,
      passing === null ? settings : { ...settings, passing: true, filesFrom: named ?? process.cwd() },
    );
    try {
      return await work(engine);
    } finally {
      await engine.close();
    }
  } finally {
    if (passing !== null) rmSync(passing, { recursive: true, force: true });
  }
}
