import { resolve } from 'node:path';
import { GobiError, gobiError } from '../../compiler/contract/runtime-error.ts';
import { systemClock } from '../host/clock.ts';
import { nodeFiles } from '../host/node/node-files.ts';
import { systemRandom } from '../host/random.ts';
import { catalogCopy } from './catalog-copy.ts';
import { addGobiTables, createLake, isOurs } from './create-lake.ts';
import type { CatalogDatabase } from './database.ts';
import { DUCKLAKE_VERSION } from './ducklake-tables.ts';
import { GOBI_VERSION } from './gobi-tables.ts';
import type { Lake, LakeHost, LakeOptions } from './lake.ts';
import { heldSince, lockLake } from './lock.ts';
import { OpenLake } from './owned-lake.ts';
import { readOnlyDatabase, readOnlyFiles, refusalOf } from './read-only.ts';
import { openSqlite } from './sqlite-database.ts';

export const nodeHost: LakeHost = { files: nodeFiles, clock: systemClock, random: systemRandom };

const LOCK_MILLISECONDS = 100;

/**
 * Opens the lake in a folder and owns it until it is closed. Errors: `NotALake`, `LakeVersion` (a newer one; it is not touched),
 * `LakeLocked` (another process has it), `CorruptFile`, `PermissionDenied`, `DiskFull`. A lake whose folder takes no writes is opened as it is now, for reading only:
 * changes are refused as `ReadOnly`.
 */
export function openLake(folder: string, host: LakeHost = nodeHost, options: LakeOptions = {}): Lake {
  const root = resolve(folder);
  const own = `${root}/.gobi`;
  const catalog = `${own}/catalog.sqlite`;
  if (!host.files.exists(catalog)) {
    if (options.create !== true)
      throw gobiError('NotALake', {
        folder,
        reason: host.files.exists(root) ? 'it has no .gobi/catalog.sqlite' : 'it does not exist',
      });
    host.files.makeFolder(`${own}/data`);
  }
  if (options.peer !== undefined) return openShared(root, folder, host, options);
  try {
    return openOwned(root, folder, host, options);
  } catch (error) {
    const unwritable = error instanceof GobiError && UNWRITABLE.has(error.exception);
    if (!unwritable || host.openDatabase !== undefined || !host.files.exists(catalog)) throw error;
    return openForReading(root, folder, host, options, error);
  }
}

/** Errors that a folder gives which may be read all the same. */
const UNWRITABLE: ReadonlySet<string> = new Set(['PermissionDenied', 'DiskFull']);

function openOwned(root: string, folder: string, host: LakeHost, options: LakeOptions): Lake {
  const own = `${root}/.gobi`;
  const busyMilliseconds = options.lockMilliseconds ?? LOCK_MILLISECONDS;
  const lock =
    options.passing === true
      ? { since: host.clock.now(), release: () => undefined }
      : lockLake(folder, () => openSqlite(`${own}/lock`, { log: false, busyMilliseconds }), {
          pid: process.pid,
          since: host.clock.now(),
        });
  try {
    const catalog = options.passing === true ? ':memory:' : `${own}/catalog.sqlite`;
    const database = (host.openDatabase ?? openSqlite)(catalog);
    try {
      const dataPath = prepare(database, folder, `${own}/data/`, host, options.create === true);
      return new OpenLake(root, host, options, database, dataPath, lock);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Opens a lake that another thread of this process owns: it has prepared the catalog, and makes all commits. */
function openShared(root: string, folder: string, host: LakeHost, options: LakeOptions): Lake {
  const database = openSqlite(`${root}/.gobi/catalog.sqlite`, { readOnly: true });
  try {
    const dataPath = asFolder(metadataOf(database).get('data_path') ?? `${root}/.gobi/data/`);
    return new OpenLake(root, host, options, database, dataPath, {
      since: heldSinceIn(`${root}/.gobi/lock`),
      release: () => undefined,
    });
  } catch (error) {
    database.close();
    throw error;
  }
}

function heldSinceIn(path: string): number {
  const file = openSqlite(path, { readOnly: true });
  try {
    return heldSince(file);
  } finally {
    file.close();
  }
}

/** Opens the lake as it is now, in a folder that takes no writes: nobody is kept from it, and nothing can be changed. */
function openForReading(root: string, folder: string, host: LakeHost, options: LakeOptions, cause: GobiError): Lake {
  const refusal = refusalOf(folder, cause);
  const database = catalogCopy(`${root}/.gobi/catalog.sqlite`);
  try {
    const dataPath = prepare(database, folder, `${root}/.gobi/data/`, host, false);
    const reading = { ...host, files: readOnlyFiles(host.files, refusal) };
    return new OpenLake(root, reading, options, readOnlyDatabase(database, refusal), dataPath, {
      since: 0,
      release: () => undefined,
    });
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Makes the lake where there is none yet, looks at its version, brings our part of it up to date; the path of its data. */
function prepare(
  database: CatalogDatabase,
  folder: string,
  dataFolder: string,
  { clock, random }: LakeHost,
  create: boolean,
): string {
  const known = database.one(
    `SELECT count(*) AS number FROM sqlite_master WHERE name IN ('ducklake_metadata', 'ducklake_snapshot')`,
  );
  if (known?.['number'] === 0) {
    const other = database.one('SELECT name FROM sqlite_master LIMIT 1');
    if (!create || other !== null)
      throw gobiError('NotALake', { folder, reason: 'its catalog is not one of DuckLake' });
    createLake(database, dataFolder, clock, random);
  }
  const metadata = metadataOf(database);
  requireKnownFormat(metadata, folder);
  database.write(() => addGobiTables(database));
  requireOurVersion(database, folder);
  const stored = metadata.get('data_path') ?? dataFolder;
  if (stored === dataFolder || !isOurs(metadata.get('created_by') ?? '')) return asFolder(stored);
  // Our folders may be moved; DuckDB wants to be told where the data lies.
  database.write(() =>
    database.run(`UPDATE ducklake_metadata SET "value" = ? WHERE "key" = 'data_path' AND scope IS NULL`, dataFolder),
  );
  return dataFolder;
}

function metadataOf(database: CatalogDatabase): ReadonlyMap<string, string> {
  const rows = database.all('SELECT "key", "value" FROM ducklake_metadata WHERE scope IS NULL');
  return new Map(rows.map((row) => [String(row['key']), String(row['value'])]));
}

function requireKnownFormat(metadata: ReadonlyMap<string, string>, folder: string): void {
  const version = metadata.get('version') ?? 'unknown';
  if (version !== DUCKLAKE_VERSION)
    throw gobiError('LakeVersion', { folder, found: `DuckLake ${version}`, known: `DuckLake ${DUCKLAKE_VERSION}` });
  if (metadata.get('encrypted') === 'true')
    throw gobiError('Unsupported', {
      what: `the encrypted lake in '${folder}'`,
      instead: 'decrypt it in the program that made it',
    });
}

function requireOurVersion(database: CatalogDatabase, folder: string): void {
  const ours = String(database.one(`SELECT value FROM gobi_settings WHERE name = 'version'`)?.['value']);
  if (ours !== GOBI_VERSION)
    throw gobiError('LakeVersion', { folder, found: `gobi ${ours}`, known: `gobi ${GOBI_VERSION}` });
}

function asFolder(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
