import type { Files } from '../host/files.ts';
import type { CatalogDatabase } from './database.ts';

/** Files below the data folder that the catalog does not name. They harm nobody; a commit that failed or was cut off left them. */
export function orphanFiles(database: CatalogDatabase, files: Files, dataPath: string): readonly string[] {
  if (!files.exists(dataPath)) return [];
  // The files first: what is named later was there before.
  const found = filesBelow(files, dataPath.replace(/\/$/, ''));
  const known = namedFiles(database);
  return found.filter((path) => !known.has(nameOf(path)));
}

/** A file that the catalog does not name. */
export interface OrphanFile {
  readonly path: string;
  readonly bytes: number;
}

/** What was removed, and what stays: files that may still be written, and those that no writer of lakes names so. */
export interface OrphanReport {
  readonly removed: readonly OrphanFile[];
  readonly young: readonly OrphanFile[];
  readonly foreign: readonly OrphanFile[];
}

export interface OrphanLimits {
  /** Files that were changed at this time or later stay, µs since 1970-01-01. */
  readonly before: number;
  /** Only tells what would go. */
  readonly dryRun: boolean;
}

/** Names that writers of lakes give: no two files have the same. */
const WRITTEN = /^ducklake-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(-delete)?\.(parquet|puffin)$/;

/** Removes the files that no snapshot names. Whoever still writes one must have begun at `before` or later: a commit that comes would name what is gone. */
export function removeOrphans(
  database: CatalogDatabase,
  files: Files,
  dataPath: string,
  { before, dryRun }: OrphanLimits,
): OrphanReport {
  const removed: OrphanFile[] = [];
  const young: OrphanFile[] = [];
  const foreign: OrphanFile[] = [];
  for (const path of orphanFiles(database, files, dataPath)) {
    const file = { path, bytes: files.size(path) };
    if (!WRITTEN.test(nameOf(path))) foreign.push(file);
    else if (files.modified(path) >= before) young.push(file);
    else {
      if (!dryRun) files.remove(path);
      removed.push(file);
    }
  }
  return { removed, young, foreign };
}

/** File names are unique by themselves, so folders need not be put together. */
function namedFiles(database: CatalogDatabase): ReadonlySet<string> {
  return database.read(
    () =>
      new Set(
        ['ducklake_data_file', 'ducklake_delete_file', 'ducklake_files_scheduled_for_deletion'].flatMap((table) =>
          database.all(`SELECT path FROM ${table}`).map((row) => nameOf(String(row['path']))),
        ),
      ),
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function filesBelow(files: Files, folder: string): string[] {
  return files
    .list(folder)
    .flatMap((entry) => (entry.folder ? filesBelow(files, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`]));
}
