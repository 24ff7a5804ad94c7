import { rowsOf } from '../columnar/rows-of.ts';
import { uniqueNames } from '../columnar/unique-names.ts';
import { fieldKey, type StructValue, type Value } from '../columnar/value.ts';
import type { Result } from './result.ts';

/** What a call gave: its value, or the rows of a table as a list of structs. */
export function valueOfResult({ table, scalar }: Result): Value {
  if (table === null) return null;
  const rows = [...rowsOf(table)];
  if (scalar) return rows[0]?.[0] ?? null;
  const keys = uniqueNames(table.fields.map(({ name }) => name)).map(fieldKey);
  return rows.map((row): StructValue => Object.fromEntries(keys.map((key, i) => [key, row[i]!])));
}
