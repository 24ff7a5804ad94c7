import { requireTable } from '../../catalog/create-table.ts';
import { shownName } from '../../catalog/shown-name.ts';
import type { Frame } from '../frame.ts';

/** How messages call the table of an id. */
export function shownTable({ transaction }: Frame, id: number): string {
  return shownName(requireTable(transaction.state, id));
}
