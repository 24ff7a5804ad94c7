import type { Clock } from '../host/clock.ts';
import type { Random } from '../host/random.ts';
import { newUuid } from '../host/random.ts';
import type { CatalogDatabase } from './database.ts';
import { DUCKLAKE_TABLES, DUCKLAKE_VERSION } from './ducklake-tables.ts';
import { GOBI_TABLES, GOBI_VERSION } from './gobi-tables.ts';
import { indexInlinedDeletes } from './rows/read-version.ts';
import { timestampText } from './text/civil-time.ts';

const CREATED_BY = 'gobi 0.1.0';

/** Whether a catalog says that a program like this one made it: its data lies beside it. */
export function isOurs(createdBy: string): boolean {
  return createdBy.startsWith('gobi ');
}

/** Fills an empty database with a lake that holds the schema `main` at snapshot 0. `dataFolder` ends in `/`. */
export function createLake(database: CatalogDatabase, dataFolder: string, clock: Clock, random: Random): void {
  const now = clock.now();
  database.write(() => {
    for (const table of DUCKLAKE_TABLES) database.script(table);
    const metadata = { version: DUCKLAKE_VERSION, created_by: CREATED_BY, data_path: dataFolder, encrypted: 'false' };
    for (const [key, value] of Object.entries(metadata))
      database.run('INSERT INTO ducklake_metadata("key", "value") VALUES (?, ?)', key, value);
    database.run(
      'INSERT INTO ducklake_snapshot(snapshot_id, snapshot_time, schema_version, next_catalog_id, next_file_id) VALUES (0, ?, 0, 1, 0)',
      timestampText(now, true),
    );
    database.run(
      `INSERT INTO ducklake_snapshot_changes(snapshot_id, changes_made) VALUES (0, 'created_schema:"main"')`,
    );
    database.run(
      `INSERT INTO ducklake_schema(schema_id, schema_uuid, begin_snapshot, schema_name, path, path_is_relative) VALUES (0, ?, 0, 'main', 'main/', 1)`,
      newUuid(now, random),
    );
    addGobiTables(database);
  });
}

/** Our own tables, where they are missing: in a new lake, or in one that another program made. */
export function addGobiTables(database: CatalogDatabase): void {
  for (const table of GOBI_TABLES) database.script(table);
  for (const { table_name: name } of database.all('SELECT table_name FROM ducklake_inlined_data_tables'))
    database.script(`CREATE INDEX IF NOT EXISTS "gobi_row_of_${String(name)}" ON "${String(name)}"(row_id)`);
  const deletes = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'ducklake_inlined_delete_%'";
  for (const { name } of database.all(deletes)) indexInlinedDeletes(database, String(name));
  database.run(`INSERT OR IGNORE INTO gobi_settings(name, value) VALUES ('version', ?)`, GOBI_VERSION);
}
