import type { Files } from '../host/files.ts';
import { deleteFile } from './commit/delete-file.ts';
import type { MergeDeletes } from './commit/write-rows.ts';
import type { CatalogDatabase } from './database.ts';
import { parquetData } from './parquet-data.ts';
import { insertRow } from './commit/write-code.ts';

/**
 * Merging is done within the commit, when its snapshot is certain: each position in the new file says since when it is deleted, so that the new file
 * alone stands for all snapshots, and the old one leaves the catalog. `path` names a new file; files written by a commit that failed are `written`.
 */
export function mergeDeletesIn(
  database: CatalogDatabase,
  files: Files,
  dataFolder: string,
  path: () => string,
  now: () => string,
  written: string[],
): MergeDeletes {
  return (dataFile, positions, { dataPath, folder }, snapshot) => {
    const old = database.one(
      'SELECT * FROM ducklake_delete_file WHERE data_file_id = ? AND end_snapshot IS NULL',
      dataFile,
    )!;
    const id = Number(old['delete_file_id']);
    const begin = Number(old['begin_snapshot']);
    const relative = old['path_is_relative'] === 1;
    const oldPath = relative ? folder + String(old['path']) : String(old['path']);
    const known = parquetData(files).readDeletes(oldPath, {
      id,
      path: oldPath,
      relative,
      format: String(old['format'] ?? 'parquet'),
    });
    const rows = Array.from(known.positions, (position, i) => [position, known.snapshots?.[i] ?? begin] as const);
    const all = [...rows, ...positions.map((position) => [position, snapshot] as const)].sort((a, b) => a[0] - b[0]);
    const made = deleteFile(
      dataPath,
      all.map(([position]) => position),
      all.map(([, since]) => since),
    );
    const name = path();
    written.push(folder + name);
    files.create(folder + name, made.bytes);
    database.run('DELETE FROM ducklake_delete_file WHERE delete_file_id = ?', id);
    const inside = oldPath.startsWith(dataFolder);
    insertRow(database, 'ducklake_files_scheduled_for_deletion', {
      data_file_id: id,
      path: inside ? oldPath.slice(dataFolder.length) : oldPath,
      path_is_relative: Number(inside),
      schedule_start: now(),
    });
    return { file: { path: name, rows: all.length, bytes: made.bytes.length, footerBytes: made.footerBytes }, begin };
  };
}
