import type { FileInfo } from '../../compiler/contract/catalog-view.ts';
import { GobiError } from '../../compiler/contract/runtime-error.ts';
import { formatOf } from '../columnar/file-format.ts';
import { memorySource } from '../columnar/byte-source.ts';
import { decompressed } from '../columnar/file-source.ts';
import { inferSchema, sourceFields } from '../columnar/files.ts';
import { isRemote, shownAddress } from '../execution/files/remote-address.ts';
import { allowedPath } from '../execution/files/sandbox.ts';
import type { Http } from '../host/http.ts';
import { nodeFiles } from '../host/node/node-files.ts';

/** Parquet and Arrow tell their columns in a few bytes; other formats are read whole, which is done up to this size. */
const MOST_TEXT_BYTES = 64 * 1024 * 1024;

/**
 * The columns of data files, for a check; relative paths start at `folder`, others lead below it or below one that is `allowed`. Those of web servers are
 * fetched by `http`, and left out without it. A file that is not there or cannot be read is left out: it may come later.
 */
export function fileSchemas(
  paths: Iterable<string>,
  folder: string,
  allowed: readonly string[] = [],
  http: Http | null = null,
): FileInfo[] {
  return [...paths].sort().flatMap((path) => {
    const fields = isRemote(path) ? remoteFields(path, http) : fieldsOf(path, folder, allowed);
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

function remoteFields(url: string, http: Http | null): FileInfo['fields'] | null {
  if (http === null) return null;
  try {
    const name = shownAddress(url);
    const { format, compression } = formatOf(name);
    const bytes = http({ method: 'GET', url, headers: {}, body: null }, () => undefined);
    const fields = sourceFields(memorySource(name, decompressed(name, bytes, compression)), format);
    return fields.length === 0 ? null : fields;
  } catch (error) {
    if (error instanceof GobiError) return null;
    throw error;
  }
}

function isCheap(file: string): boolean {
  const { format } = formatOf(file);
  return format === 'parquet' || format === 'arrow' || nodeFiles.size(file) <= MOST_TEXT_BYTES;
}
