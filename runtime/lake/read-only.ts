import { gobiError, type GobiError } from '../../compiler/contract/runtime-error.ts';
import type { Files } from '../host/files.ts';
import type { CatalogDatabase } from './database.ts';

/** Makes the error of whatever would change a lake that was opened for reading only. */
export type Refusal = () => GobiError;

/** The refusal of a lake whose folder could not be written when it was opened; `cause` is what was met then. */
export function refusalOf(folder: string, cause: GobiError): Refusal {
  return () =>
    gobiError(
      'ReadOnly',
      {
        what: `the lake in '${folder}'`,
        reason: `it is open for reading only (${cause.message}); open it again when its folder can be written`,
      },
      { cause },
    );
}

/** A catalog database that refuses every write. */
export function readOnlyDatabase(database: CatalogDatabase, refusal: Refusal): CatalogDatabase {
  const refuse = (): never => {
    throw refusal();
  };
  return {
    one: (sql, ...parameters) => database.one(sql, ...parameters),
    all: (sql, ...parameters) => database.all(sql, ...parameters),
    arrays: (sql, ...parameters) => database.arrays(sql, ...parameters),
    ofTables: (key, read) => database.ofTables(key, read),
    read: (work) => database.read(work),
    close: () => database.close(),
    run: refuse,
    script: refuse,
    write: refuse,
    nested: refuse,
  };
}

/** Files that are read and never written. */
export function readOnlyFiles(files: Files, refusal: Refusal): Files {
  const refuse = (): never => {
    throw refusal();
  };
  return { ...files, makeFolder: refuse, create: refuse, replace: refuse, remove: refuse };
}
