import { sameDataType, showField, type DataType } from '../../compiler/contract/data-type.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';
import type { CatalogState, TableEntry } from '../catalog/catalog-state.ts';
import { requireTable } from '../catalog/create-table.ts';
import { shownName } from '../catalog/shown-name.ts';
import { systemTable } from '../catalog/system-tables.ts';
import { isAttached, isTemporary } from '../catalog/temporary.ts';
import { valueReader } from '../columnar/column-reader.ts';
import { compactTable, gatherTable } from '../columnar/gather-table.ts';
import { countNulls } from '../columnar/validity.ts';
import { tableFromRows } from '../columnar/table-from-rows.ts';
import type { Table } from '../columnar/table.ts';
import type { Value } from '../columnar/value.ts';
import type { Lake } from '../lake/lake.ts';
import type { ColumnTest } from '../lake/rows/column-test.ts';
import { KeyIndex, encodeKey } from '../lake/rows/key-index.ts';
import { fieldOf, scanSources } from '../lake/rows/scan-rows.ts';
import { keyReader } from '../lake/rows/stored-key-index.ts';
import { StagedKey, duplicateKey, keyOfRow } from './staged-keys.ts';
import { TableOverlay, type OverlayMark } from './table-overlay.ts';
import type { TemporaryTables } from './temporary-tables.ts';
import type { RowPosition, StagedRange } from './transaction.ts';

/** A table as the transaction works on it. */
export interface StagedTable {
  table: TableEntry;
  readonly overlay: TableOverlay;
  /** One for each key, by the field ids of its columns. */
  readonly keys: Map<string, StagedKey>;
  /** The same by the keys' places in `table`. */
  byPlace: StagedKey[];
}

/** The rows of all tables that a transaction touched. The catalog's state comes from outside with each call. */
export class RowStage {
  readonly #lake: Lake;
  readonly #base: CatalogState;
  readonly #temporary: TemporaryTables;
  readonly #tables = new Map<number, StagedTable>();
  /** Where the session's temporary tables stood at the beginning. */
  readonly #began: readonly (readonly [StagedTable, OverlayMark])[];

  /** `temporary`: the session's own tables, whose rows go on from transaction to transaction. */
  constructor(lake: Lake, base: CatalogState, temporary: TemporaryTables) {
    this.#lake = lake;
    this.#base = base;
    this.#temporary = temporary;
    for (const [id, staged] of temporary.staged) this.#tables.set(id, staged);
    this.#began = temporary.staged.map(([, staged]) => [staged, staged.overlay.mark()]);
  }

  get tables(): ReadonlyMap<number, StagedTable> {
    return this.#tables;
  }

  get changed(): boolean {
    for (const [id, { overlay }] of this.#tables) if (!isTemporary(id) && overlay.changed) return true;
    return false;
  }

  /** Takes back what was done to the rows of temporary tables. */
  undoTemporary(): void {
    for (const [staged, mark] of this.#began) this.#undo(staged, mark);
  }

  scan(
    state: CatalogState,
    id: number,
    columns: readonly number[] | null,
    mark: OverlayMark | null,
    tests: readonly ColumnTest[] = [],
  ): Table {
    if (systemTable(id) !== null) return this.#lake.scan(state, id, columns);
    const staged = this.#tables.get(id);
    if (staged === undefined && this.#base.tables.has(id) && !isTemporary(id))
      return scanSources(requireTable(state, id), this.#version(id)!.sources, columns, tests);
    const { table, overlay } = this.#staged(state, id);
    return overlay.scan(table, columns, mark, tests);
  }

  insert(state: CatalogState, id: number, rows: Table): StagedRange {
    const staged = this.#writable(state, id);
    const whole = fitting(staged.table, rows);
    return this.#allOrNothing(staged, () => this.#append(staged, whole, 'insert'));
  }

  /** The positions of all rows that are there, ascending. */
  live(state: CatalogState, id: number): readonly RowPosition[] {
    const { overlay } = this.#staged(state, id);
    const end = overlay.base.positions + overlay.rows;
    const live: RowPosition[] = [];
    for (let position = 0; position < end; position++) if (!overlay.isDeleted(position)) live.push(position);
    return live;
  }

  delete(state: CatalogState, id: number, positions: ArrayLike<RowPosition>): number {
    const staged = this.#writable(state, id);
    return this.#allOrNothing(staged, () => {
      for (let i = 0; i < positions.length; i++) remove(staged, positions[i]!);
      return positions.length;
    });
  }

  update(state: CatalogState, id: number, positions: ArrayLike<RowPosition>, rows: Table): StagedRange {
    const staged = this.#writable(state, id);
    const whole = fitting(staged.table, rows);
    if (whole.rowCount !== positions.length)
      throw gobiError('InternalError', { what: `update of ${positions.length} rows by ${whole.rowCount}` });
    return this.#allOrNothing(staged, () => {
      const { overlay } = staged;
      const rowIds: (number | null)[] = [];
      for (let i = 0; i < positions.length; i++) {
        remove(staged, positions[i]!);
        rowIds.push(overlay.rowId(positions[i]!));
      }
      const range = this.#append(staged, whole, 'update');
      rowIds.forEach((rowId, i) => overlay.setRowId(range.first + i, rowId));
      return range;
    });
  }

  lookup(state: CatalogState, id: number, key: number, values: readonly Value[]): RowPosition | null {
    const value = encodeKey(values);
    if (value === null) return null;
    const staged = this.#staged(state, id);
    const position = this.#key(staged, key).find(staged.table, key, value);
    return position < 0 ? null : position;
  }

  lookupAll(state: CatalogState, id: number, key: number, rows: Table, keyColumns: readonly number[]): Float64Array {
    const staged = this.#staged(state, id);
    const index = this.#key(staged, key);
    const found = new Float64Array(rows.rowCount);
    let at = 0;
    for (const segment of compactTable(rows).segments) {
      const read = keyReader(keyColumns.map((column) => valueReader(segment.columns[column]!)));
      for (let row = 0; row < segment.length; row++) {
        const value = read(row);
        found[at++] = value === null ? -1 : index.find(staged.table, key, value);
      }
    }
    return found;
  }

  readRow(state: CatalogState, id: number, position: RowPosition, columns: readonly number[] | null): Value[] {
    const { table, overlay } = this.#staged(state, id);
    if (columns === null) return table.columns.map((column) => overlay.value(position, column));
    const row: Value[] = [];
    for (let i = 0; i < columns.length; i++) row.push(overlay.value(position, table.columns[columns[i]!]!));
    return row;
  }

  readRows(state: CatalogState, id: number, positions: ArrayLike<RowPosition>): Table {
    const { table, overlay } = this.#staged(state, id);
    const all = overlay.base.positions + overlay.rows;
    if (positions.length * 4 > all && all < 2 ** 31)
      return gatherTable(overlay.scan(table, null), Int32Array.from(positions));
    const rows = Array.from(positions, (position) => table.columns.map((column) => overlay.value(position, column)));
    return tableFromRows(table.columns.map(fieldOf), rows);
  }

  insertRow(state: CatalogState, id: number, values: readonly Value[]): RowPosition {
    const staged = this.#writable(state, id);
    this.#checkRow(staged, values, -1);
    return this.#appendRow(staged, values);
  }

  updateRow(
    state: CatalogState,
    id: number,
    position: RowPosition,
    columns: readonly number[],
    values: readonly Value[],
  ): RowPosition {
    const staged = this.#writable(state, id);
    const { overlay } = staged;
    const row = this.readRow(state, id, position, null);
    for (let i = 0; i < columns.length; i++) row[columns[i]!] = values[i]!;
    if (overlay.isDeleted(position)) throw noRow(staged, position);
    this.#checkRow(staged, row, position);
    remove(staged, position);
    const added = this.#appendRow(staged, row);
    overlay.setRowId(added, overlay.rowId(position));
    return added;
  }

  deleteRow(state: CatalogState, id: number, position: RowPosition): void {
    remove(this.#writable(state, id), position);
  }

  marks(): ReadonlyMap<number, OverlayMark> {
    const marks = new Map<number, OverlayMark>();
    for (const [id, { overlay }] of this.#tables) if (overlay.changed) marks.set(id, overlay.mark());
    return marks;
  }

  undo(marks: ReadonlyMap<number, OverlayMark>): void {
    for (const [id, staged] of this.#tables) this.#undo(staged, marks.get(id) ?? START);
  }

  /** A new key's rows are compared before it stands: two equal ones are `UniqueViolation`. */
  checkNewKey(state: CatalogState, table: TableEntry, key: number): void {
    const { columns } = table.keys[key]!;
    const known = new KeyIndex();
    for (const segment of compactTable(this.scan(state, table.id, columns, null)).segments) {
      const readers = segment.columns.map(valueReader);
      const read = keyReader(readers);
      for (let row = 0; row < segment.length; row++) {
        const value = read(row);
        if (value === null) continue;
        if (known.get(value) >= 0)
          throw duplicateKey(table, key, (column) => readers[columns.indexOf(column)]!(row), { by: 'key' });
        known.set(value, row);
      }
    }
  }

  /** Whether a column has a NULL in some row. */
  hasNulls(state: CatalogState, id: number, column: number): boolean {
    const { segments } = compactTable(this.scan(state, id, [column], null));
    return segments.some(
      ({ columns: [only], length }) =>
        countNulls(only!.validity, length) > 0 || (only!.layout === 'null' && length > 0),
    );
  }

  #append(staged: StagedTable, rows: Table, by: 'insert' | 'update'): StagedRange {
    const { table, overlay } = staged;
    const first = overlay.base.positions + overlay.rows;
    for (const segment of rows.segments) {
      table.columns.forEach((column, i) => {
        if (!column.nullable && segment.columns[i]!.stats.nullCount > 0) throw notNull(table, column.name);
      });
      const start = overlay.appendSegment(table.columns, segment);
      table.keys.forEach((key, index) => {
        const staging = this.#key(staged, index);
        const readers = key.columns.map((column) => valueReader(segment.columns[column]!));
        const read = keyReader(readers);
        for (let row = 0; row < segment.length; row++) {
          const value = read(row);
          if (value === null) {
            staging.skip(start + row);
            continue;
          }
          const found = staging.find(table, index, value, start + row);
          if (found < 0) staging.add(value, start + row);
          else {
            const both = { rows: [found - first + 1, start + row - first + 1] } as const;
            const duplicate = by === 'update' ? { by } : found >= first ? both : {};
            throw duplicateKey(table, index, (column) => valueReader(segment.columns[column]!)(row), duplicate);
          }
        }
      });
    }
    return { first, count: rows.rowCount };
  }

  #appendRow(staged: StagedTable, row: readonly Value[]): RowPosition {
    const { table, overlay } = staged;
    const position = overlay.append(table.columns, row);
    for (let key = 0; key < table.keys.length; key++) {
      const value = keyOfRow(table, key, row);
      if (value === null) this.#key(staged, key).skip(position);
      else this.#key(staged, key).add(value, position);
    }
    return position;
  }

  /** `self`: the position of the row that this one replaces. */
  #checkRow(staged: StagedTable, row: readonly Value[], self: RowPosition): void {
    const { table } = staged;
    const { columns, keys } = table;
    if (row.length !== columns.length)
      throw gobiError('InternalError', {
        what: `a row of ${row.length} values for the ${columns.length} columns of ${shownName(table)}`,
      });
    for (let i = 0; i < columns.length; i++)
      if (row[i] === null && !columns[i]!.nullable) throw notNull(table, columns[i]!.name);
    for (let key = 0; key < keys.length; key++) {
      const value = keyOfRow(table, key, row);
      if (value === null) continue;
      const found = this.#key(staged, key).find(table, key, value);
      if (found >= 0 && found !== self)
        throw duplicateKey(table, key, (column) => row[column]!, self < 0 ? {} : { by: 'update' });
    }
  }

  #key(staged: StagedTable, key: number): StagedKey {
    const known = staged.byPlace[key];
    if (known !== undefined) return known;
    const { table, overlay, keys } = staged;
    const name = table.keys[key]!.columns.map((column) => table.columns[column]!.fieldId).join();
    const index = keys.get(name) ?? new StagedKey(this.#lake, overlay);
    keys.set(name, index);
    return (staged.byPlace[key] = index);
  }

  #undo(staged: StagedTable, mark: OverlayMark): void {
    const { table, overlay } = staged;
    overlay.undo(mark, (position) =>
      table.keys.forEach((_, key) => this.#key(staged, key).restore(table, key, position)),
    );
  }

  #allOrNothing<T>(staged: StagedTable, work: () => T): T {
    const mark = staged.overlay.mark();
    try {
      return work();
    } catch (error) {
      this.#undo(staged, mark);
      throw error;
    }
  }

  #writable(state: CatalogState, id: number): StagedTable {
    const system = systemTable(id);
    if (system !== null) throw gobiError('ReadOnly', { what: `system.${system.name}`, reason: 'it shows the catalog' });
    const staged = this.#staged(state, id);
    if (staged.table.readOnly)
      throw gobiError('ReadOnly', {
        what: shownName(staged.table),
        reason: isAttached(id)
          ? 'it belongs to an attached lake'
          : 'it has a column of a type that only other programs know',
      });
    return staged;
  }

  #staged(state: CatalogState, id: number): StagedTable {
    const table = requireTable(state, id);
    let staged = this.#tables.get(id);
    if (staged === undefined) {
      staged = { table, overlay: new TableOverlay(id, this.#version(id)), keys: new Map(), byPlace: [] };
      this.#tables.set(id, staged);
    } else if (staged.table !== table) {
      staged.table = table;
      staged.byPlace = [];
    }
    return staged;
  }

  #version(id: number): ReturnType<Lake['version']> | null {
    const table = this.#base.tables.get(id);
    if (isAttached(id)) return this.#temporary.version(id);
    return table === undefined || isTemporary(id) ? null : this.#lake.version(this.#base, table);
  }
}

const START: OverlayMark = { rows: 0, log: 0 };

function remove(staged: StagedTable, position: RowPosition): void {
  if (!staged.overlay.delete(position)) throw noRow(staged, position);
}

function noRow({ table }: StagedTable, position: RowPosition): Error {
  return gobiError('InternalError', { what: `row ${position} of ${shownName(table)} is deleted or not there` });
}

function notNull(table: TableEntry, column: string): Error {
  return gobiError('NotNullViolation', { table: shownName(table), column });
}

/** The rows without deleted ones, if they have the columns of the table. */
function fitting(table: TableEntry, rows: Table): Table {
  const fits =
    rows.fields.length === table.columns.length &&
    rows.fields.every((field, i) => sameKind(field.type, table.columns[i]!.type));
  if (fits) return compactTable(rows);
  throw gobiError('SchemaMismatch', {
    target: shownName(table),
    expected: table.columns.map((column) => showField(column)).join(', '),
    found: rows.fields.map((field) => showField(field)).join(', '),
  });
}

function sameKind(a: DataType, b: DataType): boolean {
  return (a.kind === 'string' && b.kind === 'string') || sameDataType(a, b);
}
