import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { existingAbove, requireFolder } from './require-folder.ts';

/**
 * The folder of the lake that a command is to use: the one named, else the present folder when it holds a lake, else `null`. A folder that is empty or holds a
 * project without a lake gets one, and the error stream says so; so does one that is not there, with `create`. Errors: `NotALake` for a folder that is not there,
 * with those that may be meant, for a file, and for a folder of other things. `create` is left out by commands that have no such flag.
 */
export function lakeFolder(named: string | undefined, create?: boolean): string | null {
  if (named === undefined) return holdsLake('.') ? '.' : null;
  if (holdsLake(named)) return named;
  if (create !== true || existsSync(named)) {
    const flag = '`--create` makes an empty lake there, `gobi init` a project';
    requireFolder(named, create === undefined ? undefined : flag);
  } else requireFolder(existingAbove(named));
  if (existsSync(named)) {
    const entries = readdirSync(named).filter((name) => name !== '.gobi');
    const isProject = entries.some((name) => name === 'gobi.json' || name.endsWith('.plg'));
    if (entries.length > 0 && !isProject)
      throw gobiError('NotALake', {
        folder: named,
        reason: 'it holds other things',
        instead: 'name an empty folder, or that of a project',
      });
    const own = join(named, '.gobi');
    if (existsSync(own) && !statSync(own).isDirectory())
      throw gobiError('NotALake', {
        folder: named,
        reason: 'its `.gobi` is a file',
        instead: `move '${own}' away: the lake's own folder is called so`,
      });
  }
  process.stderr.write(`made a lake in '${named}'\n`);
  return named;
}

/** Whether a folder has a lake in it. */
export function holdsLake(folder: string): boolean {
  return existsSync(join(folder, '.gobi', 'catalog.sqlite'));
}
