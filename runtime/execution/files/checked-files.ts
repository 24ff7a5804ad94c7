import type { Checked } from '../../columnar/operators/checked.ts';
import type { Files } from '../../host/files.ts';

/** Files whose pieces are read only while the call may go on: a long file ends with the call that reads it. */
export function checkedFiles(files: Files, context: Checked): Files {
  return {
    exists: (path) => files.exists(path),
    size: (path) => files.size(path),
    modified: (path) => files.modified(path),
    read: (path) => files.read(path),
    readRange(path, start, length) {
      context.check();
      return files.readRange(path, start, length);
    },
    list: (folder) => files.list(folder),
    makeFolder: (path) => files.makeFolder(path),
    create: (path, bytes) => files.create(path, bytes),
    replace: (path, bytes) => files.replace(path, bytes),
    remove: (path) => files.remove(path),
  };
}
