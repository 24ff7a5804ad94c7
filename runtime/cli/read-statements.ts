import { readFileSync, statSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/** The text of a file of statements that a command line names. Errors: `UsageError` for one that is not there, or is a folder. */
export function readStatements(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`there is no file '${file}'`);
  if (found.isDirectory()) throw new UsageError(`'${file}' is a folder: name a file of statements`);
  return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
}
