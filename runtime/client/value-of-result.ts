import { rowsOf, toRows } from '../columnar/rows-of.ts';
import { userValue, type UserValue } from '../columnar/user-value.ts';
import type { Result } from './result.ts';

/** What a call gave: its value, or the rows of a table as objects. */
export function valueOfResult({ table, scalar }: Result): UserValue {
  if (table === null) return null;
  if (!scalar) return toRows(table);
  const [row] = rowsOf(table);
  return userValue(table.fields[0]!.type)(row?.[0] ?? null);
}
