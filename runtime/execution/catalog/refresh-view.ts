import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { findTable } from '../../catalog/find.ts';
import { shownName } from '../../catalog/shown-name.ts';
import { runDynamic } from '../dynamic/run-dynamic.ts';
import type { Frame } from '../frame.ts';

/** REFRESH: the query of a materialized view is compiled against the tables as they are now; its rows take the place of those that were there. */
export function refreshView(frame: Frame, name: { readonly schema: string; readonly name: string }): void {
  const table = findTable(frame.transaction.state, name.schema, name.name);
  if (table?.materialized === undefined)
    throw gobiError('ObjectNotFound', { kind: 'materialized view', name: shownName(name) });
  const text = table.materialized;
  const rows = runDynamic(frame, { text, offset: 0, locals: [] }, { file: `view ${table.name}`, text }, []);
  if (rows === null || typeof rows === 'number')
    throw gobiError('InternalError', { what: `the query of ${table.name}` });
  frame.transaction.replaceRows(table.id, rows);
}
