import { isAbsolute, resolve } from 'node:path';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { expandGlob, isGlob } from '../../columnar/glob.ts';
import { isBelow } from './bounded-files.ts';
import type { AccessPolicy, Environment } from '../environment.ts';

/** What is asked about files that statements name. */
type Reading = Pick<Environment, 'policy' | 'files'>;

/**
 * The absolute path, or pattern, of files that a statement reads. A relative one is looked for where relative paths start, then in the folders that settings
 * allow; patterns not in the root folder. Errors: as of `allowedPath`, and `FileNotFound`, which tells where it was looked for.
 */
export function readablePath({ policy, files }: Reading, path: string): string {
  const local = path.replace(/^file:\/\//, '');
  const wholeDisk = (at: string): boolean => !isAbsolute(local) && isGlob(at.split('/')[1]!);
  const found = (at: string): boolean =>
    files.exists(at) || (isGlob(at) && !wholeDisk(at) && expandGlob(files, at).length > 0);
  const absolute = allowedPath(policy, path, found);
  if (found(absolute)) return absolute;
  const folders = [...new Set([policy.folder, ...policy.allowed].map((folder) => resolve(folder)))];
  throw gobiError('FileNotFound', {
    file: local,
    ...(isAbsolute(local) ? {} : { folders: folders.filter((folder) => folder !== '/') }),
  });
}

/**
 * The absolute path of a file that a statement names: below the lake's folder or one of the folders that settings allow. A relative path starts at the lake's
 * folder; one that is read and is not there (`exists`) is looked for in the allowed folders. Errors: `OutsideSandbox`, `Unsupported` for addresses.
 */
export function allowedPath(
  policy: AccessPolicy,
  path: string,
  exists: (path: string) => boolean = () => true,
): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path) && !path.startsWith('file://')) {
    throw gobiError('Unsupported', {
      what: `reading '${path}'`,
      instead: 'fetch it to a file below the lake and name that',
    });
  }
  const folders = [policy.folder, ...policy.allowed];
  const candidates = folders.map((folder) => resolve(folder, path.replace(/^file:\/\//, '')));
  const absolute = candidates.find(exists) ?? candidates[0]!;
  if (!folders.some((folder) => isBelow(resolve(folder), absolute))) {
    throw gobiError('OutsideSandbox', { file: path, folder: policy.folder });
  }
  return absolute;
}
