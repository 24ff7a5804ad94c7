import type { CatalogChange } from '../../../compiler/contract/catalog-change.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { assertNever } from '../../../compiler/source/assert-never.ts';
import { findAutomation, findRoutines, findSchema, findTable, findType, findView } from '../../catalog/find.ts';
import type { Frame } from '../frame.ts';

/** DROP: an object that is not there is an error, but for IF EXISTS. */
export function dropObject(frame: Frame, change: Extract<CatalogChange<number>, { kind: 'drop' }>): void {
  if (!drop(frame, change) && !change.ifExists)
    throw gobiError('ObjectNotFound', { kind: change.object, name: change.name });
}

/** Whether there was something to drop. */
function drop(
  { transaction }: Frame,
  { object, schema, name }: Extract<CatalogChange<number>, { kind: 'drop' }>,
): boolean {
  const { state } = transaction;
  switch (object) {
    case 'table': {
      const table = findTable(state, schema, name);
      if (table !== null) transaction.dropTable(table.id);
      return table !== null;
    }
    case 'view': {
      const view = findView(state, schema, name);
      if (view !== null) transaction.dropView(view.id);
      return view !== null;
    }
    case 'schema': {
      const found = findSchema(state, name) !== null;
      if (found) transaction.dropSchema(name, false);
      return found;
    }
    case 'index': {
      const table = [...state.tables.values()].find((each) =>
        each.keys.some((key) => key.name.toLowerCase() === name.toLowerCase()),
      );
      if (table !== undefined) transaction.alterTable(table.id, { kind: 'drop_constraint', name });
      return table !== undefined;
    }
    case 'procedure':
    case 'function': {
      const routines = findRoutines(state, object, name);
      for (const routine of routines) transaction.dropRoutine(routine.id);
      return routines.length > 0;
    }
    case 'trigger':
    case 'schedule':
    case 'pipeline': {
      const found = findAutomation(state, object, name) !== null;
      if (found) transaction.dropAutomation(object, name);
      return found;
    }
    case 'type': {
      const found = findType(state, name) !== null;
      if (found) transaction.dropType(name);
      return found;
    }
    default:
      return assertNever(object);
  }
}
