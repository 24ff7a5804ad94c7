import type { Conflict, InsertDml } from '../../../compiler/contract/dml.ts';
import type { TableKey } from '../../../compiler/contract/catalog-view.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { TableEntry } from '../../catalog/catalog-state.ts';
import { shownName } from '../../catalog/shown-name.ts';
import { canonicalKey } from '../../columnar/canonical-key.ts';
import { showValue } from '../../columnar/convert/print-value.ts';
import type { Table } from '../../columnar/table.ts';
import type { Frame } from '../frame.ts';
import { columnValues } from './pieces.ts';

/** Rows of an INSERT by whether their key is free. `taken` names the row that has the key. */
export interface Split {
  readonly fresh: readonly number[];
  readonly taken: readonly { readonly row: number; readonly position: number }[];
}

/**
 * Looks up the keys of new rows. Of several new rows with one key, DO NOTHING takes the first; DO UPDATE would change a row twice, which is an error.
 */
export function splitByConflict(frame: Frame, dml: InsertDml, conflict: Conflict, rows: Table): Split {
  const table = frame.transaction.state.tables.get(dml.table)!;
  const { keys } = table;
  const wanted = conflict.key === null ? keys.map((_, i) => i) : [conflict.key];
  const fresh: number[] = [];
  const taken: { row: number; position: number }[] = [];
  const found = wanted.map((key) => frame.transaction.lookupAll(dml.table, key, rows, keys[key]!.columns));
  const texts = wanted.map((key) => keyTexts(rows, keys[key]!.columns));
  const seen = wanted.map(() => new Set<string>());
  for (let row = 0; row < rows.rowCount; row++) {
    const position = found.map((each) => each[row]!).find((each) => each >= 0) ?? -1;
    const again = texts.some((each, i) => each[row] !== null && seen[i]!.has(each[row]!));
    const isFresh = position < 0 && !again;
    // A row that is left out takes no key.
    if (isFresh || conflict.update !== null) texts.forEach((each, i) => each[row] !== null && seen[i]!.add(each[row]!));
    if (again && conflict.update !== null) throw twice(table, keys[wanted[0]!]!, rows, row);
    if (position >= 0) taken.push({ row, position });
    else if (isFresh) fresh.push(row);
  }
  return { fresh, taken };
}

/** Keys as text; `null` where NULL stands in it, which is equal to nothing. */
function keyTexts(rows: Table, columns: readonly number[]): (string | null)[] {
  const values = columns.map((column) => columnValues(rows, column));
  return Array.from({ length: rows.rowCount }, (_, row) => {
    const key = values.map((each) => each[row] ?? null);
    return key.includes(null)
      ? null
      : JSON.stringify(key.map((each) => `${typeof each}:${String(canonicalKey(each))}`));
  });
}

function twice(table: TableEntry, { columns }: TableKey, rows: Table, row: number): Error {
  const names = columns.map((column) => table.columns[column]!.name);
  const values = columns.map((column) => showValue(columnValues(rows, column)[row] ?? null, rows.fields[column]!.type));
  return gobiError('CardinalityError', {
    what: 'the new rows',
    rows: 2,
    expected: 'one',
    again: `two of the new rows for ${shownName(table)} have (${names.join(', ')}) = (${values.join(', ')}): a statement changes a row once`,
  });
}
