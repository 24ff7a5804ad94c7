import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { systemClock, type Clock } from '../clock.ts';
import type { Files, FolderEntry } from '../files.ts';

/** Files that live in memory: for tests. With `capacity`, having more bytes than that in all is `DiskFull`. */
export function memoryFiles(capacity = Infinity, clock: Clock = systemClock): Files {
  const files = new Map<string, Uint8Array>();
  const written = new Map<string, number>();
  const folders = new Set(['', '/', '.']);

  const existing = (path: string): Uint8Array => {
    const bytes = files.get(path);
    if (bytes === undefined) throw gobiError('FileNotFound', { file: path });
    return bytes;
  };
  const put = (path: string, bytes: Uint8Array): void => {
    if (!folders.has(parent(path))) throw gobiError('FileNotFound', { file: path });
    let used = bytes.length;
    for (const [name, content] of files) if (name !== path) used += content.length;
    if (used > capacity) throw gobiError('DiskFull', { file: path });
    files.set(path, new Uint8Array(bytes));
    written.set(path, clock.now());
  };

  return {
    exists: (path) => files.has(path) || folders.has(normal(path)),
    size: (path) => existing(path).length,
    modified: (path) => (existing(path), written.get(path)!),
    read: (path) => existing(path).slice(),
    readRange: (path, start, length) => existing(path).slice(start, start + length),
    list(folder) {
      const path = normal(folder);
      if (!folders.has(path)) throw gobiError('FileNotFound', { file: folder });
      return [...entriesBelow(path, files.keys(), false), ...entriesBelow(path, folders, true)].sort((a, b) =>
        a.name < b.name ? -1 : 1,
      );
    },
    makeFolder(path) {
      for (let folder = normal(path); !folders.has(folder); folder = parent(folder)) folders.add(folder);
    },
    create(path, bytes) {
      if (files.has(path)) throw gobiError('FileExists', { file: path });
      put(path, bytes);
    },
    replace: put,
    remove: (path) => void files.delete(path),
  };
}

function entriesBelow(folder: string, paths: Iterable<string>, folders: boolean): FolderEntry[] {
  const entries: FolderEntry[] = [];
  for (const path of paths) {
    if (path !== '' && path !== folder && parent(path) === folder)
      entries.push({ name: path.slice(path.lastIndexOf('/') + 1), folder: folders });
  }
  return entries;
}

function normal(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function parent(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : slash === 0 ? '/' : path.slice(0, slash);
}
