import type { FileInfo } from '../../compiler/contract/catalog-view.ts';
import { filePaths, parseFile } from '../../compiler/index.ts';
import type { SourceFile } from '../../compiler/source/source-file.ts';
import { fileSchemas } from '../engine/file-schemas.ts';

const NAMES_A_FILE = /\.(?:parquet|[ct]sv|json|ndjson|jsonl|arrows?|feather|ipc)\b/i;

/** The columns of the data files that source texts name in FROM, as far as they can be read; paths start at `folder`. */
export function literalFiles(sources: readonly SourceFile[], folder: string): FileInfo[] {
  return fileSchemas(literalPaths(sources), folder);
}

/** The paths of the data files that source texts name in FROM. */
export function literalPaths(sources: readonly SourceFile[]): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const source of sources) {
    if (!NAMES_A_FILE.test(source.text)) continue;
    for (const path of filePaths(parseFile(source).program)) paths.add(path);
  }
  return paths;
}
