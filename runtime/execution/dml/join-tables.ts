import type { Table } from '../../columnar/table.ts';

/** The rows of two tables with the same columns, one behind the other. */
export function joinTables(first: Table, second: Table): Table {
  return {
    fields: first.fields,
    segments: [...first.segments, ...second.segments],
    rowCount: first.rowCount + second.rowCount,
  };
}
