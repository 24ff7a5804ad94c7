import { isAbsolute, relative, resolve } from 'node:path';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { AccessPolicy } from '../environment.ts';

/**
 * The absolute path of a file that a statement names: below the lake's folder or one of the folders that settings allow. A relative path starts at the lake's
 * folder; one that is read and is not there (`exists`) is looked for in the allowed folders.
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

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}
