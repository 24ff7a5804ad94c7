import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { CatalogState } from '../catalog/catalog-state.ts';
import { valueReader } from '../columnar/column-reader.ts';
import { showValue } from '../columnar/convert/print-value.ts';
import type { TableWrites } from './commit/commit-request.ts';
import type { Lake } from './lake.ts';
import { keyReader } from './rows/stored-key-index.ts';

/** Compares the keys of new rows with the rows of the newest state, into which others inserted. A key that is there: `UniqueViolation`. */
export function recheckKeys(lake: Lake, head: CatalogState, { table, stagedKeys }: TableWrites): void {
  const version = lake.version(head, table);
  table.keys.forEach((key, index) => {
    for (const segment of stagedKeys[index]?.segments ?? []) {
      const readers = segment.columns.map(valueReader);
      const read = keyReader(readers);
      for (let row = 0; row < segment.length; row++) {
        const value = read(row);
        if (value === null || lake.find(table, index, version, value) < 0) continue;
        throw gobiError('UniqueViolation', {
          table: `${table.schema}.${table.name}`,
          columns: key.columns.map((column) => table.columns[column]!.name),
          values: readers.map((reader, i) => showValue(reader(row), table.columns[key.columns[i]!]!.type)),
        });
      }
    }
  });
}
