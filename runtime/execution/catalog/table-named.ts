import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { TableEntry } from '../../catalog/catalog-state.ts';
import { shownName } from '../../catalog/shown-name.ts';
import { findTable, findView } from '../../catalog/find.ts';
import type { Frame } from '../frame.ts';

/** The table of a name. Views cannot be changed; unknown names are `TableNotFound`. */
export function tableNamed(frame: Frame, schema: string, name: string): TableEntry {
  const { state } = frame.transaction;
  const table = findTable(state, schema, name);
  if (table !== null) return table;
  if (findView(state, schema, name) !== null)
    throw gobiError('ReadOnly', { what: `view ${name}`, reason: 'only tables can be changed' });
  throw gobiError('TableNotFound', { name: shownName({ schema, name }) });
}
