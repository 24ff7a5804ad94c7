import type { DataType } from '../../compiler/contract/data-type.ts';
import { sameDataType, showDataType } from '../../compiler/contract/data-type.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { assertNever } from '../../compiler/source/assert-never.ts';
import type { CatalogState, ColumnEntry, TableEntry } from './catalog-state.ts';
import {
  checkEntry,
  columnEntry,
  freeName,
  keyEntry,
  putTable,
  requireFreeName,
  requireNewColumn,
  requireTable,
} from './create-table.ts';
import type { ColumnDefinition, ForeignKeyDefinition, TableChange } from './definitions.ts';
import { nearest } from './find.ts';
import { storageTypeOf } from './storage-type.ts';

/**
 * The state with one table changed. Whether the rows allow it (NOT NULL, a new key) is the caller's to check.
 * Errors: `DuplicateDefinition`, `DependentObjects`, `InvalidOperation`, `ObjectNotFound`.
 */
export function alterTable(
  state: CatalogState,
  id: number,
  change: TableChange,
): { state: CatalogState; table: TableEntry } {
  const before = requireTable(state, id);
  if (change.kind === 'rename_table') requireFreeName(state, before.schema, change.name);
  const table = { ...changed(before, change), schemaVersion: state.schemaVersion + 1 };
  return { state: putTable(state, table), table };
}

function changed(table: TableEntry, change: TableChange): TableEntry {
  const { columns } = table;
  switch (change.kind) {
    case 'add_column':
      return addColumn(table, change);
    case 'drop_column':
      return dropColumn(table, change.column);
    case 'rename_column':
      requireNewColumn(columns.toSpliced(change.column, 1), table.name, change.name);
      return withColumn(table, change.column, { name: change.name });
    case 'change_type':
      return changeType(table, change.column, change.type);
    case 'replace_column':
      return replaceColumn(table, change.column, change.by);
    case 'set_default':
      return withColumn(table, change.column, { defaultText: change.defaultText, defaultValue: change.defaultValue });
    case 'set_nullable':
      if (change.nullable) requireNoKey(table, change.column, (key) => key.primary);
      return withColumn(table, change.column, { nullable: change.nullable });
    case 'add_key': {
      const key = keyEntry(change.key, table.name, columns, table.keys, constraintsOf(table));
      const nullable = (column: ColumnEntry, i: number): boolean =>
        column.nullable && !(key.primary && key.columns.includes(i));
      return {
        ...table,
        keys: [...table.keys, key],
        columns: columns.map((column, i) => ({ ...column, nullable: nullable(column, i) })),
      };
    }
    case 'add_index':
      return { ...table, indexes: [...(table.indexes ?? []), { name: change.name, columns: change.columns }] };
    case 'drop_index':
      return { ...table, indexes: (table.indexes ?? []).filter((index) => !sameName(index.name, change.name)) };
    case 'add_check':
      return {
        ...table,
        checks: [...table.checks, checkEntry(change.check, table.name, constraintsOf(table))],
      };
    case 'add_foreign_key':
      return addForeignKey(table, change.key);
    case 'drop_constraint':
      return dropConstraint(table, change.name);
    case 'rename_table':
      return { ...table, name: change.name };
    case 'comment':
      return change.column === null
        ? { ...table, comment: change.text }
        : withColumn(table, change.column, { comment: change.text });
    default:
      return assertNever(change);
  }
}

function withColumn(table: TableEntry, index: number, part: Partial<ColumnEntry>): TableEntry {
  return { ...table, columns: table.columns.with(index, { ...table.columns[index]!, ...part }) };
}

function addColumn(table: TableEntry, { column, existing }: Extract<TableChange, { kind: 'add_column' }>): TableEntry {
  requireNewColumn(table.columns, table.name, column.name);
  let { nextFieldId } = table;
  const entry = { ...columnEntry(column, () => nextFieldId++), initialDefault: existing };
  return { ...table, columns: [...table.columns, entry], nextFieldId };
}

function replaceColumn(table: TableEntry, index: number, by: ColumnDefinition): TableEntry {
  const { fieldId, order = fieldId, comment } = table.columns[index]!;
  let { nextFieldId } = table;
  const entry = { ...columnEntry(by, () => nextFieldId++), order, comment };
  return { ...table, columns: table.columns.with(index, entry), nextFieldId };
}

function dropColumn(table: TableEntry, index: number): TableEntry {
  if (table.columns.length === 1)
    throw gobiError('InvalidOperation', {
      what: `dropping the last column of ${table.name}`,
      reason: 'a table has one at least',
      instead: 'drop the table',
    });
  requireNoKey(table, index, () => true);
  requireNoIndex(table, index);
  const shifted = (column: number): number => (column > index ? column - 1 : column);
  return {
    ...table,
    columns: table.columns.toSpliced(index, 1),
    keys: table.keys.map((key) => ({ ...key, columns: key.columns.map(shifted) })),
    ...(table.indexes === undefined
      ? {}
      : { indexes: table.indexes.map((each) => ({ ...each, columns: each.columns.map(shifted) })) }),
    ...(table.foreignKeys === undefined
      ? {}
      : { foreignKeys: table.foreignKeys.map((each) => ({ ...each, columns: each.columns.map(shifted) })) }),
  };
}

function requireNoKey(
  table: TableEntry,
  column: number,
  concerned: (key: TableEntry['keys'][number]) => boolean,
): void {
  const dependents = table.keys
    .filter((key) => concerned(key) && key.columns.includes(column))
    .map((key) => `constraint ${key.name}`);
  if (dependents.length > 0)
    throw gobiError('DependentObjects', {
      kind: 'column',
      name: `${table.name}.${table.columns[column]!.name}`,
      dependents,
    });
}

function requireNoIndex(table: TableEntry, column: number): void {
  const dependents = [
    ...(table.indexes ?? []).map((each) => ({ ...each, kind: 'index' })),
    ...(table.foreignKeys ?? []).map((each) => ({ ...each, kind: 'constraint' })),
  ]
    .filter(({ columns }) => columns.includes(column))
    .map(({ kind, name }) => `${kind} ${name}`);
  if (dependents.length > 0)
    throw gobiError('DependentObjects', {
      kind: 'column',
      name: `${table.name}.${table.columns[column]!.name}`,
      dependents,
    });
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function changeType(table: TableEntry, index: number, type: DataType): TableEntry {
  const column = table.columns[index]!;
  if (sameDataType(column.type, type)) return table;
  if (!widens(column.type, type)) {
    throw gobiError('InvalidOperation', {
      what: `changing ${table.name}.${column.name} from ${showDataType(column.type)} to ${showDataType(type)}`,
      reason: 'only wider types of the same kind are possible without rewriting the table',
      instead: 'add a column, fill it, drop the old one',
    });
  }
  return withColumn(table, index, { type, storageType: storageTypeOf(type) });
}

/** Whether every value of `from` is one of `to`, in files too, so that nothing needs rewriting. */
export function widens(from: DataType, to: DataType): boolean {
  if (from.kind === 'int' && to.kind === 'int')
    return from.unsigned === to.unsigned ? to.bits > from.bits : from.unsigned && to.bits > from.bits;
  if (from.kind === 'float' && to.kind === 'float') return to.bits > from.bits;
  if (from.kind === 'string' && to.kind === 'string')
    return to.maxLength === undefined || (from.maxLength !== undefined && to.maxLength >= from.maxLength);
  return false;
}

function constraintsOf({ keys, checks, foreignKeys = [] }: TableEntry): readonly { readonly name: string }[] {
  return [...keys, ...checks, ...foreignKeys];
}

function addForeignKey(table: TableEntry, { name, columns, references }: ForeignKeyDefinition): TableEntry {
  const { foreignKeys = [] } = table;
  const wanted = name ?? [table.name, ...columns.map((at) => table.columns[at]!.name), 'fkey'].join('_');
  const key = { name: freeName(wanted, name !== null, constraintsOf(table), table.name), columns, references };
  return { ...table, foreignKeys: [...foreignKeys, key] };
}

function dropConstraint(table: TableEntry, name: string): TableEntry {
  const wanted = name.toLowerCase();
  const keys = table.keys.filter((key) => key.name.toLowerCase() !== wanted);
  const checks = table.checks.filter((check) => check.name.toLowerCase() !== wanted);
  const foreign = table.foreignKeys?.filter((key) => key.name.toLowerCase() !== wanted);
  if (
    keys.length === table.keys.length &&
    checks.length === table.checks.length &&
    foreign?.length === table.foreignKeys?.length
  ) {
    throw gobiError('ObjectNotFound', {
      kind: 'constraint',
      name,
      ...nearest(
        name,
        [...table.keys, ...table.checks, ...(table.foreignKeys ?? [])].map((each) => each.name),
      ),
    });
  }
  return { ...table, keys, checks, ...(foreign === undefined ? {} : { foreignKeys: foreign }) };
}
