import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { TableEntry } from '../catalog/catalog-state.ts';
import { shownName } from '../catalog/shown-name.ts';
import { showValue } from '../columnar/convert/print-value.ts';
import type { Value } from '../columnar/value.ts';
import type { KeyFinder, Lake } from '../lake/lake.ts';
import { KeyIndex, encodeKey, encodeValue, type EncodedKey } from '../lake/rows/key-index.ts';
import type { TableOverlay } from './table-overlay.ts';

/** Finds rows of one table by one of its keys: committed rows through the lake's index, own rows through one of this transaction's. */
export class StagedKey {
  readonly #lake: Lake;
  readonly #overlay: TableOverlay;
  readonly #index = new KeyIndex();
  /** Own rows taken up. */
  #covered = 0;
  #stored: KeyFinder | null = null;

  constructor(lake: Lake, overlay: TableOverlay) {
    this.#lake = lake;
    this.#overlay = overlay;
  }

  /** The position of the live row with this key, or -1; own rows from position `end` on are not looked at. `key`: the key's place in the table. */
  find(table: TableEntry, key: number, value: EncodedKey, end = Infinity): number {
    const overlay = this.#overlay;
    this.#extend(table, key, Math.min(end - overlay.base.positions, overlay.rows));
    const own = this.#index.get(value);
    if (own >= 0 && !overlay.isDeleted(own)) return own;
    if (overlay.base.positions === 0) return -1;
    this.#stored ??= this.#lake.finder(table, key, overlay.base);
    const position = this.#stored(value);
    return position >= 0 && !overlay.isDeleted(position) ? position : -1;
  }

  /** Says that the row at `position`, the newest one, has this key. */
  add(value: EncodedKey, position: number): void {
    if (position === this.#overlay.base.positions + this.#covered) this.#covered++;
    this.#index.set(value, position);
  }

  /** The own row at `position` has no key: it is not to be looked at again. */
  skip(position: number): void {
    if (position === this.#overlay.base.positions + this.#covered) this.#covered++;
  }

  /** A deleted own row is there again. */
  restore(table: TableEntry, key: number, position: number): void {
    if (position < this.#overlay.base.positions) return;
    const value = keyOf(this.#overlay, table, key, position);
    if (value !== null) this.#index.set(value, position);
  }

  #extend(table: TableEntry, key: number, end: number): void {
    const { positions } = this.#overlay.base;
    for (; this.#covered < end; this.#covered++) {
      const position = positions + this.#covered;
      if (this.#overlay.isDeleted(position)) continue;
      const value = keyOf(this.#overlay, table, key, position);
      if (value !== null) this.#index.set(value, position);
    }
  }
}

/** The encoded key of a row, `null` when one of its values is NULL. */
export function keyOf(overlay: TableOverlay, table: TableEntry, key: number, position: number): EncodedKey | null {
  const { columns } = table.keys[key]!;
  if (columns.length === 1) return encodeValue(overlay.value(position, table.columns[columns[0]!]!));
  return encodeKey(columns.map((column) => overlay.value(position, table.columns[column]!)));
}

/** The encoded key of a whole row in table column order. */
export function keyOfRow(table: TableEntry, key: number, row: readonly Value[]): EncodedKey | null {
  const { columns } = table.keys[key]!;
  return columns.length === 1 ? encodeValue(row[columns[0]!]!) : encodeKey(columns.map((column) => row[column]!));
}

/** What brought the second row of a key, other than an insert beside rows that were there. */
export interface Duplicate {
  readonly by?: 'update' | 'key';
  readonly rows?: readonly [number, number];
}

/** The error of a row whose key is there already; `value` gives the row's value of a column. */
export function duplicateKey(
  table: TableEntry,
  key: number,
  value: (column: number) => Value,
  duplicate: Duplicate = {},
): Error {
  const columns = table.keys[key]!.columns.map((column) => table.columns[column]!);
  return gobiError('UniqueViolation', {
    table: shownName(table),
    columns: columns.map((column) => column.name),
    ...duplicate,
    values: table.keys[key]!.columns.map((column) => showValue(value(column), table.columns[column]!.type)),
  });
}
