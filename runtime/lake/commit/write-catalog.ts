import type { SchemaEntry, TableEntry, ViewEntry } from '../../catalog/catalog-state.ts';
import type { CatalogDatabase } from '../database.ts';
import type { MadeChange } from './changes-made.ts';
import type { CommitRequest } from './commit-request.ts';
import { FOREIGN, INDEX, MATERIALIZED } from '../state/read-tables.ts';
import { writeColumnChanges, writeColumns } from './write-columns.ts';
import { changesRows, createInlinedTable } from './inlined-tables.ts';
import { insertRow } from './write-code.ts';

/** Where the commit's rows go: its snapshot, its schema version, and the shift of ids made in the transaction. */
export interface CommitPlace {
  readonly snapshot: number;
  readonly schemaVersion: number;
  /** The id that an id of the request has in the catalog. */
  readonly id: (requested: number) => number;
}

/** Writes changed schemas, tables and views; gives what the snapshot says of them. */
export function writeCatalog(database: CatalogDatabase, { changes }: CommitRequest, place: CommitPlace): MadeChange[] {
  const { snapshot, id } = place;
  const made: MadeChange[] = [];
  for (const schema of changes.schemas.dropped) {
    database.run(
      'UPDATE ducklake_schema SET end_snapshot = ? WHERE schema_id = ? AND end_snapshot IS NULL',
      snapshot,
      schema.id,
    );
    made.push({ verb: 'dropped_schema', id: schema.id, names: [] });
  }
  for (const table of changes.tables.dropped) {
    dropTable(database, table.id, snapshot);
    made.push({ verb: 'dropped_table', id: table.id, names: [] });
  }
  for (const view of changes.views.dropped) {
    dropView(database, view.id, snapshot);
    made.push({ verb: 'dropped_view', id: view.id, names: [] });
  }
  for (const schema of changes.schemas.created) {
    insertSchema(database, schema, place);
    made.push({ verb: 'created_schema', id: null, names: [schema.name] });
  }
  for (const table of changes.tables.created) {
    insertTable(database, table, place);
    writeColumns(database, id(table.id), table, snapshot);
    writeConstraints(database, id(table.id), table, snapshot);
    writeComment(database, id(table.id), table.comment, snapshot);
    addVersion(database, id(table.id), place);
    createInlinedTable(database, table, place);
    made.push({ verb: 'created_table', id: null, names: [table.schema, table.name] });
  }
  for (const { before, after } of changes.tables.altered) made.push(...alterTable(database, before, after, place));
  for (const view of changes.views.created) {
    insertView(database, view, place);
    made.push({ verb: 'created_view', id: null, names: [view.schema, view.name] });
  }
  return made;
}

function dropTable(database: CatalogDatabase, id: number, snapshot: number): void {
  for (const table of [
    'ducklake_table',
    'ducklake_partition_info',
    'ducklake_column',
    'ducklake_column_tag',
    'ducklake_data_file',
    'ducklake_delete_file',
    'ducklake_sort_info',
    'gobi_column',
    'gobi_constraint',
  ]) {
    database.run(`UPDATE ${table} SET end_snapshot = ? WHERE table_id = ? AND end_snapshot IS NULL`, snapshot, id);
  }
  endComment(database, id, snapshot);
}

function dropView(database: CatalogDatabase, id: number, snapshot: number): void {
  for (const table of ['ducklake_view', 'gobi_view'])
    database.run(`UPDATE ${table} SET end_snapshot = ? WHERE view_id = ? AND end_snapshot IS NULL`, snapshot, id);
  endComment(database, id, snapshot);
}

function insertSchema(database: CatalogDatabase, { id, uuid, name, folder }: SchemaEntry, place: CommitPlace): void {
  insertRow(database, 'ducklake_schema', {
    schema_id: place.id(id),
    schema_uuid: uuid,
    begin_snapshot: place.snapshot,
    schema_name: name,
    path: folder.path,
    path_is_relative: Number(folder.relative),
  });
}

function insertTable(
  database: CatalogDatabase,
  { id, uuid, schemaId, name, folder }: TableEntry,
  place: CommitPlace,
): void {
  insertRow(database, 'ducklake_table', {
    table_id: place.id(id),
    table_uuid: uuid,
    begin_snapshot: place.snapshot,
    schema_id: place.id(schemaId),
    table_name: name,
    path: folder.path,
    path_is_relative: Number(folder.relative),
  });
}

function insertView(database: CatalogDatabase, view: ViewEntry, place: CommitPlace): void {
  const id = place.id(view.id);
  insertRow(database, 'ducklake_view', {
    view_id: id,
    view_uuid: view.uuid,
    begin_snapshot: place.snapshot,
    schema_id: place.id(view.schemaId),
    view_name: view.name,
    dialect: view.portableText === null ? 'gobi' : 'duckdb',
    sql: view.portableText ?? view.text,
    column_aliases: '',
  });
  insertRow(database, 'gobi_view', {
    view_id: id,
    text: view.text,
    fields: JSON.stringify(view.fields),
    begin_snapshot: place.snapshot,
  });
  writeComment(database, id, view.comment, place.snapshot);
}

function alterTable(
  database: CatalogDatabase,
  before: TableEntry,
  after: TableEntry,
  place: CommitPlace,
): MadeChange[] {
  const { snapshot } = place;
  const { id } = after;
  const renamed = before.name !== after.name;
  if (renamed) {
    database.run(
      'UPDATE ducklake_table SET end_snapshot = ? WHERE table_id = ? AND end_snapshot IS NULL',
      snapshot,
      id,
    );
    insertTable(database, after, place);
  }
  writeColumnChanges(database, id, before, after, snapshot);
  const indexed = before.indexes !== after.indexes || before.foreignKeys !== after.foreignKeys;
  if (indexed || before.keys !== after.keys || before.checks !== after.checks || before.columns !== after.columns) {
    database.run(
      'UPDATE gobi_constraint SET end_snapshot = ? WHERE table_id = ? AND end_snapshot IS NULL',
      snapshot,
      id,
    );
    writeConstraints(database, id, after, snapshot);
  }
  if (before.comment !== after.comment) {
    endComment(database, id, snapshot);
    writeComment(database, id, after.comment, snapshot);
  }
  addVersion(database, id, place);
  if (changesRows(before, after)) createInlinedTable(database, after, place);
  const reshaped =
    before.columns !== after.columns ||
    before.keys !== after.keys ||
    before.checks !== after.checks ||
    indexed ||
    before.comment !== after.comment;
  const made: MadeChange[] = renamed ? [{ verb: 'created_table', id: null, names: [after.schema, after.name] }] : [];
  return reshaped || !renamed ? [...made, { verb: 'altered_table', id, names: [] }] : made;
}

export function addVersion(database: CatalogDatabase, table: number, { snapshot, schemaVersion }: CommitPlace): void {
  insertRow(database, 'ducklake_schema_versions', {
    begin_snapshot: snapshot,
    schema_version: schemaVersion,
    table_id: table,
  });
}

function writeConstraints(
  database: CatalogDatabase,
  id: number,
  { keys, checks, columns, indexes = [], foreignKeys = [], materialized }: TableEntry,
  snapshot: number,
): void {
  let position = 0;
  const first = { table_id: id, begin_snapshot: snapshot };
  if (materialized !== undefined)
    insertRow(database, 'gobi_constraint', {
      ...first,
      position: position++,
      name: MATERIALIZED,
      kind: MATERIALIZED,
      text: materialized,
    });
  const idsOf = (positions: readonly number[]): string =>
    JSON.stringify(positions.map((column) => columns[column]!.fieldId));
  for (const index of indexes)
    insertRow(database, 'gobi_constraint', {
      ...first,
      position: position++,
      name: index.name,
      kind: INDEX,
      columns: idsOf(index.columns),
    });
  for (const key of foreignKeys)
    insertRow(database, 'gobi_constraint', {
      ...first,
      position: position++,
      name: key.name,
      kind: FOREIGN,
      columns: idsOf(key.columns),
      text: key.references,
    });
  for (const key of keys) {
    const fieldIds = idsOf(key.columns);
    insertRow(database, 'gobi_constraint', {
      table_id: id,
      position: position++,
      name: key.name,
      kind: key.primary ? 'primary' : 'unique',
      columns: fieldIds,
      begin_snapshot: snapshot,
    });
  }
  for (const check of checks) {
    insertRow(database, 'gobi_constraint', {
      table_id: id,
      position: position++,
      name: check.name,
      kind: 'check',
      text: check.text,
      begin_snapshot: snapshot,
    });
  }
}

function endComment(database: CatalogDatabase, id: number, snapshot: number): void {
  database.run(
    `UPDATE ducklake_tag SET end_snapshot = ? WHERE object_id = ? AND "key" = 'comment' AND end_snapshot IS NULL`,
    snapshot,
    id,
  );
}

function writeComment(database: CatalogDatabase, id: number, comment: string | null, snapshot: number): void {
  if (comment !== null)
    insertRow(database, 'ducklake_tag', { object_id: id, begin_snapshot: snapshot, key: 'comment', value: comment });
}
