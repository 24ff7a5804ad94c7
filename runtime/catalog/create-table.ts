import type { TableKey } from '../../compiler/contract/catalog-view.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { CatalogState, ColumnEntry, TableEntry } from './catalog-state.ts';
import type { CheckDefinition, ColumnDefinition, KeyDefinition, TableDefinition } from './definitions.ts';
import { relationKey, requireSchema } from './find.ts';
import { folderName } from './folder-name.ts';
import { shownName } from './shown-name.ts';
import { storageTypeOf, storedParts } from './storage-type.ts';

/** The state with one more table. Errors: `DuplicateDefinition`, `ObjectNotFound` (schema), `InvalidOperation`, `Unsupported`. */
export function createTable(
  state: CatalogState,
  definition: TableDefinition,
  uuid: string,
): { state: CatalogState; table: TableEntry } {
  const { name, columns } = definition;
  const schema = requireSchema(state, definition.schema);
  requireFreeName(state, schema.name, name);
  if (columns.length === 0) throw gobiError('InvalidOperation', { what: `table ${name}`, reason: 'it has no column' });
  let fieldId = 0;
  const entries: ColumnEntry[] = [];
  for (const column of columns) {
    requireNewColumn(entries, name, column.name);
    const made = columnEntry(column, () => ++fieldId);
    entries.push(column.defaultValue === undefined ? made : { ...made, initialDefault: column.defaultValue });
  }
  const keys = definition.keys.reduce<TableKey[]>((found, key) => [...found, keyEntry(key, name, entries, found)], []);
  const primary = keys.find((key) => key.primary);
  const table: TableEntry = {
    id: state.nextCatalogId,
    uuid,
    schemaId: schema.id,
    schema: schema.name,
    name,
    folder: { path: folderName(name, uuid), relative: true },
    columns: entries.map((entry, i) => (primary?.columns.includes(i) ? { ...entry, nullable: false } : entry)),
    keys,
    checks: definition.checks.reduce<{ name: string; text: string }[]>(
      (found, check) => [...found, checkEntry(check, name, found)],
      [],
    ),
    nextFieldId: fieldId + 1,
    schemaVersion: state.schemaVersion + 1,
    rowCount: 0,
    readOnly: false,
    comment: null,
    ...(definition.foreignKeys === undefined ? {} : { foreignKeys: definition.foreignKeys }),
    ...(definition.materialized === undefined ? {} : { materialized: definition.materialized }),
  };
  return { state: putTable({ ...state, nextCatalogId: state.nextCatalogId + 1 }, table), table };
}

/** The state with a table added or replaced, as the newest version of the schema. */
export function putTable(state: CatalogState, table: TableEntry): CatalogState {
  const before = state.tables.get(table.id);
  const relations = new Map(state.relations);
  if (before !== undefined) relations.delete(relationKey(before.schema, before.name));
  relations.set(relationKey(table.schema, table.name), { kind: 'table', id: table.id });
  return {
    ...state,
    changed: true,
    schemaVersion: table.schemaVersion,
    tables: new Map(state.tables).set(table.id, table),
    relations,
  };
}

export function requireFreeName(state: CatalogState, schema: string, name: string): void {
  const taken = state.relations.get(relationKey(schema, name));
  if (taken !== undefined)
    throw gobiError('DuplicateDefinition', { kind: taken.kind, name: shownName({ schema, name }) });
}

const RESERVED = /^(row_id|begin_snapshot|end_snapshot|_ducklake_internal_.*)$/i;

export function requireNewColumn(columns: readonly ColumnEntry[], table: string, name: string): void {
  if (columns.some((other) => other.name.toLowerCase() === name.toLowerCase()))
    throw gobiError('DuplicateDefinition', { kind: 'column', name: `${table}.${name}` });
  if (RESERVED.test(name))
    throw gobiError('InvalidOperation', {
      what: `a column named ${name}`,
      reason: 'the lake uses this name itself',
      instead: 'use another name',
    });
}

/** A column with field ids of its own; rows from before it are NULL. */
export function columnEntry(column: ColumnDefinition, nextFieldId: () => number): ColumnEntry {
  const { name, type, nullable, defaultText, defaultValue } = column;
  const fieldId = nextFieldId();
  return {
    name,
    type,
    nullable,
    defaultText,
    defaultValue,
    fieldId,
    storageType: storageTypeOf(type),
    parts: storedParts(type, nextFieldId),
    initialDefault: null,
    comment: null,
  };
}

/** A key, with a name as PostgreSQL would make it. */
export function keyEntry(
  key: KeyDefinition,
  table: string,
  columns: readonly ColumnEntry[],
  others: readonly TableKey[],
  named: readonly { readonly name: string }[] = others,
): TableKey {
  if (key.primary && others.some((other) => other.primary))
    throw gobiError('InvalidOperation', {
      what: `a second primary key for ${table}`,
      reason: 'a table has one at most',
      instead: 'use UNIQUE',
    });
  const names = key.columns.map((column) => columns[column]!.name);
  const wanted = key.name ?? (key.primary ? `${table}_pkey` : `${[table, ...names].join('_')}_key`);
  return { name: freeName(wanted, key.name !== null, named, table), primary: key.primary, columns: key.columns };
}

export function checkEntry(
  check: CheckDefinition,
  table: string,
  others: readonly { readonly name: string }[],
): { name: string; text: string } {
  return { name: freeName(check.name ?? `${table}_check`, check.name !== null, others, table), text: check.text };
}

/** A name that no constraint of the table has: the wanted one, with a number where it was not given. Errors: `DuplicateDefinition`. */
export function freeName(
  wanted: string,
  given: boolean,
  others: readonly { readonly name: string }[],
  table: string,
): string {
  const taken = new Set(others.map((other) => other.name.toLowerCase()));
  if (!taken.has(wanted.toLowerCase())) return wanted;
  if (given) throw gobiError('DuplicateDefinition', { kind: 'constraint', name: `${table}.${wanted}` });
  let number = 1;
  while (taken.has(`${wanted}${number}`.toLowerCase())) number++;
  return `${wanted}${number}`;
}

/** The table of an id. Ids come from a state, so an unknown one was dropped since. */
export function requireTable(state: CatalogState, id: number): TableEntry {
  const table = state.tables.get(id);
  if (table === undefined) throw gobiError('TableNotFound', { name: `#${id}` });
  return table;
}
