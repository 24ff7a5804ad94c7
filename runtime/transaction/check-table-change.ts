import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { CatalogState, TableEntry } from '../catalog/catalog-state.ts';
import type { TableChange } from '../catalog/definitions.ts';
import { shownName } from '../catalog/shown-name.ts';
import type { RowStage } from './row-stage.ts';

/** Whether the rows that are there allow a change; `state` is the one before it, `table` the table after it. Errors: `NotNullViolation`, `UniqueViolation`. */
export function checkTableChange(rows: RowStage, state: CatalogState, table: TableEntry, change: TableChange): void {
  switch (change.kind) {
    case 'add_column':
      if (!change.column.nullable && change.existing === null && rows.scan(state, table.id, [], null).rowCount > 0)
        throw notNull(table, change.column.name);
      return;
    case 'set_nullable':
      if (!change.nullable && rows.hasNulls(state, table.id, change.column))
        throw notNull(table, table.columns[change.column]!.name);
      return;
    case 'add_key': {
      const key = table.keys.length - 1;
      if (change.key.primary) {
        const column = change.key.columns.find((each) => rows.hasNulls(state, table.id, each));
        if (column !== undefined) throw notNull(table, table.columns[column]!.name);
      }
      rows.checkNewKey(state, table, key);
      return;
    }
    default:
      return;
  }
}

function notNull(table: TableEntry, column: string): Error {
  return gobiError('NotNullViolation', { table: shownName(table), column });
}
