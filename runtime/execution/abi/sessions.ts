import { tableFromRows } from '../../columnar/table-from-rows.ts';
import { DynamicValue } from '../dynamic-value.ts';
import type { Table } from '../../columnar/table.ts';
import { RowStream } from '../query/row-stream.ts';
import type { Frame } from '../frame.ts';

/** The value of a local that came in from outside. */
export function session(frame: Frame, name: string): unknown {
  return frame.locals.get(name) ?? null;
}

/** Keeps a local for later statements. */
export function keep(frame: Frame, name: string, value: unknown): void {
  frame.locals.set(name, value);
}

/**
 * Tells what a top-level statement gave: rows, a number of changed rows, or nothing; or a value whose type nobody knew before, which `name` names as a column. One that is
 * NULL is nothing.
 */
export function result(frame: Frame, verb: string, given: Table | number | DynamicValue | null, name = 'value'): void {
  if (given instanceof DynamicValue) {
    const table = tableFromRows([{ name, type: given.type, nullable: given.value === null }], [[given.value]]);
    frame.results?.({ verb, table, scalar: true, rowsChanged: null });
    return;
  }
  const value = given instanceof RowStream ? given.drain() : given;
  if (typeof value === 'number') frame.results?.({ verb, table: null, rowsChanged: value });
  else
    frame.results?.({
      verb,
      table: value,
      rowsChanged: value !== null && CHANGES.has(verb) ? value.rowCount : null,
    });
}

const CHANGES = new Set(['insert', 'upsert', 'update', 'delete', 'merge']);
