import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { CatalogState } from '../catalog/catalog-state.ts';
import { shownName } from '../catalog/shown-name.ts';
import { valueReader } from '../columnar/column-reader.ts';
import { showValue } from '../columnar/convert/print-value.ts';
import { tableFromRows } from '../columnar/table-from-rows.ts';
import type { Table } from '../columnar/table.ts';
import type { TableWrites } from './commit/commit-request.ts';
import type { Lake } from './lake.ts';
import { fieldOf } from './rows/scan-rows.ts';
import { keyReader } from './rows/stored-key-index.ts';

/** Compares the keys of new rows with the rows of the newest state, into which others inserted. A key that is there: `UniqueViolation`. */
export function recheckKeys(lake: Lake, head: CatalogState, writes: TableWrites): void {
  const { table } = writes;
  const version = lake.version(head, table);
  table.keys.forEach((key, index) => {
    const find = lake.finder(table, index, version);
    for (const { segments } of newKeys(writes, index)) {
      for (const segment of segments) {
        const readers = segment.columns.map(valueReader);
        const read = keyReader(readers);
        for (let row = 0; row < segment.length; row++) {
          const value = read(row);
          if (value === null || find(value) < 0) continue;
          throw gobiError('UniqueViolation', {
            table: shownName(table),
            columns: key.columns.map((column) => table.columns[column]!.name),
            values: readers.map((reader, i) => showValue(reader(row), table.columns[key.columns[i]!]!.type)),
          });
        }
      }
    }
  });
}

/** The key's columns of the new rows, wherever they go. */
function newKeys({ table, inlined, stagedKeys }: TableWrites, key: number): readonly Table[] {
  const { columns } = table.keys[key]!;
  if (inlined === null) return stagedKeys.slice(key, key + 1);
  const fields = columns.map((column) => fieldOf(table.columns[column]!));
  return [
    tableFromRows(
      fields,
      inlined.rows.map((row) => columns.map((column) => row[column]!)),
    ),
  ];
}
