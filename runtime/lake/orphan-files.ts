import type { Files } from '../host/files.ts';
import type { CatalogDatabase } from './database.ts';

/** Files below the data folder that the catalog does not name. They harm nobody; a commit that failed or was cut off left them. */
export function orphanFiles(database: CatalogDatabase, files: Files, dataPath: string): readonly string[] {
  const known = new Set<string>();
  const note = (rows: readonly Readonly<Record<string, unknown>>[]): void =>
    rows.forEach((row) => known.add(String(row['path']).split('/').at(-1)!));
  // File names are unique by themselves, so folders need not be put together.
  for (const table of ['ducklake_data_file', 'ducklake_delete_file', 'ducklake_files_scheduled_for_deletion'])
    note(database.all(`SELECT path FROM ${table}`));
  return files.exists(dataPath)
    ? filesBelow(files, dataPath.replace(/\/$/, '')).filter((path) => !known.has(path.split('/').at(-1)!))
    : [];
}

function filesBelow(files: Files, folder: string): string[] {
  return files
    .list(folder)
    .flatMap((entry) => (entry.folder ? filesBelow(files, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`]));
}
