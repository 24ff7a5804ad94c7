import { INT, STRING, type Field } from './data-type.ts';

/**
 * What stands behind a table's own columns in rows of SINCE: what was done (`insert`, `delete`, `update_preimage` with the values before and `update_postimage` with those
 * after an update), in which snapshot, and to which row: its id stays the same over its updates.
 */
export const CHANGE_COLUMNS: readonly Field[] = [
  { name: '_change_type', type: STRING, nullable: false },
  { name: '_snapshot', type: INT, nullable: false },
  { name: '_row_id', type: INT, nullable: false },
];
