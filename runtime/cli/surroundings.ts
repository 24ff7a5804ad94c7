import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectAbove } from './project-files.ts';
import { EMPTY_VIEW, type CatalogView } from '../../compiler/contract/catalog-view.ts';
import { readLibrary, type Surroundings } from '../../compiler/index.ts';
import { librarySources } from '../../stdlib/sources.ts';
import { UsageError } from './usage-error.ts';

/** What a check is made against, as the command line says: a schema file, a lake, the folder's own `gobi.schema.json`, or nothing. */
export async function surroundingsOf(
  flags: { readonly schema?: string; readonly db?: string; readonly strict: boolean },
  paths: readonly string[],
): Promise<Surroundings> {
  return { view: await viewOf(flags, paths), library: readLibrary(librarySources()), strict: flags.strict };
}

async function viewOf(
  flags: { readonly schema?: string; readonly db?: string },
  paths: readonly string[],
): Promise<CatalogView> {
  if (flags.db !== undefined) {
    const { lakeView } = await import('../engine/lake-view.ts');
    return lakeView(flags.db);
  }
  const file =
    flags.schema ??
    paths.map((p) => join(folderOf(p), 'gobi.schema.json')).find((p) => existsSync(p) && statSync(p).isFile());
  return file === undefined ? EMPTY_VIEW : readSchemaFile(file);
}

/** The folder itself, the project's folder for a file. */
function folderOf(path: string): string {
  return existsSync(path) && statSync(path).isFile() ? (projectAbove(path) ?? path) : path;
}

function readSchemaFile(file: string): CatalogView {
  try {
    return { ...EMPTY_VIEW, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<CatalogView>), complete: true };
  } catch (error) {
    throw new UsageError(`'${file}' is no schema file: ${(error as Error).message}`);
  }
}
