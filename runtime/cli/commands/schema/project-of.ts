import { existsSync, readdirSync } from 'node:fs';
import { UsageError } from '../../usage-error.ts';
import type { SchemaFlags } from './routes.ts';

/** The folder of the project: the one named, else the present one, else that of the lake, when it is a project. Errors: `UsageError` when none of them is one. */
export function projectOf({ db }: SchemaFlags, named: string | undefined): string {
  if (named !== undefined) return named;
  const found = ['.', ...(db === undefined ? [] : [db])].find(isProject);
  if (found !== undefined) return found;
  throw new UsageError(
    'this folder is no project: it has no gobi.json and no .plg file; name the folder of the project',
  );
}

function isProject(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => name === 'gobi.json' || name.endsWith('.plg'));
}
