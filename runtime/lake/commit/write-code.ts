import { accessKey, type AccessEntry } from '../../catalog/access.ts';
import type { CatalogChanges, Difference } from '../../catalog/catalog-changes.ts';
import type { AutomationEntry, RoutineEntry, TypeEntry } from '../../catalog/catalog-state.ts';
import type { DeployedEntry } from '../../catalog/deployed.ts';
import type { CatalogDatabase, CatalogValue } from '../database.ts';

/** Writes changed procedures, functions, types, triggers, schedules, pipelines, secrets, roles, grants and modules: old rows end, new ones begin at `snapshot`. */
export function writeCode(database: CatalogDatabase, changes: CatalogChanges, snapshot: number): void {
  write(
    changes.routines,
    (routine) => end(database, `gobi_${routine.kind}`, 'id', routine.id, snapshot),
    (routine) => insertRoutine(database, routine, snapshot),
  );
  write(
    changes.types,
    (type) => end(database, 'gobi_type', 'name', type.name, snapshot),
    (type) => insertType(database, type, snapshot),
  );
  write(
    changes.automation,
    (entry) => end(database, `gobi_${entry.kind}`, 'name', entry.name, snapshot),
    (entry) => insertAutomation(database, entry, snapshot),
  );
  write(
    changes.access,
    (entry) => end(database, 'gobi_access', 'id', accessKey(entry.kind, entry.name), snapshot),
    (entry) => insertAccess(database, entry, snapshot),
  );
  write(
    changes.modules,
    (module) => end(database, 'gobi_module', 'fingerprint', module.fingerprint, snapshot),
    (module) =>
      insertRow(database, 'gobi_module', {
        fingerprint: module.fingerprint,
        manifest: JSON.stringify(module.manifest),
        begin_snapshot: snapshot,
      }),
  );
  write(
    changes.deployed,
    (entry) => end(database, 'gobi_deployed', 'object', entry.object, snapshot),
    (entry) => insertDeployed(database, entry, snapshot),
  );
}

function write<T>(
  { created, dropped, altered }: Difference<T>,
  remove: (entry: T) => void,
  insert: (entry: T) => void,
): void {
  for (const entry of dropped) remove(entry);
  for (const { before, after } of altered) {
    remove(before);
    insert(after);
  }
  for (const entry of created) insert(entry);
}

function end(database: CatalogDatabase, table: string, column: string, value: string, snapshot: number): void {
  database.run(
    `UPDATE ${table} SET end_snapshot = ? WHERE lower(${column}) = lower(?) AND end_snapshot IS NULL`,
    snapshot,
    value,
  );
}

function insertRoutine(database: CatalogDatabase, routine: RoutineEntry, snapshot: number): void {
  const { id, kind, name, options, signature, body, text, fingerprint, createdAt, modifiedAt } = routine;
  insertRow(database, `gobi_${kind}`, {
    id,
    name,
    options: JSON.stringify(options),
    signature: JSON.stringify(signature),
    body,
    text,
    fingerprint,
    created_at: createdAt,
    modified_at: modifiedAt,
    begin_snapshot: snapshot,
  });
}

function insertType(
  database: CatalogDatabase,
  { createdAt, modifiedAt, ...definition }: TypeEntry,
  snapshot: number,
): void {
  insertRow(database, 'gobi_type', {
    name: definition.name,
    definition: JSON.stringify(definition),
    created_at: createdAt,
    modified_at: modifiedAt,
    begin_snapshot: snapshot,
  });
}

function insertAutomation(
  database: CatalogDatabase,
  { kind, name, options, text, createdAt, modifiedAt }: AutomationEntry,
  snapshot: number,
): void {
  insertRow(database, `gobi_${kind}`, {
    name,
    options: JSON.stringify(options),
    text,
    created_at: createdAt,
    modified_at: modifiedAt,
    begin_snapshot: snapshot,
  });
}

function insertDeployed(database: CatalogDatabase, entry: DeployedEntry, snapshot: number): void {
  const { object, file, line, column, source, parts, version, deployedAt } = entry;
  insertRow(database, 'gobi_deployed', {
    object,
    file,
    line,
    col: column,
    source,
    parts: JSON.stringify(parts),
    version,
    deployed_at: deployedAt,
    begin_snapshot: snapshot,
  });
}

function insertAccess(
  database: CatalogDatabase,
  { createdAt, modifiedAt, ...definition }: AccessEntry,
  snapshot: number,
): void {
  insertRow(database, 'gobi_access', {
    id: accessKey(definition.kind, definition.name),
    definition: JSON.stringify(definition),
    created_at: createdAt,
    modified_at: modifiedAt,
    begin_snapshot: snapshot,
  });
}

/** Inserts a row by its columns' names. */
export function insertRow(
  database: CatalogDatabase,
  table: string,
  values: Readonly<Record<string, CatalogValue>>,
): void {
  const names = Object.keys(values);
  const sql = `INSERT INTO ${table}(${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  database.run(sql, ...Object.values(values));
}
