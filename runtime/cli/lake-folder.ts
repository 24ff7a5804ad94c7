import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gobiError } from '../../compiler/contract/runtime-error.ts';

/**
 * The folder of the lake that a command is to use: the one named, else the present folder when it holds a lake, else `null`. A folder that is not there, is empty or
 * holds a project without a lake gets one, and the error stream says so. Errors: `NotALake` for a file, and for a folder of other things.
 */
export function lakeFolder(named: string | undefined): string | null {
  if (named === undefined) return holdsLake('.') ? '.' : null;
  if (holdsLake(named)) return named;
  if (existsSync(named)) {
    if (!statSync(named).isDirectory()) throw gobiError('NotALake', { folder: named, reason: 'it is a file' });
    const entries = readdirSync(named).filter((name) => name !== '.gobi');
    const isProject = entries.some((name) => name === 'gobi.json' || name.endsWith('.plg'));
    if (entries.length > 0 && !isProject) {
      throw gobiError('NotALake', { folder: named, reason: 'it holds other things' });
    }
  }
  process.stderr.write(`made a lake in '${named}'\n`);
  return named;
}

/** Whether a folder has a lake in it. */
export function holdsLake(folder: string): boolean {
  return existsSync(join(folder, '.gobi', 'catalog.sqlite'));
}
