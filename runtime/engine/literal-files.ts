import type { FileInfo } from '../../compiler/contract/catalog-view.ts';
import { GobiError } from '../../compiler/contract/runtime-error.ts';
import { filePaths, parseFile } from '../../compiler/index.ts';
import type { SourceFile } from '../../compiler/source/source-file.ts';
import { formatOf } from '../columnar/file-format.ts';
import { inferSchema } from '../columnar/files.ts';
import { allowedPath } from '../execution/files/sandbox.ts';
import { nodeFiles } from '../host/node/node-files.ts';

/** Parquet and Arrow tell their columns in a few bytes; other formats are read whole, which a check does up to this size. */
const MOST_TEXT_BYTES = 64 * 1024 * 1024;
const NAMES_A_FILE = /\.(?:parquet|[ct]sv|json|ndjson|jsonl|arrows?|feather|ipc)\b/i;

/** The columns of the data files that source texts name in FROM; paths start at `folder`. A file that is not there or cannot be read stays unknown: it may come later. */
export function literalFiles(sources: readonly SourceFile[], folder: string): FileInfo[] {
  const paths = new Set<string>();
  for (const source of sources) {
    if (!NAMES_A_FILE.test(source.text)) continue;
    for (const path of filePaths(parseFile(source).program)) paths.add(path);
  }
  return [...paths].sort().flatMap((path) => {
    const fields = fieldsOf(path, folder);
    return fields === null ? [] : [{ path, fields }];
  });
}

function fieldsOf(path: string, folder: string): FileInfo['fields'] | null {
  const policy = { folder, allowed: [], files: true, dynamicTables: true };
  try {
    const found = allowedPath(policy, path, (at) => nodeFiles.exists(at) || at.includes('*'));
    const { format } = formatOf(found);
    const small =
      format === 'parquet' || format === 'arrow' || found.includes('*') || nodeFiles.size(found) <= MOST_TEXT_BYTES;
    return small ? inferSchema(nodeFiles, found) : null;
  } catch (error) {
    if (error instanceof GobiError) return null;
    throw error;
  }
}
