import { isAbsolute, relative, resolve } from 'node:path';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { AccessPolicy } from '../environment.ts';

/** The absolute path of a file that a statement names: below the lake's folder, where relative paths start, or one of the folders that settings allow. */
export function allowedPath(policy: AccessPolicy, path: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path) && !path.startsWith('file://')) {
    throw gobiError('Unsupported', { what: `reading '${path}'`, instead: 'fetch it to a file below the lake and name that' });
  }
  const absolute = resolve(policy.folder, path.replace(/^file:\/\//, ''));
  if (![policy.folder, ...policy.allowed].some((folder) => isBelow(resolve(folder), absolute))) {
    throw gobiError('OutsideSandbox', { file: path, folder: policy.folder });
  }
  return absolute;
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}
