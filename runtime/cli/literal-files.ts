import type { FileInfo } from '../../compiler/contract/catalog-view.ts';
import { filePaths, parseFile } from '../../compiler/index.ts';
import type { SourceFile } from '../../compiler/source/source-file.ts';
import { fileSchemas } from '../engine/file-schemas.ts';
import { httpFetch } from '../engine/http-fetch.ts';
import { HTTP_RULES } from '../host/http.ts';
import { projectSettings } from './project-settings.ts';

/** A check does not wait long for a server: what it does not know is left to the run. */
const PATIENCE = { idleMilliseconds: 5_000, milliseconds: 30_000 };
const NAMES_A_FILE = /\.(?:parquet|[ct]sv|json|ndjson|jsonl|arrows?|feather|ipc)\b/i;

/** The columns of the data files that source texts name in FROM, as far as they can be read; paths start at `folder`, and its `gobi.json` may say which web servers are asked. */
export function literalFiles(sources: readonly SourceFile[], folder: string): FileInfo[] {
  const paths = literalPaths(sources);
  const { hosts = null } = projectSettings(folder);
  return fileSchemas(paths, folder, [], httpFetch({ ...HTTP_RULES, ...PATIENCE, hosts }));
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
