import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FileInfo } from '../../compiler/contract/catalog-view.ts';
import { fileSchemas } from './file-schemas.ts';

/** Reads the columns of data files that a project names, paths from `folder`; gives the same value again while neither the paths nor the files changed. */
export function dataFileReader(folder: string): (paths: ReadonlySet<string>) => readonly FileInfo[] {
  let last: { readonly key: string; readonly files: readonly FileInfo[] } | null = null;
  return (paths) => {
    const key = JSON.stringify([...paths].sort().map((path) => [path, stampOf(resolve(folder, path))]));
    if (last?.key !== key) last = { key, files: fileSchemas(paths, folder) };
    return last.files;
  };
}

/** Patterns have no stamp of their own: they are as they were first met. */
function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.mtimeMs} ${stat.size}`;
}
