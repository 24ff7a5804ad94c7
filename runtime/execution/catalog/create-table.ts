import type { CatalogChange, ColumnDefinition as Declared } from '../../../compiler/contract/catalog-change.ts';
import { PRIVILEGES_ON } from '../../../compiler/contract/access.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { ColumnDefinition, TableDefinition } from '../../catalog/definitions.ts';
import { grantDefinition } from '../../catalog/access.ts';
import type { TableEntry } from '../../catalog/catalog-state.ts';
import { findTable } from '../../catalog/find.ts';
import { isTemporary } from '../../catalog/temporary.ts';
import type { Table } from '../../columnar/table.ts';
import type { Frame } from '../frame.ts';
import { requireMain } from './require-main.ts';
import { requireStored } from './require-stored.ts';

type CreateTable = Extract<CatalogChange<number>, { kind: 'create_table' }>;

/** CREATE TABLE, with the rows of a query where `as` says so. */
export function createTable(frame: Frame, change: CreateTable, rowsOf: (query: number) => Table): void {
  const { transaction } = frame;
  const existing = findTable(transaction.state, change.schema, change.name);
  if (existing !== null && change.ifNotExists) return;
  if (change.temporary) refuseHiding(frame, existing);
  if (change.materialized !== undefined) {
    requireMain(frame);
    requireStored(frame, `materialized view ${change.name}`, change.materialized.text);
  }
  const queried = change.as === null ? null : rowsOf(change.as);
  const rows = queried === null ? null : renamed(queried, change.materialized?.names ?? []);
  if (existing !== null && change.orReplace) transaction.dropTable(existing.id);
  const shape = definition(frame, change, rows);
  const table = change.temporary ? transaction.createTemporaryTable(shape) : transaction.createTable(shape);
  if (frame.role !== null && !change.temporary) grantOwn(frame, frame.role, table);
  change.columns.forEach((column, i) => {
    if (column.comment !== null) transaction.alterTable(table.id, { kind: 'comment', column: i, text: column.comment });
  });
  if (rows === null || rows.rowCount === 0) return;
  if (change.materialized === undefined) transaction.insert(table.id, rows);
  else transaction.replaceRows(table.id, rows);
}

/** Code with the rights of the owner, called in the session of a role, would take the session's table for that of the lake. */
function refuseHiding({ role }: Frame, existing: TableEntry | null): void {
  if (role === null || existing === null || isTemporary(existing.id)) return;
  throw gobiError('AccessDenied', { who: `role ${role}`, what: `hide table ${existing.name} by a temporary one` });
}

/** Who makes a table may use it. */
function grantOwn({ transaction }: Frame, role: string, { schema, name }: TableEntry): void {
  for (const privilege of PRIVILEGES_ON.table) {
    const entry = grantDefinition({ role, privilege, object: 'table', name: `${schema}.${name}` });
    transaction.changeAccess({ kind: 'put', entry });
  }
}

function renamed(rows: Table, names: readonly string[]): Table {
  return { ...rows, fields: rows.fields.map((field, i) => ({ ...field, name: names[i] ?? field.name })) };
}

function definition(frame: Frame, change: CreateTable, rows: Table | null): TableDefinition {
  const declared =
    change.columns.length > 0 || rows === null
      ? change.columns.map((column) => columnDefinition(frame, column))
      : fieldsAsColumns(rows);
  const positions = (names: readonly string[]): number[] =>
    names.map((name) => {
      const at = declared.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
      if (at < 0) throw gobiError('ColumnNotFound', { table: change.name, name });
      return at;
    });
  const keys = change.constraints.filter(({ kind }) => kind === 'primary_key' || kind === 'unique');
  const checks = change.constraints.filter(({ kind }) => kind === 'check');
  const foreign = change.constraints.filter(({ kind }) => kind === 'foreign_key');
  return {
    schema: change.schema,
    name: change.name,
    columns: declared,
    keys: keys.map(({ name, kind, columns }) => ({
      name,
      primary: kind === 'primary_key',
      columns: positions(columns),
    })),
    checks: checks.map(({ name, text }) => ({ name, text: text ?? '' })),
    ...(foreign.length === 0
      ? {}
      : {
          foreignKeys: foreign.map(({ name, columns, text }) => ({
            name: name ?? [change.name, ...columns, 'fkey'].join('_'),
            columns: positions(columns),
            references: referred(frame, change, text ?? ''),
          })),
        }),
    ...(change.materialized === undefined ? {} : { materialized: change.materialized.text }),
  };
}

/** What a foreign key refers to, `schema.table (columns)`, if there is such a table: the check knows only those that it was given. */
export function referred(
  { session, transaction }: Frame,
  own: { readonly schema: string; readonly name: string },
  references: string,
): string {
  const name = references.slice(0, references.indexOf(' ('));
  const [last = '', schema = session.schema] = name.split('.').reverse();
  const isOwn = `${schema}.${last}`.toLowerCase() === `${own.schema}.${own.name}`.toLowerCase();
  if (!isOwn && findTable(transaction.state, schema, last) === null) throw gobiError('TableNotFound', { name });
  return references;
}

/** A declared column with the value of its DEFAULT, where that is the same for all rows. */
export function columnDefinition(frame: Frame, { name, type, nullable, defaultText }: Declared): ColumnDefinition {
  const { compiler } = frame.environment;
  const defaultValue = defaultText === null ? null : compiler.constant(defaultText, type, frame.transaction.state);
  return { name, type, nullable, defaultText, defaultValue };
}

function fieldsAsColumns(rows: Table): ColumnDefinition[] {
  return rows.fields.map(({ name, type, nullable }) => ({
    name,
    type,
    nullable,
    defaultText: null,
    defaultValue: null,
  }));
}
