import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { catalogChanges, isUnchanged } from '../catalog/catalog-changes.ts';
import type { CatalogState, TableEntry } from '../catalog/catalog-state.ts';
import type { TableChange } from '../catalog/definitions.ts';
import { shownName } from '../catalog/shown-name.ts';
import { temporaryTables, withoutTemporaryChanges } from '../catalog/temporary.ts';
import type { Table } from '../columnar/table.ts';
import type { Value } from '../columnar/value.ts';
import type { CommitInfo, CommitRequest, EnlistedWrite } from '../lake/commit/commit-request.ts';
import type { Lake } from '../lake/lake.ts';
import { RowStage } from './row-stage.ts';
import { checkTableChange } from './check-table-change.ts';
import { StagedFiles } from './staged-files.ts';
import { tableWrites } from './table-writes.ts';
import { TemporaryTables } from './temporary-tables.ts';
import type { Mark, RowPosition, ScanOptions, StagedRange, TakesCommit, Transaction } from './transaction.ts';
import { Savepoints } from './savepoints.ts';
import { changesAt } from './changes-at.ts';
import { scanAt } from './scan-at.ts';
import { StagedCatalog } from './staged-catalog.ts';

/** Begins a transaction at the lake's head; `temporary` are the tables of the session that it is for. */
export function begin(lake: Lake, temporary: TemporaryTables = new TemporaryTables()): Transaction {
  return new OpenTransaction(lake, temporary.over(lake.head()), temporary);
}

class OpenTransaction extends StagedCatalog implements Transaction {
  readonly #lake: Lake;
  readonly #base: CatalogState;
  readonly #rows: RowStage;
  readonly #files: StagedFiles;
  readonly #temporary: TemporaryTables;
  readonly #savepoints = new Savepoints();
  #enlisted: readonly EnlistedWrite[] = [];
  #end: 'committed' | 'rolled back' | 'being committed' | null = null;

  constructor(lake: Lake, base: CatalogState, temporary: TemporaryTables) {
    super(base, lake.host, temporary);
    this.#lake = lake;
    this.#base = base;
    this.#temporary = temporary;
    this.#rows = new RowStage(lake, base, temporary);
    this.#files = new StagedFiles(lake);
  }

  get snapshot(): number {
    return this.#base.snapshot;
  }

  get open(): boolean {
    return this.#end === null;
  }

  get changed(): boolean {
    return this.state.changed || this.#enlisted.length > 0 || this.#rows.changed;
  }

  scan(table: number, columns: readonly number[] | null, options: ScanOptions = {}): Table {
    this.#requireOpen('reading');
    const { at, then, changes, tests = [] } = options;
    if (changes !== undefined) return changesAt(this.#lake, this.#base, this.state, changes, table, columns, tests);
    if (then !== undefined) return scanAt(this.#lake, this.state, then, table, columns, tests);
    return this.#rows.scan(
      at?.state ?? this.state,
      table,
      columns,
      at === undefined ? null : (at.tables.get(table) ?? { rows: 0, log: 0 }),
      tests,
    );
  }

  insert(table: number, rows: Table): StagedRange {
    return this.#rows.insert(this.#changing(table), table, rows);
  }

  delete(table: number, positions: ArrayLike<RowPosition>): number {
    return this.#rows.delete(this.#changing(table), table, positions);
  }

  update(table: number, positions: ArrayLike<RowPosition>, rows: Table): StagedRange {
    return this.#rows.update(this.#changing(table), table, positions, rows);
  }

  rewriteRows(table: number, rows: Table): void {
    const state = this.writable();
    this.#rows.update(state, table, this.#rows.live(state, table), rows);
  }

  replaceRows(table: number, rows: Table): void {
    const state = this.writable();
    const mark = this.mark();
    try {
      this.#rows.delete(state, table, this.#rows.live(state, table));
      this.#rows.insert(state, table, rows);
    } catch (error) {
      this.undo(mark);
      throw error;
    }
  }

  lookup(table: number, key: number, values: readonly Value[]): RowPosition | null {
    return this.#rows.lookup(this.#readable(), table, key, values);
  }

  lookupAll(table: number, key: number, rows: Table, keyColumns: readonly number[]): Float64Array {
    return this.#rows.lookupAll(this.#readable(), table, key, rows, keyColumns);
  }

  readRow(table: number, position: RowPosition, columns: readonly number[] | null): Value[] {
    return this.#rows.readRow(this.#readable(), table, position, columns);
  }

  readRows(table: number, positions: ArrayLike<RowPosition>): Table {
    return this.#rows.readRows(this.#readable(), table, positions);
  }

  insertRow(table: number, values: readonly Value[]): RowPosition {
    return this.#rows.insertRow(this.#changing(table), table, values);
  }

  updateRow(table: number, position: RowPosition, columns: readonly number[], values: readonly Value[]): RowPosition {
    return this.#rows.updateRow(this.#changing(table), table, position, columns, values);
  }

  deleteRow(table: number, position: RowPosition): void {
    this.#rows.deleteRow(this.#changing(table), table, position);
  }

  mark(): Mark {
    return { state: this.state, tables: this.#rows.marks(), enlisted: this.#enlisted.length };
  }

  undo(mark: Mark): void {
    this.#requireOpen('undoing');
    this.reset(mark.state);
    this.#rows.undo(mark.tables);
    this.#enlisted = this.#enlisted.slice(0, mark.enlisted);
  }

  savepoint(name: string): void {
    this.#requireOpen('SAVEPOINT');
    this.#savepoints.add(name, this.mark());
  }

  rollbackTo(name: string): void {
    this.#requireOpen('a savepoint');
    this.undo(this.#savepoints.backTo(name));
  }

  release(name: string): void {
    this.#requireOpen('a savepoint');
    this.#savepoints.release(name);
  }

  enlist(write: EnlistedWrite): void {
    this.writable();
    this.#enlisted = [...this.#enlisted, write];
  }

  commitRequest(info: CommitInfo = {}): CommitRequest | null {
    this.#requireOpen('COMMIT');
    this.#end = 'being committed';
    const { snapshot, schemaVersion, nextCatalogId } = this.#base;
    const changes = withoutTemporaryChanges(catalogChanges(this.#base, this.state));
    try {
      const tables = tableWrites(this.#lake, this.state, this.#rows.tables, this.#files);
      if (isUnchanged(changes) && tables.length === 0 && this.#enlisted.length === 0) return null;
      return {
        base: { snapshot, schemaVersion, nextCatalogId },
        schemaVersion: this.state.schemaVersion,
        nextCatalogId: this.state.nextCatalogId,
        changes,
        tables,
        enlisted: this.#enlisted,
        info,
      };
    } catch (error) {
      this.#files.remove();
      this.#rows.undoTemporary();
      this.#end = 'rolled back';
      throw error;
    }
  }

  commit(info?: CommitInfo, later?: TakesCommit): number {
    const request = this.commitRequest(info);
    if (request === null) {
      this.#end = 'committed';
      this.#keepTemporary();
      return this.snapshot;
    }
    if (later?.(request) === true) {
      this.#end = 'committed';
      return this.snapshot;
    }
    try {
      const { snapshot } = this.#lake.commit(request);
      this.#end = 'committed';
      this.#keepTemporary();
      return snapshot;
    } catch (error) {
      this.#files.removeAfter(error);
      this.#rows.undoTemporary();
      this.#end = 'rolled back';
      throw error;
    }
  }

  rollback(): void {
    if (this.#end === 'committed' || this.#end === 'rolled back') return;
    this.#files.remove();
    this.#rows.undoTemporary();
    this.#end = 'rolled back';
  }

  #keepTemporary(): void {
    this.#temporary.keep(temporaryTables(this.state), (id) => this.#rows.tables.get(id));
  }

  protected checkChange(table: TableEntry, change: TableChange): void {
    checkTableChange(this.#rows, this.state, table, change);
  }

  #readable(): CatalogState {
    if (this.#end !== null) this.#requireOpen('reading');
    return this.state;
  }

  protected writable(): CatalogState {
    if (this.#end !== null) this.#requireOpen('a change');
    return this.state;
  }

  /** The state, for a change of a table's rows; those of a materialized view change by REFRESH alone. */
  #changing(id: number): CatalogState {
    const state = this.writable();
    const table = state.tables.get(id);
    if (table?.materialized === undefined) return state;
    throw gobiError('ReadOnly', {
      what: `materialized view ${shownName(table)}`,
      reason: 'its rows are those of its query, and change by `refresh materialized view`',
    });
  }

  #requireOpen(statement: string): void {
    if (this.#end !== null)
      throw gobiError('TransactionState', { statement, state: `the transaction is ${this.#end}` });
  }
}
