import type { DataType } from '../../../compiler/contract/data-type.ts';
import { sameDataType } from '../../../compiler/contract/data-type.ts';
import type { ColumnEntry, ColumnPart, TableEntry } from '../../catalog/catalog-state.ts';
import type { StoredPart } from '../../catalog/storage-type.ts';
import { dataTypeOf, fieldsOf } from '../../catalog/storage-type.ts';
import type { CatalogDatabase } from '../database.ts';
import { valueText } from '../text/value-text.ts';
import { insertRow } from './write-code.ts';

/** Writes all columns of a new table, parts included. */
export function writeColumns(database: CatalogDatabase, id: number, table: TableEntry, snapshot: number): void {
  for (const column of table.columns) {
    insertColumn(database, id, column, snapshot);
    insertParts(database, id, column.fieldId, column.parts, column.type, snapshot);
    writeOwn(database, id, column, snapshot);
    writeComment(database, id, column, snapshot);
  }
}

/** Ends and begins the rows of columns that were added, dropped or changed. A changed column keeps its id, and its parts. */
export function writeColumnChanges(
  database: CatalogDatabase,
  id: number,
  before: TableEntry,
  after: TableEntry,
  snapshot: number,
): void {
  if (before.columns === after.columns) return;
  const former = new Map(before.columns.map((column) => [column.fieldId, column]));
  for (const column of after.columns) {
    const old = former.get(column.fieldId);
    former.delete(column.fieldId);
    if (old === column) continue;
    if (old === undefined) {
      insertColumn(database, id, column, snapshot);
      insertParts(database, id, column.fieldId, column.parts, column.type, snapshot);
    } else if (
      old.name !== column.name ||
      old.storageType !== column.storageType ||
      old.nullable !== column.nullable ||
      old.defaultValue !== column.defaultValue
    ) {
      end(database, 'ducklake_column', id, column.fieldId, snapshot);
      insertColumn(database, id, column, snapshot);
    }
    if (old === undefined || old.defaultText !== column.defaultText || !sameDataType(old.type, column.type)) {
      end(database, 'gobi_column', id, column.fieldId, snapshot);
      writeOwn(database, id, column, snapshot);
    }
    if (old === undefined || old.comment !== column.comment) {
      database.run(
        `UPDATE ducklake_column_tag SET end_snapshot = ? WHERE table_id = ? AND column_id = ? AND "key" = 'comment' AND end_snapshot IS NULL`,
        snapshot,
        id,
        column.fieldId,
      );
      writeComment(database, id, column, snapshot);
    }
  }
  for (const column of former.values()) {
    for (const fieldId of [column.fieldId, ...partIds(column.parts)])
      end(database, 'ducklake_column', id, fieldId, snapshot);
    for (const table of ['gobi_column', 'ducklake_column_tag']) end(database, table, id, column.fieldId, snapshot);
  }
}

function end(database: CatalogDatabase, rows: string, table: number, column: number, snapshot: number): void {
  database.run(
    `UPDATE ${rows} SET end_snapshot = ? WHERE table_id = ? AND column_id = ? AND end_snapshot IS NULL`,
    snapshot,
    table,
    column,
  );
}

function insertColumn(database: CatalogDatabase, table: number, column: ColumnEntry, snapshot: number): void {
  const { fieldId, name, storageType, type, initialDefault, defaultValue, nullable, parts, order = fieldId } = column;
  const constant =
    defaultValue === undefined || defaultValue === null || parts.length > 0 ? 'NULL' : valueText(defaultValue, type);
  insertRow(database, 'ducklake_column', {
    column_id: fieldId,
    begin_snapshot: snapshot,
    table_id: table,
    column_order: order,
    column_name: name,
    column_type: storageType,
    initial_default: initialDefault === null || parts.length > 0 ? null : valueText(initialDefault, type),
    default_value: constant,
    nulls_allowed: Number(nullable),
    parent_column: null,
    default_value_type: parts.length > 0 ? '' : 'literal',
    default_value_dialect: 'duckdb',
  });
}

function insertParts(
  database: CatalogDatabase,
  table: number,
  parent: number,
  parts: readonly ColumnPart[],
  type: DataType,
  snapshot: number,
): void {
  fieldsOf(type).forEach((field, i) => {
    const { fieldId, name, storageType, parts: inner } = parts[i]!;
    insertRow(database, 'ducklake_column', {
      column_id: fieldId,
      begin_snapshot: snapshot,
      table_id: table,
      column_order: fieldId,
      column_name: name,
      column_type: storageType,
      initial_default: null,
      default_value: 'NULL',
      nulls_allowed: 1,
      parent_column: parent,
      default_value_type: inner.length > 0 ? '' : 'literal',
      default_value_dialect: 'duckdb',
    });
    insertParts(database, table, fieldId, inner, field.type, snapshot);
  });
}

/** What DuckLake has no place for: a computed default and its text, `varchar(n)`, names of structs, parts that may not be NULL. */
function writeOwn(database: CatalogDatabase, table: number, column: ColumnEntry, snapshot: number): void {
  const stored = dataTypeOf(column.storageType, column.parts.map(asStored));
  const type = stored !== null && sameDataType(stored, column.type) ? null : JSON.stringify(column.type);
  if (type === null && column.defaultText === null) return;
  insertRow(database, 'gobi_column', {
    table_id: table,
    column_id: column.fieldId,
    type,
    default_text: column.defaultText,
    begin_snapshot: snapshot,
  });
}

function asStored(part: ColumnPart): StoredPart {
  return { ...part, nullable: true, parts: part.parts.map(asStored) };
}

function partIds(parts: readonly ColumnPart[]): number[] {
  return parts.flatMap((part) => [part.fieldId, ...partIds(part.parts)]);
}

function writeComment(database: CatalogDatabase, table: number, column: ColumnEntry, snapshot: number): void {
  if (column.comment === null) return;
  insertRow(database, 'ducklake_column_tag', {
    table_id: table,
    column_id: column.fieldId,
    begin_snapshot: snapshot,
    key: 'comment',
    value: column.comment,
  });
}
