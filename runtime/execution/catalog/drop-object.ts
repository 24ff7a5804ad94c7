import type { CatalogChange } from '../../../compiler/contract/catalog-change.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { assertNever } from '../../../compiler/source/assert-never.ts';
import { accessKey } from '../../catalog/access.ts';
import { findAutomation, findRoutines, findSchema, findTable, findType, findView } from '../../catalog/find.ts';
import type { Frame } from '../frame.ts';
import { requireViews } from './dependents.ts';

/** DROP: an object that is not there is an error, but for IF EXISTS; so is one that a view needs. */
export function dropObject(frame: Frame, change: Extract<CatalogChange<number>, { kind: 'drop' }>): void {
  const { state: before } = frame.transaction;
  if (!drop(frame, change) && !change.ifExists)
    throw gobiError('ObjectNotFound', { kind: change.object, name: change.name });
  dropGrants(frame, change);
  requireViews(frame, before, change.object, change.name, change.name);
}

/** What is dropped takes the rights on it along: an object made later under its name begins with none. */
function dropGrants(
  { transaction }: Frame,
  { object, schema, name }: Extract<CatalogChange<number>, { kind: 'drop' }>,
) {
  if (object === 'table' || object === 'view' || object === 'materialized view')
    transaction.changeAccess({ kind: 'drop_grants_on', objects: ['table', 'view'], name: `${schema}.${name}` });
  if (object === 'procedure' || object === 'function' || object === 'schema')
    transaction.changeAccess({ kind: 'drop_grants_on', objects: [object], name });
}

/** Whether there was something to drop. */
function drop(
  { transaction }: Frame,
  { object, schema, name }: Extract<CatalogChange<number>, { kind: 'drop' }>,
): boolean {
  const { state } = transaction;
  switch (object) {
    case 'table':
    case 'materialized view': {
      const table = findTable(state, schema, name);
      if (table !== null && (table.materialized !== undefined) !== (object === 'materialized view')) {
        const kind = object === 'table' ? 'materialized view' : 'table';
        throw gobiError('InvalidOperation', {
          what: `drop ${object} ${name}`,
          reason: `it is a ${kind}`,
          instead: `\`drop ${kind} ${name}\``,
        });
      }
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
      const plain = [...state.tables.values()].find(({ indexes = [] }) =>
        indexes.some((index) => index.name.toLowerCase() === name.toLowerCase()),
      );
      if (plain !== undefined) transaction.alterTable(plain.id, { kind: 'drop_index', name });
      return table !== undefined || plain !== undefined;
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
    case 'role':
    case 'secret': {
      const found = state.access.has(accessKey(object, name));
      if (found) transaction.changeAccess({ kind: 'drop', of: object, name });
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
