import { dirname, isAbsolute, relative } from 'node:path';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Files } from '../../host/files.ts';

/** Where statements may read and write. Absolute paths. */
export interface FileBounds {
  /** The folder that errors name: the lake's. */
  readonly folder: string;
  readonly allowed: readonly string[];
  /** Folders below the allowed ones that are not. */
  readonly closed: readonly string[];
}

/** Refuses a path outside the bounds; `realPath` follows its links. Errors: `OutsideSandbox`. */
export type BoundsCheck = (path: string) => void;

/** The check of bounds. A path that is not there yet is where its folder is. */
export function boundsCheck(
  bounds: FileBounds,
  exists: (path: string) => boolean,
  realPath: (path: string) => string,
): BoundsCheck {
  const real = (path: string): string => {
    for (let at = path; ; at = dirname(at)) if (exists(at) || at === dirname(at)) return realPath(at);
  };
  const open = [bounds.folder, ...bounds.allowed].map(real);
  const closed = bounds.closed.map(real);
  return (path) => {
    const at = real(path);
    if (!open.some((folder) => isBelow(folder, at)) || closed.some((folder) => isBelow(folder, at)))
      throw gobiError('OutsideSandbox', { file: path, folder: bounds.folder });
  };
}

/** Files that are read and written within bounds alone, links followed. */
export function boundedFiles(files: Files, check: BoundsCheck): Files {
  const within =
    <A extends readonly unknown[], R>(work: (path: string, ...rest: A) => R) =>
    (path: string, ...rest: A): R => {
      check(path);
      return work(path, ...rest);
    };
  return {
    exists: (path) => files.exists(path),
    size: within(files.size),
    modified: within(files.modified),
    read: within(files.read),
    readRange: within(files.readRange),
    list: within(files.list),
    makeFolder: within(files.makeFolder),
    create: within(files.create),
    replace: within(files.replace),
    remove: within(files.remove),
  };
}

/** Whether a path is a folder or below it. */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith('../') && !isAbsolute(way));
}
