import type { AccessChange } from '../catalog/access.ts';
import type { CatalogState, ModuleEntry, TableEntry, ViewEntry } from '../catalog/catalog-state.ts';
import type {
  AutomationDefinition,
  RoutineDefinition,
  TableChange,
  TableDefinition,
  TypeDefinition,
  ViewDefinition,
} from '../catalog/definitions.ts';
import type { DeployedEntry } from '../catalog/deployed.ts';
import type { Table } from '../columnar/table.ts';
import type { Value } from '../columnar/value.ts';
import type { SnapshotRange } from '../lake/rows/changed-source.ts';
import type { ColumnTest } from '../lake/rows/column-test.ts';
import type { FormerScan } from './scan-at.ts';
import type { CommitInfo, CommitRequest, EnlistedWrite } from '../lake/commit/commit-request.ts';

/**
 * Where a row lies in its table: segments laid end to end, deleted rows counted, first the snapshot's rows, then the transaction's own in the order
 * in which they were staged. A row keeps its position for as long as the transaction lives; an updated row gets a new one.
 */
export type RowPosition = number;

/** A moment of a transaction: what to return to (undo) or to read (pin). */
export interface Mark {
  readonly state: CatalogState;
  /** Per touched table: own rows staged, and entries in its log of deletions. */
  readonly tables: ReadonlyMap<number, { readonly rows: number; readonly log: number }>;
  readonly enlisted: number;
}

export interface ScanOptions {
  /** Read what was there at this mark. */
  readonly at?: Mark;
  /** Read the rows of another snapshot, without any of this transaction (`AS OF`): its columns are found by name, and `columns` only tells the positions that `tests` have. */
  readonly then?: FormerScan;
  /** What was done to the rows in these snapshots, without this transaction (`SINCE`). Behind the table's columns stand `CHANGE_COLUMNS`. */
  readonly changes?: SnapshotRange;
  /** Tests that the caller makes on every row: files and runs of rows that cannot pass are left out, so that positions are not those of the table. */
  readonly tests?: readonly ColumnTest[];
}

/** Own rows that a statement staged: they lie at `first`, `first + 1`, … */
export interface StagedRange {
  readonly first: RowPosition;
  readonly count: number;
}

/** Sees to it that a request is committed, and that whoever waits is told; false: it is to be committed at once. */
export type TakesCommit = (request: CommitRequest) => boolean;

/**
 * Reads one snapshot, stages changes over it, commits them all or none. Synchronous and used by one thread.
 *
 * Tables are named by id, columns by position in `state.tables.get(id).columns`, keys by position in its `keys`. Values are carried as
 * `DataType` tells. Errors are `GobiError`s: `UniqueViolation`, `NotNullViolation`, `SchemaMismatch`, `ReadOnly`, `TransactionState` (closed), and those of reading the lake.
 * A method that throws has staged nothing.
 */
export interface Transaction {
  /** The catalog with the transaction's own DDL. */
  readonly state: CatalogState;
  /** The snapshot that is read. */
  readonly snapshot: number;
  readonly open: boolean;
  /** Something was staged: rows, DDL or enlisted writes. */
  readonly changed: boolean;

  /** The table as of now, or as `options` say; `columns` are the wanted ones in the wanted order, `null` all. System tables (ids below zero) included. */
  scan(table: number, columns: readonly number[] | null, options?: ScanOptions): Table;

  /** Stages whole rows in table column order. NOT NULL and keys are checked; DEFAULT and CHECK are the caller's. */
  insert(table: number, rows: Table): StagedRange;
  /** Deletes the rows at `positions`; a row deleted already or a position twice is an `InternalError`. */
  delete(table: number, positions: ArrayLike<RowPosition>): number;
  /** Replaces row `positions[i]` by row `i` (deleted rows not counted) of `rows`. Keys are checked once, after all of them: a statement may swap keys. */
  update(table: number, positions: ArrayLike<RowPosition>, rows: Table): StagedRange;

  /** The row that has these key values; `null` when there is none. NULL among them finds nothing. */
  lookup(table: number, key: number, values: readonly Value[]): RowPosition | null;
  /** For each of `rows` (any columns; `keyColumns` are the positions of the key's values in it) the row with its key, or -1. */
  lookupAll(table: number, key: number, rows: Table, keyColumns: readonly number[]): Float64Array;
  /** Deletes all rows and stages `rows` in their place; the one change of rows that a materialized view allows. */
  replaceRows(table: number, rows: Table): void;
  /** Puts row i of `rows` in the place of the i-th row that is there, in the table's present shape; each keeps its identity. */
  rewriteRows(table: number, rows: Table): void;
  /** Values of one row, in the order of `columns`, `null` for all. */
  readRow(table: number, position: RowPosition, columns: readonly number[] | null): Value[];
  /** The whole rows at these positions, as a table of their own, in this order. */
  readRows(table: number, positions: ArrayLike<RowPosition>): Table;
  /** Whole row in table column order. */
  insertRow(table: number, values: readonly Value[]): RowPosition;
  /** New values of some columns of one row; gives its new position. */
  updateRow(table: number, position: RowPosition, columns: readonly number[], values: readonly Value[]): RowPosition;
  deleteRow(table: number, position: RowPosition): void;

  /** The present moment, to undo to or to read later. Costs as much as there are touched tables. */
  mark(): Mark;
  /** Takes back everything after `mark`: rows, DDL, enlisted writes. Earlier marks stay good. */
  undo(mark: Mark): void;
  /** Named marks of `SAVEPOINT`, `ROLLBACK TO` (the savepoint stays) and `RELEASE`. The newest of a name counts. Unknown: `SavepointNotFound`. */
  savepoint(name: string): void;
  rollbackTo(name: string): void;
  release(name: string): void;

  createSchema(name: string): void;
  /** With everything in it when `cascade`; otherwise a schema that holds something is an error (`DependentObjects`). */
  dropSchema(name: string, cascade: boolean): void;
  createTable(definition: TableDefinition): TableEntry;
  /** A table of the session alone: it is gone when the session ends, and never in the lake. */
  createTemporaryTable(definition: TableDefinition): TableEntry;
  dropTable(table: number): void;
  alterTable(table: number, change: TableChange): TableEntry;
  /** Replaces the view of this name when `replace`. */
  createView(definition: ViewDefinition, replace: boolean): ViewEntry;
  dropView(view: number): void;
  upsertRoutine(definition: RoutineDefinition): void;
  dropRoutine(id: string): void;
  upsertType(definition: TypeDefinition): void;
  dropType(name: string): void;
  upsertAutomation(definition: AutomationDefinition): void;
  dropAutomation(kind: AutomationDefinition['kind'], name: string): void;
  /** Makes, replaces or ends secrets, roles and grants. */
  changeAccess(change: AccessChange): void;
  /** Keeps a module's source and manifest with the lake. */
  addModule(module: ModuleEntry): void;
  /** Notes which declaration an object comes from. A drop of the object forgets it. */
  setDeployed(entry: DeployedEntry): void;

  /** Adds a write to the lake's own tables that commits with the data. */
  enlist(write: EnlistedWrite): void;

  /** What is to be committed, as plain data; large inserts have been written to files by then. `null` when nothing changed. The transaction takes no more changes. */
  commitRequest(info?: CommitInfo): CommitRequest | null;
  /**
   * Commits and closes; the new snapshot, or the one that was read when nothing changed, or when `later` took the commit on itself. Errors: `SerializationConflict`
   * (retryable), `UniqueViolation`, `DiskFull`.
   */
  commit(info?: CommitInfo, later?: TakesCommit): number;
  /** Drops everything, files included, and closes. Does nothing when closed. */
  rollback(): void;
}
