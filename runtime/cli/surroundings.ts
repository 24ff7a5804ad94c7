import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EMPTY_VIEW, type CatalogView } from '../../compiler/contract/catalog-view.ts';
import { readLibrary, readSchemaFile, type SourceFile, type Surroundings } from '../../compiler/index.ts';
import { librarySources } from '../../stdlib/sources.ts';
import { serviceOfFolder } from '../client/discovery.ts';
import { literalFiles } from './literal-files.ts';
import { withSystemTables } from '../engine/with-system-tables.ts';
import { projectAbove, readNamedFiles, type NamedFiles } from './project-files.ts';
import { projectSettings } from './project-settings.ts';
import { requireFolder } from './require-folder.ts';
import { UsageError } from './usage-error.ts';

/** The name of the file that tells a project's check the tables of its lake. */
export const SCHEMA_FILE = 'gobi.schema.json';

/** The parts of a command line that say what a check is made against. */
export interface SurroundingsFlags {
  readonly schema?: string;
  readonly db?: string;
  readonly strict: boolean;
  /** Nothing but files of the project is read: no lake, no data files. */
  readonly offline?: boolean;
}

/**
 * What a check is made against: the lake or schema file that the command line names, else the project's `gobi.schema.json`, else the lake that its `gobi.json`
 * names, else nothing; and the data files that the sources name. Errors: `UsageError` for files that cannot be read, the lake's own errors.
 */
export async function surroundingsOf(
  flags: SurroundingsFlags,
  paths: readonly string[],
  files: NamedFiles = readNamedFiles(paths),
): Promise<Surroundings> {
  const folder = projectFolder(paths);
  const settings = projectSettings(folder);
  const view = withSystemTables(await viewOf(flags, folder, settings.lake, files));
  const named = flags.offline === true ? [] : literalFiles([...files.project, ...files.scripts], folder);
  const read = new Set(named.map(({ path }) => path));
  return {
    view: { ...view, files: [...named, ...view.files.filter(({ path }) => !read.has(path))] },
    library: readLibrary(librarySources()),
    strict: flags.strict || settings.strict === true,
  };
}

/** The folder of the project that paths of a command line lie in: the first folder among them, else the nearest above a file that holds a `gobi.json`, else the present one. */
export function projectFolder(paths: readonly string[]): string {
  const folder = paths.find((path) => existsSync(path) && statSync(path).isDirectory());
  return folder ?? (paths[0] === undefined ? null : projectAbove(paths[0])) ?? '.';
}

async function viewOf(
  flags: SurroundingsFlags,
  folder: string,
  lake: string | undefined,
  { project, scripts }: NamedFiles,
): Promise<CatalogView> {
  const texts = [...project, ...scripts];
  if (flags.db !== undefined) {
    if (flags.offline === true) throw new UsageError('--offline reads no lake: leave --db out');
    return viewOfLake(flags.db, texts);
  }
  const file = flags.schema ?? join(folder, SCHEMA_FILE);
  if (flags.schema !== undefined || existsSync(file)) return readSchema(file);
  return lake === undefined || flags.offline === true ? EMPTY_VIEW : viewOfLake(join(folder, lake), texts);
}

async function viewOfLake(folder: string, texts: readonly SourceFile[]): Promise<CatalogView> {
  requireFolder(folder);
  if (serviceOfFolder(folder) !== null) {
    // a lake that is served is open to nobody else
    const { viewOfService } = await import('./view-of-service.ts');
    return viewOfService(folder);
  }
  const { lakeView } = await import('../engine/lake-view.ts');
  return lakeView(folder, texts);
}

/** Reads a schema file. Errors: `UsageError` that names it. */
export function readSchema(file: string): CatalogView {
  try {
    return readSchemaFile(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`'${file}' is no schema file: ${(error as Error).message}`);
  }
}
