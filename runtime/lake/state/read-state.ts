import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { CatalogState, SchemaEntry } from '../../catalog/catalog-state.ts';
import { relationsOf } from '../../catalog/apply-changes.ts';
import type { CatalogDatabase } from '../database.ts';
import { parseTimestamp } from '../text/civil-time.ts';
import { AT } from './at-snapshot.ts';
import { readAccess, readAutomation, readDeployed, readModules, readRoutines, readTypes } from './read-code.ts';
import { readTables } from './read-tables.ts';
import { readViews } from './read-views.ts';

/** All names at a snapshot, read in one moment. Unknown snapshot: `ObjectNotFound`. */
export function readState(database: CatalogDatabase, snapshot: number): CatalogState {
  return database.read(() => {
    const head = database.one(
      'SELECT snapshot_time, schema_version, next_catalog_id FROM ducklake_snapshot WHERE snapshot_id = ?',
      snapshot,
    );
    if (head === null) throw gobiError('ObjectNotFound', { kind: 'snapshot', name: String(snapshot) });
    const schemas = readSchemas(database, snapshot);
    const tables = readTables(database, snapshot, schemas);
    const views = readViews(database, snapshot, schemas);
    return {
      snapshot,
      time: Number(parseTimestamp(String(head['snapshot_time']))),
      schemaVersion: Number(head['schema_version']),
      nextCatalogId: Number(head['next_catalog_id']),
      changed: false,
      namesSince: snapshot,
      schemas: new Map([...schemas.values()].map((schema) => [schema.name.toLowerCase(), schema])),
      tables,
      views,
      relations: relationsOf(tables, views),
      routines: readRoutines(database, snapshot),
      types: readTypes(database, snapshot),
      automation: readAutomation(database, snapshot),
      access: readAccess(database, snapshot),
      modules: readModules(database, snapshot),
      deployed: readDeployed(database, snapshot),
    };
  });
}

function readSchemas(database: CatalogDatabase, snapshot: number): ReadonlyMap<number, SchemaEntry> {
  const rows = database.all(
    `SELECT schema_id, schema_uuid, schema_name, path, path_is_relative FROM ducklake_schema WHERE ${AT} ORDER BY schema_id`,
    snapshot,
    snapshot,
  );
  return new Map(
    rows.map((row) => {
      const id = Number(row['schema_id']);
      const folder = { path: String(row['path']), relative: row['path_is_relative'] === 1 };
      return [id, { id, uuid: String(row['schema_uuid']), name: String(row['schema_name']), folder }];
    }),
  );
}
