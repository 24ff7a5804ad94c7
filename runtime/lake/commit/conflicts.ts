import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { accessKey } from '../../catalog/access.ts';
import type { CatalogChanges } from '../../catalog/catalog-changes.ts';
import { shownName } from '../../catalog/shown-name.ts';
import type { CatalogDatabase } from '../database.ts';
import { hasTable, inlinedDeleteTable } from '../rows/read-version.ts';
import { parseChanges, type ChangeVerb, type MadeChange } from './changes-made.ts';
import type { CommitRequest, FileDeletes, TableWrites } from './commit-request.ts';

const INSERTS: readonly ChangeVerb[] = ['inserted_into_table', 'inlined_insert'];
const DELETES: readonly ChangeVerb[] = ['deleted_from_table', 'inlined_delete'];
const SHAPES: readonly ChangeVerb[] = ['dropped_table', 'altered_table'];
const REWRITES: readonly ChangeVerb[] = [
  'flushed_inlined',
  'inline_flush',
  'compacted_table',
  'merge_adjacent',
  'rewrite_delete',
];

/**
 * Whether a transaction may still commit after what others committed since its snapshot. Changes of different rows go together; two deletes or updates of one row do
 * not, nor do deletes that write a file's deletions anew with any on that file, nor any change of a table's shape with anything on that table, nor two changes of
 * one name.
 * A conflict is `SerializationConflict`. Gives the tables that others inserted into: their keys must be compared.
 */
export function checkConflicts(database: CatalogDatabase, request: CommitRequest): ReadonlySet<number> {
  const since = request.base.snapshot;
  const made = database
    .all('SELECT DISTINCT changes_made FROM ducklake_snapshot_changes WHERE snapshot_id > ?', since)
    .flatMap((row) => parseChanges(row['changes_made'] as string | null));
  for (const writes of request.tables) checkRows(database, writes, made, since);
  checkTables(request.changes, made);
  checkNames(request.changes, made);
  checkCode(database, request.changes, since);
  return new Set(made.filter(({ verb }) => INSERTS.includes(verb)).map(({ id }) => id!));
}

function checkRows(database: CatalogDatabase, writes: TableWrites, made: readonly MadeChange[], since: number): void {
  const { id } = writes.table;
  const others = new Set(made.filter((change) => change.id === id).map(({ verb }) => verb));
  const met = (verbs: readonly ChangeVerb[]): boolean => verbs.some((verb) => others.has(verb));
  const conflict = (reason: string): Error =>
    gobiError('SerializationConflict', { table: shownName(writes.table), reason });
  if (met(SHAPES)) throw conflict('its shape changed');
  if (writes.fileDeletes.length + writes.inlinedDeletes.length === 0) return;
  if (met(REWRITES)) throw conflict('its files were rewritten');
  if (!met(DELETES)) return;
  const inlined = hasTable(database, inlinedDeleteTable(id));
  for (const deletes of writes.fileDeletes)
    if (deletedFromFile(database, id, deletes, since, inlined)) throw conflict('a row was deleted or updated twice');
  for (const { inlinedTable, rows } of writes.inlinedDeletes)
    for (const { rowId, begin } of rows)
      if (!isThere(database, inlinedTable, rowId, begin)) throw conflict('a row was deleted or updated twice');
}

/** Whether others deleted the same rows of a data file; where the whole file or its delete file is written anew, any of its rows. */
function deletedFromFile(
  database: CatalogDatabase,
  table: number,
  { dataFile, positions, way }: FileDeletes,
  since: number,
  inlined: boolean,
): boolean {
  // a delete file that took in another one begins where that did, and tells the newest of its deletions
  const found = database.one(
    'SELECT 1 FROM ducklake_delete_file WHERE data_file_id = ? AND (begin_snapshot > ? OR partial_max > ?) UNION ALL SELECT 1 FROM ducklake_data_file WHERE data_file_id = ? AND end_snapshot > ?',
    dataFile,
    since,
    since,
    dataFile,
    since,
  );
  if (found !== null) return true;
  if (!inlined) return false;
  const deletions = `SELECT 1 FROM ${inlinedDeleteTable(table)} WHERE file_id = ? AND begin_snapshot > ?`;
  if (way.kind !== 'inlined') return database.one(`${deletions} LIMIT 1`, dataFile, since) !== null;
  const ofRow = `${deletions} AND row_id = ?`;
  return positions.some((position) => database.one(ofRow, dataFile, since, position) !== null);
}

function isThere(database: CatalogDatabase, inlinedTable: string, rowId: number, begin: number): boolean {
  const sql = `SELECT 1 FROM "${inlinedTable}" WHERE row_id = ? AND begin_snapshot = ? AND end_snapshot IS NULL`;
  return database.one(sql, rowId, begin) !== null;
}

function checkTables(changes: CatalogChanges, made: readonly MadeChange[]): void {
  const touched = new Set(made.map(({ id }) => id));
  for (const table of [...changes.tables.dropped, ...changes.tables.altered.map(({ before }) => before)]) {
    if (touched.has(table.id))
      throw gobiError('SerializationConflict', {
        table: shownName(table),
        reason: 'it was changed while this transaction changed its shape',
      });
  }
  for (const view of changes.views.dropped) {
    if (touched.has(view.id))
      throw gobiError('SerializationConflict', {
        table: shownName(view),
        reason: 'the view was dropped or replaced',
      });
  }
  const dropped = new Set(made.filter(({ verb }) => verb === 'dropped_schema').map(({ id }) => id));
  for (const made of [...changes.tables.created, ...changes.views.created]) {
    if (dropped.has(made.schemaId))
      throw gobiError('SerializationConflict', { table: shownName(made), reason: 'its schema was dropped' });
  }
}

function checkNames(changes: CatalogChanges, made: readonly MadeChange[]): void {
  const taken = new Set(made.filter(({ names }) => names.length > 0).map(({ names }) => names.join('.').toLowerCase()));
  const renamed = changes.tables.altered
    .filter(({ before, after }) => before.name !== after.name)
    .map(({ after }) => after);
  const created = [...changes.tables.created, ...renamed, ...changes.views.created].map(
    ({ schema, name }) => `${schema}.${name}`,
  );
  for (const name of [...created, ...changes.schemas.created.map((schema) => schema.name)]) {
    if (taken.has(name.toLowerCase()))
      throw gobiError('SerializationConflict', { table: name, reason: 'something of this name was made' });
  }
  for (const { name } of changes.schemas.dropped) {
    const filled = made.some(({ names }) => names.length === 2 && names[0]!.toLowerCase() === name.toLowerCase());
    if (filled)
      throw gobiError('SerializationConflict', {
        table: name,
        reason: 'something was made in the schema that this transaction drops',
      });
  }
}

function checkCode(database: CatalogDatabase, changes: CatalogChanges, since: number): void {
  const check = (table: string, column: string, value: string): void => {
    const newer = database.one(
      `SELECT 1 FROM ${table} WHERE lower(${column}) = lower(?) AND (begin_snapshot > ? OR end_snapshot > ?)`,
      value,
      since,
      since,
    );
    if (newer !== null) throw gobiError('SerializationConflict', { table: value, reason: 'it was defined anew' });
  };
  for (const routine of touched(changes.routines)) check(`gobi_${routine.kind}`, 'id', routine.id);
  for (const type of touched(changes.types)) check('gobi_type', 'name', type.name);
  for (const entry of touched(changes.automation)) check(`gobi_${entry.kind}`, 'name', entry.name);
  for (const entry of touched(changes.access)) check('gobi_access', 'id', accessKey(entry.kind, entry.name));
}

function touched<T>({
  created,
  dropped,
  altered,
}: {
  readonly created: readonly T[];
  readonly dropped: readonly T[];
  readonly altered: readonly { readonly after: T }[];
}): readonly T[] {
  return [...created, ...dropped, ...altered.map(({ after }) => after)];
}
