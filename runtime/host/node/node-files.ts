import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { gobiError, type GobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Files } from '../files.ts';

/** The files of this machine. */
export const nodeFiles: Files = {
  exists: (path) => existsSync(path),
  size: (path) => attempt('look at', path, () => statSync(path).size),
  modified: (path) => attempt('look at', path, () => Math.round(statSync(path).mtimeMs * 1000)),
  read: (path) => attempt('read', path, () => withFile(path, 'r', (file) => readAll(file, 0, fstatSync(file).size))),
  readRange: (path, start, length) =>
    attempt('read', path, () => withFile(path, 'r', (file) => readAll(file, start, length))),
  list: (folder) =>
    attempt('list', folder, () =>
      readdirSync(folder, { withFileTypes: true })
        .map((entry) => ({ name: entry.name, folder: entry.isDirectory() }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ),
  makeFolder: (path) => void attempt('make folder', path, () => mkdirSync(path, { recursive: true })),
  create: (path, bytes) => attempt('write', path, () => write(path, 'wx', bytes)),
  replace(path, bytes) {
    const beside = `${path}.new`;
    attempt('write', path, () => {
      write(beside, 'w', bytes);
      renameSync(beside, path);
      syncFolder(dirname(path));
    });
  },
  remove: (path) => attempt('remove', path, () => rmSync(path, { force: true })),
};

function write(path: string, flags: 'w' | 'wx', bytes: Uint8Array): void {
  const file = openSync(path, flags);
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done);
    fsyncSync(file);
    closeSync(file);
    syncFolder(dirname(path));
  } catch (error) {
    try {
      closeSync(file);
    } catch {
      // Closed already: the failure is the folder's.
    }
    rmSync(path, { force: true });
    throw error;
  }
}

function syncFolder(path: string): void {
  withFile(path, 'r', fsyncSync);
}

function withFile<T>(path: string, flags: 'r', work: (file: number) => T): T {
  const file = openSync(path, flags);
  try {
    return work(file);
  } finally {
    closeSync(file);
  }
}

function readAll(file: number, start: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const count = readSync(file, bytes, done, length - done, start + done);
    if (count === 0) break;
    done += count;
  }
  return done === length ? bytes : bytes.subarray(0, done);
}

function attempt<T>(operation: string, path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fileError(operation, path, error);
  }
}

/** The coded error of a failed system call on `path`. */
export function fileError(operation: string, path: string, error: unknown): GobiError {
  const options = { cause: error };
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT': {
      const parent = dirname(path);
      const lacksParent = operation === 'write' && !existsSync(parent);
      return gobiError('FileNotFound', lacksParent ? { file: path, parent } : { file: path }, options);
    }
    case 'ENOTDIR':
      return gobiError('IoFailure', { file: path, operation, reason: 'a part of its path is a file' }, options);
    case 'EISDIR':
      return gobiError('IoFailure', { file: path, operation, reason: 'it is a folder' }, options);
    case 'EEXIST':
      return gobiError('FileExists', { file: path }, options);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return gobiError('PermissionDenied', { file: path, operation }, options);
    case 'ENOSPC':
    case 'EDQUOT':
      return gobiError('DiskFull', { file: path }, options);
    default:
      return gobiError(
        'IoFailure',
        { file: path, operation, reason: error instanceof Error ? error.message : String(error) },
        options,
      );
  }
}

/** What system calls are called where they failed. */
const OPERATIONS: Readonly<Record<string, string>> = {
  open: 'open',
  mkdir: 'make the folder',
  stat: 'find',
  scandir: 'list',
};

/** The coded error of a failed system call that tells its path; `null` for other errors. */
export function systemError(error: unknown): GobiError | null {
  if (!(error instanceof Error) || !('errno' in error) || !('syscall' in error) || !('path' in error)) return null;
  const operation = String(error.syscall);
  return fileError(OPERATIONS[operation] ?? operation, String(error.path), error);
}
