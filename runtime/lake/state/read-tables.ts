import type { TableCheck, TableKey } from '../../../compiler/contract/catalog-view.ts';
import type { DataType } from '../../../compiler/contract/data-type.ts';
import { NULL } from '../../../compiler/contract/data-type.ts';
import type { ColumnEntry, ColumnPart, SchemaEntry, TableEntry } from '../../catalog/catalog-state.ts';
import { dataTypeOf, type StoredPart } from '../../catalog/storage-type.ts';
import type { Value } from '../../columnar/value.ts';
import type { CatalogDatabase, CatalogRow } from '../database.ts';
import { parseValue } from '../text/value-text.ts';
import { AT } from './at-snapshot.ts';
import { readRowCounts } from './read-row-counts.ts';

/** The kind under which the query of a materialized view lies beside constraints. */
export const MATERIALIZED = 'materialized';
/** The kind of plain indexes. */
export const INDEX = 'index';
/** The kind of constraint under which a foreign key is kept. */
export const FOREIGN = 'foreign';

/** The tables at a snapshot by id. A table with a column of a type that we cannot read is read-only. */
export function readTables(
  database: CatalogDatabase,
  snapshot: number,
  schemas: ReadonlyMap<number, SchemaEntry>,
): ReadonlyMap<number, TableEntry> {
  const rows = database.all(
    `SELECT table_id, table_uuid, schema_id, table_name, path, path_is_relative FROM ducklake_table WHERE ${AT} ORDER BY table_id`,
    snapshot,
    snapshot,
  );
  if (rows.length === 0) return new Map();
  const columns = readColumns(database, snapshot);
  const constraints = grouped(
    database.all(
      `SELECT table_id, name, kind, columns, text FROM gobi_constraint WHERE ${AT} ORDER BY table_id, position`,
      snapshot,
      snapshot,
    ),
  );
  const versions = numbersById(
    database.all(
      'SELECT table_id AS id, max(schema_version) AS number FROM ducklake_schema_versions WHERE begin_snapshot <= ? GROUP BY table_id',
      snapshot,
    ),
  );
  const fieldIds = numbersById(
    database.all('SELECT table_id AS id, max(column_id) AS number FROM ducklake_column GROUP BY table_id'),
  );
  const counts = readRowCounts(database, snapshot);
  const comments = readComments(database, snapshot);
  return new Map(
    rows.map((row) => {
      const id = Number(row['table_id']);
      const name = String(row['table_name']);
      const own = columns(id, name);
      const table: TableEntry = {
        id,
        uuid: String(row['table_uuid']),
        schemaId: Number(row['schema_id']),
        schema: schemas.get(Number(row['schema_id']))!.name,
        name,
        folder: { path: String(row['path']), relative: row['path_is_relative'] === 1 },
        columns: own,
        ...keysAndChecks(constraints.get(id) ?? [], own),
        nextFieldId: (fieldIds.get(id) ?? 0) + 1,
        schemaVersion: versions.get(id) ?? 0,
        rowCount: counts.get(id) ?? 0,
        readOnly: own.some((column) => column.type === NULL),
        comment: comments.get(id) ?? null,
      };
      const kept = constraints.get(id) ?? [];
      const query = kept.find((row) => row['kind'] === MATERIALIZED);
      const indexes = indexesOf(kept, own);
      const foreignKeys = foreignKeysOf(kept, own);
      return [
        id,
        {
          ...table,
          ...(query === undefined ? {} : { materialized: String(query['text']) }),
          ...(foreignKeys.length === 0 ? {} : { foreignKeys }),
          ...(indexes.length === 0 ? {} : { indexes }),
        },
      ];
    }),
  );
}

/** Comments of tables and views by id. */
export function readComments(database: CatalogDatabase, snapshot: number): ReadonlyMap<number, string> {
  const rows = database.all(
    `SELECT object_id, "value" FROM ducklake_tag WHERE "key" = 'comment' AND ${AT}`,
    snapshot,
    snapshot,
  );
  return new Map(rows.map((row) => [Number(row['object_id']), String(row['value'])]));
}

/** The columns that one table had at a snapshot. */
export function readColumnsAt(database: CatalogDatabase, snapshot: number, table: number, name: string): ColumnEntry[] {
  return readColumns(database, snapshot, table)(table, name);
}

function readColumns(
  database: CatalogDatabase,
  snapshot: number,
  only?: number,
): (table: number, name: string) => ColumnEntry[] {
  const which = only === undefined ? AT : `table_id = ${only} AND ${AT}`;
  const rows = grouped(
    database.all(
      `SELECT * FROM ducklake_column WHERE ${which} ORDER BY table_id, column_order, column_id`,
      snapshot,
      snapshot,
    ),
  );
  const own = grouped(
    database.all(`SELECT table_id, column_id, type, default_text FROM gobi_column WHERE ${AT}`, snapshot, snapshot),
  );
  const comments = grouped(
    database.all(
      `SELECT table_id, column_id, "value" FROM ducklake_column_tag WHERE "key" = 'comment' AND ${AT}`,
      snapshot,
      snapshot,
    ),
  );
  return (table, name) => {
    const all = rows.get(table) ?? [];
    const mine = new Map((own.get(table) ?? []).map((row) => [row['column_id'], row]));
    const said = new Map((comments.get(table) ?? []).map((row) => [row['column_id'], String(row['value'])]));
    return all
      .filter((row) => row['parent_column'] === null)
      .map((row) => columnEntry(name, storedPart(row, all), row, mine.get(row['column_id']!), said));
  };
}

function storedPart(row: CatalogRow, all: readonly CatalogRow[]): StoredPart {
  const fieldId = Number(row['column_id']);
  return {
    fieldId,
    name: String(row['column_name']),
    storageType: String(row['column_type']).toLowerCase(),
    nullable: row['nulls_allowed'] !== 0,
    parts: all.filter((other) => other['parent_column'] === fieldId).map((child) => storedPart(child, all)),
  };
}

function columnEntry(
  table: string,
  stored: StoredPart,
  row: CatalogRow,
  own: CatalogRow | undefined,
  comments: ReadonlyMap<unknown, string>,
): ColumnEntry {
  const { fieldId, name, storageType, nullable, parts } = stored;
  const ownType = own?.['type'] ?? null;
  const type = ownType === null ? dataTypeOf(storageType, parts) : (JSON.parse(String(ownType)) as DataType);
  const initial = row['initial_default'] ?? null;
  const where = `default of ${table}.${name}`;
  return {
    fieldId,
    ...(Number(row['column_order']) === fieldId ? {} : { order: Number(row['column_order']) }),
    name,
    storageType,
    nullable,
    parts: parts.map(columnPart),
    type: type ?? NULL,
    initialDefault: initial === null || type === null ? null : parseValue(String(initial), type, where),
    ...defaultOf(row, own, type, where),
    comment: comments.get(fieldId) ?? null,
  };
}

function columnPart({ fieldId, name, storageType, parts }: StoredPart): ColumnPart {
  return { fieldId, name, storageType, parts: parts.map(columnPart) };
}

function defaultOf(
  row: CatalogRow,
  own: CatalogRow | undefined,
  type: DataType | null,
  where: string,
): { defaultText: string | null; defaultValue: Value | undefined } {
  const text = row['default_value'] ?? null;
  const literal = row['default_value_type'] !== 'expression';
  const none = text === null || (literal && text === 'NULL');
  const ownText = own?.['default_text'] ?? null;
  if (ownText !== null)
    return {
      defaultText: String(ownText),
      defaultValue: none || type === null ? undefined : parseValue(String(text), type, where),
    };
  if (none) return { defaultText: null, defaultValue: undefined };
  if (!literal || type === null) return { defaultText: String(text), defaultValue: undefined };
  return { defaultText: literalText(String(text), type), defaultValue: parseValue(String(text), type, where) };
}

/** A literal of our language for a default that another program set; strings stand for times where times are expected. */
function literalText(text: string, type: DataType): string {
  return type.kind === 'int' || type.kind === 'decimal' || type.kind === 'float' || type.kind === 'boolean'
    ? text
    : `'${text.replaceAll("'", "''")}'`;
}

function keysAndChecks(
  rows: readonly CatalogRow[],
  columns: readonly ColumnEntry[],
): { keys: TableKey[]; checks: TableCheck[] } {
  const keys: TableKey[] = [];
  const checks: TableCheck[] = [];
  for (const row of rows) {
    const name = String(row['name']);
    if (row['kind'] === MATERIALIZED || row['kind'] === INDEX || row['kind'] === FOREIGN) continue;
    if (row['kind'] === 'check') checks.push({ name, text: String(row['text']) });
    else {
      const positions = positionsOf(row, columns);
      // Another program may have dropped a column of the key: the key is gone with it.
      if (!positions.includes(-1)) keys.push({ name, primary: row['kind'] === 'primary', columns: positions });
    }
  }
  return { keys, checks };
}

/** Indexes whose columns are all there still. */
function indexesOf(rows: readonly CatalogRow[], columns: readonly ColumnEntry[]): NonNullable<TableEntry['indexes']> {
  return rows
    .filter((row) => row['kind'] === INDEX)
    .map((row) => ({
      name: String(row['name']),
      columns: positionsOf(row, columns),
    }))
    .filter((index) => !index.columns.includes(-1));
}

/** Foreign keys whose columns are all there still. */
function foreignKeysOf(
  rows: readonly CatalogRow[],
  columns: readonly ColumnEntry[],
): NonNullable<TableEntry['foreignKeys']> {
  return rows
    .filter((row) => row['kind'] === FOREIGN)
    .map((row) => ({
      name: String(row['name']),
      columns: positionsOf(row, columns),
      references: String(row['text']),
    }))
    .filter((key) => !key.columns.includes(-1));
}

/** The positions of columns that are kept by field id; -1 for one that is gone. */
function positionsOf(row: CatalogRow, columns: readonly ColumnEntry[]): number[] {
  return (JSON.parse(String(row['columns'])) as number[]).map((fieldId) =>
    columns.findIndex((column) => column.fieldId === fieldId),
  );
}

function grouped(rows: readonly CatalogRow[]): ReadonlyMap<number, CatalogRow[]> {
  return Map.groupBy(rows, (row) => Number(row['table_id']));
}

function numbersById(rows: readonly CatalogRow[]): ReadonlyMap<number, number> {
  return new Map(rows.map((row) => [Number(row['id']), Number(row['number'])]));
}
