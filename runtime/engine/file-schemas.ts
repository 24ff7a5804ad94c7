import type { FileInfo } from '../../compiler/contract/catalog-view.ts';
import { GobiError } from '../../compiler/contract/runtime-error.ts';
import { formatOf } from '../columnar/file-format.ts';
import { inferSchema } from '../columnar/files.ts';
import { allowedPath } from '../execution/files/sandbox.ts';
import { nodeFiles } from '../host/node/node-files.ts';

/** Parquet and Arrow tell their columns in a few bytes; other formats are read whole, which is done up to this size. */
const MOST_TEXT_BYTES = 64 * 1024 * 1024;

/**
 * The columns of data files, for a check; relative paths start at `folder`, others lead below it or below one that is `allowed`. A file that is not there or cannot
 * be read is left out: it may come later.
 */
export function fileSchemas(paths: Iterable<string>, folder: string, allowed: readonly string[] = []): FileInfo[] {
  return [...paths].sort().flatMap((path) => {
    const fields = fieldsOf(path, folder, allowed);
    return fields === null ? [] : [{ path, fields }];
  });
}

function fieldsOf(path: string, folder: string, allowed: readonly string[]): FileInfo['fields'] | null {
  const policy = { folder, allowed, files: true, dynamicTables: true };
  try {
    const found = allowedPath(policy, path, (at) => nodeFiles.exists(at) || at.includes('*'));
    return found.includes('*') || isCheap(found) ? inferSchema(nodeFiles, found) : null;
  } catch (error) {
    if (error instanceof GobiError) return null;
    throw error;
  }
}

function isCheap(file: string): boolean {
  const { format } = formatOf(file);
  return format === 'parquet' || format === 'arrow' || nodeFiles.size(file) <= MOST_TEXT_BYTES;
}
