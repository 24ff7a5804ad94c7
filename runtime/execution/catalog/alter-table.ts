import type { AlterAction, CatalogChange } from '../../../compiler/contract/catalog-change.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { assertNever } from '../../../compiler/source/assert-never.ts';
import type { TableEntry } from '../../catalog/catalog-state.ts';
import type { TableChange } from '../../catalog/definitions.ts';
import type { Frame } from '../frame.ts';
import { columnDefinition } from './create-table.ts';
import { tableNamed } from './table-named.ts';

/** ALTER TABLE: one change of the table's shape. */
export function alterTable(
  frame: Frame,
  { schema, table: name, action }: Extract<CatalogChange<number>, { kind: 'alter_table' }>,
): void {
  const table = tableNamed(frame, schema, name);
  frame.transaction.alterTable(table.id, changeOf(frame, table, action));
}

function changeOf(frame: Frame, table: TableEntry, action: AlterAction): TableChange {
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
    case 'set_type':
      return { kind: 'change_type', column: columnNamed(table, action.name), type: action.type };
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
