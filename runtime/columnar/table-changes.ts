import { STRING, type Field } from '../../compiler/contract/data-type.ts';
import { rowsOf } from './rows-of.ts';
import { tableFromRows } from './table-from-rows.ts';
import type { Table } from './table.ts';
import type { Value } from './value.ts';

/** The column that says what was done to a row: `delete` or `insert`. */
export const CHANGE_TYPE = '_change_type';

/**
 * What makes the rows of one table those of another with the same columns, whatever their order: rows that went (`delete`) and rows that came (`insert`), behind `CHANGE_TYPE`. `key` gives
 * the columns that tell rows apart: the old and the new row of one key stand one after the other. Without a table before all rows came. `null` where nothing changed.
 */
export function tableChanges(before: Table | null, after: Table, key: readonly number[] | null): Table | null {
  const fields: readonly Field[] = [{ name: CHANGE_TYPE, type: STRING, nullable: false }, ...after.fields];
  const came = new Map<string, Value[][]>();
  for (const row of rowsOf(after)) {
    const text = rowText(row);
    const same = came.get(text);
    if (same === undefined) came.set(text, [row]);
    else same.push(row);
  }
  const went: Value[][] = [];
  for (const row of before === null ? [] : rowsOf(before)) {
    const text = rowText(row);
    const same = came.get(text);
    if (same === undefined) went.push(row);
    else if (same.length > 1) same.pop();
    else came.delete(text);
  }
  const inserted = [...came.values()].flat();
  if (before !== null && went.length === 0 && inserted.length === 0) return null;
  return tableFromRows(fields, key === null ? inOrder(went, inserted) : byKey(went, inserted, key));
}

function* inOrder(went: readonly Value[][], came: readonly Value[][]): Generator<Value[]> {
  for (const row of went) yield ['delete', ...row];
  for (const row of came) yield ['insert', ...row];
}

function* byKey(went: readonly Value[][], came: readonly Value[][], key: readonly number[]): Generator<Value[]> {
  const keyOf = (row: readonly Value[]): string => rowText(key.map((column) => row[column]!));
  const next = new Map(came.map((row) => [keyOf(row), row]));
  const taken = new Set<readonly Value[]>();
  for (const row of went) {
    yield ['delete', ...row];
    const same = next.get(keyOf(row));
    if (same === undefined || taken.has(same)) continue;
    taken.add(same);
    yield ['insert', ...same];
  }
  for (const row of came) if (!taken.has(row)) yield ['insert', ...row];
}

/** A text that two rows share when all their values are the same. */
function rowText(row: readonly Value[]): string {
  let text = '';
  for (const value of row) text += `${valueText(value)},`;
  return text;
}

function valueText(value: Value): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      if (value === null) return '';
      if (value instanceof Uint8Array) return `x${Buffer.from(value).toString('hex')}`;
      if (Array.isArray(value)) return `[${(value as readonly Value[]).map(valueText).join()}]`;
      return `{${Object.values(value as Readonly<Record<string, Value>>)
        .map(valueText)
        .join()}}`;
  }
}
