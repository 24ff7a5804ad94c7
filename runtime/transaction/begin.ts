import { gobiError } from '../../compiler/contract/runtime-error.ts';
import { alterTable } from '../catalog/alter-table.ts';
import { catalogChanges, isUnchanged } from '../catalog/catalog-changes.ts';
import type { CatalogState, ModuleEntry, TableEntry, ViewEntry } from '../catalog/catalog-state.ts';
import { createSchema, dropSchema } from '../catalog/create-schema.ts';
import { createTable, requireTable } from '../catalog/create-table.ts';
import { createView, dropView } from '../catalog/create-view.ts';
import type {
  AutomationDefinition,
  RoutineDefinition,
  TableChange,
  TableDefinition,
  TypeDefinition,
  ViewDefinition,
} from '../catalog/definitions.ts';
import { setDeployed, type DeployedEntry } from '../catalog/deployed.ts';
import { dropTable } from '../catalog/drop-table.ts';
import { nearest } from '../catalog/find.ts';
import { shownName } from '../catalog/shown-name.ts';
import { systemTable } from '../catalog/system-tables.ts';
import { isAttached, isTemporary, temporaryTables, withoutTemporaryChanges } from '../catalog/temporary.ts';
import {
  addModule,
  dropAutomation,
  dropRoutine,
  dropType,
  upsertAutomation,
  upsertRoutine,
  upsertType,
} from '../catalog/upsert-code.ts';
import type { Table } from '../columnar/table.ts';
import type { Value } from '../columnar/value.ts';
import { newUuid } from '../host/random.ts';
import type { CommitInfo, CommitRequest, EnlistedWrite } from '../lake/commit/commit-request.ts';
import type { Lake } from '../lake/lake.ts';
import type { ColumnTest } from '../lake/rows/column-test.ts';
import { scanSources } from '../lake/rows/scan-rows.ts';
import { RowStage } from './row-stage.ts';
import { checkTableChange } from './check-table-change.ts';
import { StagedFiles } from './staged-files.ts';
import { tableWrites } from './table-writes.ts';
import { TemporaryTables } from './temporary-tables.ts';
import type { Mark, RowPosition, ScanOptions, StagedRange, Transaction } from './transaction.ts';

/** Begins a transaction at the lake's head; `temporary` are the tables of the session that it is for. */
export function begin(lake: Lake, temporary: TemporaryTables = new TemporaryTables()): Transaction {
  return new OpenTransaction(lake, temporary.over(lake.head()), temporary);
}

class OpenTransaction implements Transaction {
  readonly #lake: Lake;
  readonly #base: CatalogState;
  readonly #rows: RowStage;
  readonly #files: StagedFiles;
  readonly #temporary: TemporaryTables;
  readonly #savepoints: { readonly name: string; readonly mark: Mark }[] = [];
  #enlisted: readonly EnlistedWrite[] = [];
  #state: CatalogState;
  #end: 'committed' | 'rolled back' | 'being committed' | null = null;

  constructor(lake: Lake, base: CatalogState, temporary: TemporaryTables) {
    this.#lake = lake;
    this.#base = base;
    this.#state = base;
    this.#temporary = temporary;
    this.#rows = new RowStage(lake, base, temporary);
    this.#files = new StagedFiles(lake);
  }

  get state(): CatalogState {
    return this.#state;
  }

  get snapshot(): number {
    return this.#base.snapshot;
  }

  get open(): boolean {
    return this.#end === null;
  }

  get changed(): boolean {
    return this.#state.changed || this.#enlisted.length > 0 || this.#rows.changed;
  }

  scan(table: number, columns: readonly number[] | null, options: ScanOptions = {}): Table {
    this.#requireOpen('reading');
    const { at, snapshot, tests = [] } = options;
    if (snapshot !== undefined) return this.#scanAt(this.#lake.stateAt(snapshot), table, columns, tests);
    return this.#rows.scan(
      at?.state ?? this.#state,
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
    const state = this.#writable();
    this.#rows.update(state, table, this.#rows.live(state, table), rows);
  }

  replaceRows(table: number, rows: Table): void {
    const state = this.#writable();
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
    return { state: this.#state, tables: this.#rows.marks(), enlisted: this.#enlisted.length };
  }

  undo(mark: Mark): void {
    this.#requireOpen('undoing');
    this.#state = mark.state;
    this.#rows.undo(mark.tables);
    this.#enlisted = this.#enlisted.slice(0, mark.enlisted);
  }

  savepoint(name: string): void {
    this.#requireOpen('SAVEPOINT');
    this.#savepoints.push({ name, mark: this.mark() });
  }

  rollbackTo(name: string): void {
    const index = this.#savepoint(name);
    this.#savepoints.length = index + 1;
    this.undo(this.#savepoints[index]!.mark);
  }

  release(name: string): void {
    this.#savepoints.length = this.#savepoint(name);
  }

  createSchema(name: string): void {
    this.#state = createSchema(this.#writable(), name, this.#uuid());
  }

  dropSchema(name: string, cascade: boolean): void {
    this.#state = dropSchema(this.#writable(), name, cascade);
  }

  createTable(definition: TableDefinition): TableEntry {
    const { state, table } = createTable(this.#writable(), definition, this.#uuid());
    this.#state = state;
    return table;
  }

  createTemporaryTable(definition: TableDefinition): TableEntry {
    const { nextCatalogId, schemaVersion } = this.#writable();
    const { state, table } = createTable(
      { ...this.#state, nextCatalogId: this.#temporary.nextId() },
      definition,
      this.#uuid(),
    );
    const temporary = { ...table, rowCount: null };
    this.#state = { ...state, nextCatalogId, schemaVersion, tables: new Map(state.tables).set(table.id, temporary) };
    return temporary;
  }

  dropTable(table: number): void {
    this.#requireOwn(table);
    this.#state = this.#changed(table, dropTable(this.#writable(), table));
  }

  alterTable(id: number, change: TableChange): TableEntry {
    this.#requireOwn(id);
    const { state, table } = alterTable(this.#writable(), id, change);
    checkTableChange(this.#rows, this.#state, table, change);
    this.#state = this.#changed(id, state);
    return table;
  }

  #requireOwn(id: number): void {
    if (isAttached(id))
      throw gobiError('ReadOnly', {
        what: shownName(requireTable(this.#state, id)),
        reason: 'it belongs to an attached lake',
      });
  }

  /** The lake's schema version does not count the shapes of temporary tables. */
  #changed(table: number, next: CatalogState): CatalogState {
    return isTemporary(table) ? { ...next, schemaVersion: this.#state.schemaVersion } : next;
  }

  createView(definition: ViewDefinition, replace: boolean): ViewEntry {
    const { state, view } = createView(this.#writable(), definition, this.#uuid(), replace);
    this.#state = state;
    return view;
  }

  dropView(view: number): void {
    this.#state = dropView(this.#writable(), view);
  }

  upsertRoutine(definition: RoutineDefinition): void {
    this.#state = upsertRoutine(this.#writable(), definition, this.#now());
  }

  dropRoutine(id: string): void {
    this.#state = dropRoutine(this.#writable(), id);
  }

  upsertType(definition: TypeDefinition): void {
    this.#state = upsertType(this.#writable(), definition, this.#now());
  }

  dropType(name: string): void {
    this.#state = dropType(this.#writable(), name);
  }

  upsertAutomation(definition: AutomationDefinition): void {
    this.#state = upsertAutomation(this.#writable(), definition, this.#now());
  }

  dropAutomation(kind: AutomationDefinition['kind'], name: string): void {
    this.#state = dropAutomation(this.#writable(), kind, name);
  }

  addModule(module: ModuleEntry): void {
    this.#state = addModule(this.#writable(), module);
  }

  setDeployed(entry: DeployedEntry): void {
    this.#state = setDeployed(this.#writable(), entry);
  }

  enlist(write: EnlistedWrite): void {
    this.#writable();
    this.#enlisted = [...this.#enlisted, write];
  }

  commitRequest(info: CommitInfo = {}): CommitRequest | null {
    this.#requireOpen('COMMIT');
    this.#end = 'being committed';
    const { snapshot, schemaVersion, nextCatalogId } = this.#base;
    const changes = withoutTemporaryChanges(catalogChanges(this.#base, this.#state));
    try {
      const tables = tableWrites(this.#lake, this.#state, this.#rows.tables, this.#files);
      if (isUnchanged(changes) && tables.length === 0 && this.#enlisted.length === 0) return null;
      return {
        base: { snapshot, schemaVersion, nextCatalogId },
        schemaVersion: this.#state.schemaVersion,
        nextCatalogId: this.#state.nextCatalogId,
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

  commit(info?: CommitInfo): number {
    const request = this.commitRequest(info);
    if (request === null) {
      this.#end = 'committed';
      this.#keepTemporary();
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
    this.#temporary.keep(temporaryTables(this.#state), (id) => this.#rows.tables.get(id));
  }

  /** Columns are those that the table has now; rows from before a column have its initial default. */
  #scanAt(state: CatalogState, id: number, columns: readonly number[] | null, tests: readonly ColumnTest[]): Table {
    if (systemTable(id) !== null) return this.#lake.scan(state, id, columns);
    const former = id < this.#base.nextCatalogId ? state.tables.get(id) : undefined;
    if (former === undefined)
      throw gobiError('TableNotFound', {
        name: shownName(requireTable(this.#state, id)),
        snapshot: state.snapshot,
      });
    // Positions of the tested columns are those of the present table, as `columns` are.
    return scanSources(this.#state.tables.get(id) ?? former, this.#lake.version(state, former).sources, columns, tests);
  }

  #readable(): CatalogState {
    if (this.#end !== null) this.#requireOpen('reading');
    return this.#state;
  }

  #writable(): CatalogState {
    if (this.#end !== null) this.#requireOpen('a change');
    return this.#state;
  }

  /** The state, for a change of a table's rows; those of a materialized view change by REFRESH alone. */
  #changing(id: number): CatalogState {
    const state = this.#writable();
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

  #savepoint(name: string): number {
    this.#requireOpen('a savepoint');
    const index = this.#savepoints.findLastIndex((each) => each.name.toLowerCase() === name.toLowerCase());
    if (index < 0)
      throw gobiError('SavepointNotFound', {
        name,
        ...nearest(
          name,
          this.#savepoints.map((each) => each.name),
        ),
      });
    return index;
  }

  #uuid(): string {
    return newUuid(this.#now(), this.#lake.host.random);
  }

  #now(): number {
    return this.#lake.host.clock.now();
  }
}
