import type { AlterAction, CatalogChange } from '../../../compiler/contract/catalog-change.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { assertNever } from '../../../compiler/source/assert-never.ts';
import { sameDataType, type DataType } from '../../../compiler/contract/data-type.ts';
import { accessOf, grantDefinition } from '../../catalog/access.ts';
import { widens } from '../../catalog/alter-table.ts';
import type { TableEntry } from '../../catalog/catalog-state.ts';
import type { TableChange } from '../../catalog/definitions.ts';
import type { Frame } from '../frame.ts';
import { addConstraint, dropConstraint } from './change-constraints.ts';
import { columnDefinition } from './create-table.ts';
import { requireDependents } from './dependents.ts';
import { retypeColumn } from './retype-column.ts';
import { tableNamed } from './table-named.ts';

/** ALTER TABLE of a session: one change of the table's shape. `DependentObjects` where a view, check or foreign key would not fit any more. */
export function alterTable(frame: Frame, change: Extract<CatalogChange<number>, { kind: 'alter_table' }>): void {
  const table = tableNamed(frame, change.schema, change.table);
  const before = frame.transaction.state;
  changeTable(frame, change);
  requireDependents(frame, before, table, change.action);
}

/** The change alone; what uses the table is the caller's to look after. */
export function changeTable(
  frame: Frame,
  { schema, table: name, action }: Extract<CatalogChange<number>, { kind: 'alter_table' }>,
): void {
  const table = tableNamed(frame, schema, name);
  if (action.kind === 'set_type') {
    const column = columnNamed(table, action.name);
    if (action.using === null && isWidening(table.columns[column]!.type, action.type))
      frame.transaction.alterTable(table.id, { kind: 'change_type', column, type: action.type });
    else retypeColumn(frame, table, column, action);
    return;
  }
  if (action.kind === 'add_constraint') return addConstraint(frame, table, action.constraint);
  if (action.kind === 'drop_constraint') return dropConstraint(frame, table, action);
  frame.transaction.alterTable(table.id, changeOf(frame, table, action));
  if (action.kind === 'add_column')
    for (const constraint of action.constraints ?? []) addConstraint(frame, table, constraint);
  if (action.kind === 'rename_table') moveGrants(frame, table, action.to);
}

/** Rights stay with the table: the next one of its old name begins with none. */
function moveGrants({ transaction }: Frame, { schema, name }: TableEntry, to: string): void {
  const [before, after] = [`${schema}.${name}`, `${schema}.${to}`];
  const moved = accessOf(transaction.state, 'grant').filter(
    ({ grant }) => grant.object === 'table' && grant.name.toLowerCase() === before.toLowerCase(),
  );
  if (moved.length === 0) return;
  transaction.changeAccess({ kind: 'drop_grants_on', objects: ['table'], name: before });
  for (const { grant } of moved)
    transaction.changeAccess({ kind: 'put', entry: grantDefinition({ ...grant, name: after }) });
}

function changeOf(
  frame: Frame,
  table: TableEntry,
  action: Exclude<AlterAction, { readonly kind: 'set_type' | 'add_constraint' | 'drop_constraint' }>,
): TableChange {
  switch (action.kind) {
    case 'add_column': {
      const column = columnDefinition(frame, action.column);
      return { kind: 'add_column', column, existing: column.defaultValue ?? null };
    }
    case 'drop_column':
      return { kind: 'drop_column', column: columnNamed(table, action.name) };
    case 'rename_column':
      return { kind: 'rename_column', column: columnNamed(table, action.name), name: action.to };
    case 'rename_table':
      return { kind: 'rename_table', name: action.to };
    case 'set_default': {
      const column = columnNamed(table, action.name);
      const { name, type, nullable } = table.columns[column]!;
      const { defaultText, defaultValue } = columnDefinition(frame, {
        name,
        type,
        nullable,
        defaultText: action.defaultText,
        comment: null,
      });
      return { kind: 'set_default', column, defaultText, defaultValue };
    }
    case 'set_not_null':
      return { kind: 'set_nullable', column: columnNamed(table, action.name), nullable: !action.notNull };
    default:
      return assertNever(action);
  }
}

function columnNamed(table: TableEntry, name: string): number {
  const at = table.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
  if (at < 0) throw gobiError('ColumnNotFound', { table: table.name, name });
  return at;
}

function isWidening(from: DataType, to: DataType): boolean {
  return sameDataType(from, to) || widens(from, to);
}
