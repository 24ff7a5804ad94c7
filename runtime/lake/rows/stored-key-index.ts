import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { ColumnEntry, TableEntry } from '../../catalog/catalog-state.ts';
import { shownName } from '../../catalog/shown-name.ts';
import { valueReader } from '../../columnar/column-reader.ts';
import { showValue } from '../../columnar/convert/print-value.ts';
import type { Value } from '../../columnar/value.ts';
import type { EncodedKey } from './key-index.ts';
import { KeyIndex, encodeKey, encodeValue } from './key-index.ts';
import { isDeleted, SLOT_ROWS, type TableVersion } from './table-version.ts';

/**
 * Finds committed rows by key. It grows with the newest version: each key leads to the newest row that had it. An older version asks here too;
 * where the answer is a row that it does not see, it looks in an index of its own.
 */
export class StoredKeyIndex {
  readonly #index = new KeyIndex();
  /** Rows taken up, by slot. */
  readonly #covered = new Map<number, number>();
  #newest: TableVersion | null = null;
  /** Versions whose live rows have all been taken up. */
  readonly #known = new WeakSet<TableVersion>();
  readonly #former = new WeakMap<TableVersion, KeyIndex>();

  /** Takes up the rows that `version` has and no earlier one had. */
  extend(version: TableVersion, table: TableEntry, columns: readonly ColumnEntry[]): void {
    if (this.#newest === version) return;
    takeUp(this.#index, version, table, columns, this.#covered);
    this.#newest = version;
    this.#known.add(version);
  }

  /** The position in `version` of the row with a key, or -1. */
  find(key: EncodedKey, version: TableVersion, table: TableEntry, columns: readonly ColumnEntry[]): number {
    const row = this.#index.get(key);
    if (row >= 0) {
      const position = version.positionOf(row);
      if (position >= 0) return position;
    }
    if (version === this.#newest || (row < 0 && this.#known.has(version))) return -1;
    return this.#findFormer(key, version, table, columns);
  }

  #findFormer(key: EncodedKey, version: TableVersion, table: TableEntry, columns: readonly ColumnEntry[]): number {
    let index = this.#former.get(version);
    if (index === undefined) {
      index = new KeyIndex();
      takeUp(index, version, table, columns, new Map());
      this.#former.set(version, index);
    }
    const row = index.get(key);
    return row < 0 ? -1 : version.positionOf(row);
  }
}

function takeUp(
  index: KeyIndex,
  version: TableVersion,
  table: TableEntry,
  columns: readonly ColumnEntry[],
  covered: Map<number, number>,
): void {
  for (const { slot, source, rows, deleted } of version.sources) {
    const from = covered.get(slot) ?? 0;
    if (from >= rows) continue;
    for (const chunk of source.chunks(rows)) {
      if (chunk.start + chunk.length <= from) continue;
      const read = keyReader(columns.map((column) => valueReader(chunk.column(column))));
      for (let row = Math.max(0, from - chunk.start); row < chunk.length; row++) {
        const inside = chunk.start + row;
        if (isDeleted(deleted, inside)) continue;
        const key = read(row);
        if (key === null) continue;
        const known = index.get(key);
        if (known >= 0 && known !== slot * SLOT_ROWS + inside && version.positionOf(known) >= 0)
          throw duplicate(
            table,
            columns,
            columns.map((column) => source.value(inside, column)),
          );
        index.set(key, slot * SLOT_ROWS + inside);
      }
    }
    covered.set(slot, rows);
  }
}

/** Reads encoded keys row by row. */
export function keyReader(readers: readonly ((row: number) => Value)[]): (row: number) => EncodedKey | null {
  const only = readers[0]!;
  if (readers.length === 1) return (row) => encodeValue(only(row));
  return (row) => encodeKey(readers.map((read) => read(row)));
}

function duplicate(table: TableEntry, columns: readonly ColumnEntry[], values: readonly Value[]): Error {
  const names = columns.map((column) => column.name).join(', ');
  const shown = values.map((value, i) => showValue(value, columns[i]!.type)).join(', ');
  return gobiError('InvalidOperation', {
    what: `using the key (${names}) of table ${shownName(table)}`,
    reason: `another program brought in two rows with (${names}) = (${shown})`,
    instead: 'delete one of them, or drop the constraint',
  });
}
