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
import { SLOT_ROWS, type TableVersion } from './rows/table-version.ts';
import { keyReader } from './rows/stored-key-index.ts';

/** Compares the keys of new rows with the rows of the newest state, into which others inserted. A key that is there: `UniqueViolation`. */
export function recheckKeys(lake: Lake, head: CatalogState, writes: TableWrites): void {
  const { table } = writes;
  const version = lake.version(head, table);
  let gone: ReadonlySet<number> | null = null;
  table.keys.forEach((key, index) => {
    const find = lake.finder(table, index, version);
    for (const { segments } of newKeys(writes, index)) {
      for (const segment of segments) {
        const readers = segment.columns.map(valueReader);
        const read = keyReader(readers);
        for (let row = 0; row < segment.length; row++) {
          const value = read(row);
          if (value === null) continue;
          const found = find(value);
          if (found < 0 || (gone ??= goneRows(lake, version, writes)).has(found)) continue;
          throw gobiError('UniqueViolation', {
            table: shownName(table),
            columns: key.columns.map((column) => table.columns[column]!.name),
            late: true,
            values: readers.map((reader, i) => showValue(reader(row), table.columns[key.columns[i]!]!.type)),
          });
        }
      }
    }
  });
}

/** The positions of the rows of a version that the writes delete: their keys are free. */
function goneRows(lake: Lake, version: TableVersion, { table, fileDeletes, inlinedDeletes }: TableWrites): Set<number> {
  const store = lake.store(table.id);
  const gone = new Set<number>();
  for (const { dataFile, positions } of fileDeletes) {
    const slot = store.file(dataFile)?.slot;
    if (slot === undefined) continue;
    for (const position of positions) gone.add(version.positionOf(slot * SLOT_ROWS + position));
  }
  for (const { slot } of version.sources) {
    const inlined = store.inlinedAt(slot);
    const rows = inlinedDeletes.filter(({ inlinedTable }) => inlinedTable === inlined?.inlinedTable);
    for (const { rowId } of rows.flatMap((each) => each.rows)) {
      const row = inlined!.rowOfId.get(rowId);
      if (row !== undefined) gone.add(version.positionOf(slot * SLOT_ROWS + row));
    }
  }
  return gone;
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
