import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { suggestions } from '../../compiler/contract/suggest.ts';

/** Refuses a name that is no folder. Errors: `NotALake`, with the folders beside it that may be meant, those with a lake first; `instead` says what else would do, `before` what else it is not. */
export function requireFolder(named: string, instead?: string, before = ''): void {
  const found = statSync(named, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return;
  if (found !== undefined)
    throw gobiError('NotALake', { folder: named, reason: 'it is a file', instead: 'name the folder of a lake' });
  const above = existingAbove(named);
  if (!statSync(above).isDirectory())
    throw gobiError('NotALake', {
      folder: named,
      reason: `'${above}' is a file`,
      instead: 'name the folder of a lake',
    });
  const near = folderNear(named);
  const reason = `${before}there is no such folder${near === undefined ? '' : `; did you mean '${near}'?`}`;
  throw gobiError('NotALake', { folder: named, reason, instead });
}

/** The nearest part of a path that there is. */
export function existingAbove(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existingAbove(dirname(path));
}

/** The folder that a mistyped name means, named as it was. */
function folderNear(named: string): string | undefined {
  const parent = dirname(named);
  if (statSync(parent, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  const folders = readdirSync(parent, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const near = suggestions(
    basename(named),
    folders.map(({ name }) => name),
  ).map((name) => join(parent, name));
  return near.find((folder) => existsSync(join(folder, '.gobi', 'catalog.sqlite'))) ?? near[0];
}
