import type { AuditEntry } from './audit-rows.ts';
import type { CatalogState, TableEntry } from '../catalog/catalog-state.ts';
import type { Table } from '../columnar/table.ts';
import type { Clock } from '../host/clock.ts';
import type { Files } from '../host/files.ts';
import type { Random } from '../host/random.ts';
import type { ServiceFacts } from './service-facts.ts';
import type { CommitPeer } from './commit/commit-peer.ts';
import type { CommitOutcome, CommitRequest } from './commit/commit-request.ts';
import type { CatalogDatabase } from './database.ts';
import type { OrphanReport } from './orphan-files.ts';
import type { EncodedKey } from './rows/key-index.ts';
import type { TableStore } from './rows/table-store.ts';
import type { EndedColumn } from './state/ended-columns.ts';
import type { TableVersion } from './rows/table-version.ts';

/** The outside world as a lake needs it. */
export interface LakeHost {
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
  /** Opens the catalog's database; SQLite unless said otherwise. */
  readonly openDatabase?: (file: string) => CatalogDatabase;
}

export interface LakeOptions {
  /** Makes the lake when the folder has none; its folder is made too. */
  readonly create?: boolean;
  /** How long to wait for another process that has the lake. Default 100. */
  readonly lockMilliseconds?: number;
  /** The lake ends when it is closed: its catalog is kept in memory, where nobody else can open it. */
  readonly passing?: boolean;
  /** Bytes of decoded columns that are kept for later scans. */
  readonly cacheBytes?: number;
  /** Another thread of this process has the lake: it commits, this one only reads the catalog. */
  readonly peer?: CommitPeer;
  /** What the service of the lake tells of itself. */
  readonly facts?: ServiceFacts;
  /** Rows that an insert or delete may have to be kept in the catalog instead of a file. */
  readonly inlineRows?: number;
}

/** Gives the position of the row that has a key, or -1. */
export type KeyFinder = (value: EncodedKey) => number;

/** An open lake, owned by this process until `close`. Used by one thread. */
export interface Lake {
  readonly folder: string;
  readonly host: LakeHost;
  readonly inlineRows: number;
  /** The newest state; looks at the catalog, where other programs may commit too. */
  head(): CatalogState;
  /** The state at a snapshot. Unknown: `ObjectNotFound`. */
  stateAt(snapshot: number): CatalogState;
  /** The newest snapshot committed at or before `time`, µs since 1970-01-01. None: `ObjectNotFound`. */
  snapshotAt(time: number | bigint): number;
  /** The oldest snapshot that is still known. */
  oldestSnapshot(): number;
  /** Columns of a table that ended after a snapshot, the last first. */
  endedColumns(table: number, after: number): readonly EndedColumn[];
  /** Rows of a table at a state's snapshot; `columns` by position, `null` all. System tables included. */
  scan(state: CatalogState, table: number, columns: readonly number[] | null): Table;
  /** The sources of a table's rows at a state's snapshot. */
  version(state: CatalogState, table: TableEntry): TableVersion;
  /** Where a version's rows come from. */
  store(table: number): TableStore;
  /** Finds rows of `version` by a key, named by its place among the table's keys. Duplicates that another program brought in: `InvalidOperation`. */
  finder(table: TableEntry, key: number, version: TableVersion): KeyFinder;
  /** The absolute path of the folder that takes new files of a table; it exists. */
  tableFolder(state: CatalogState, table: TableEntry): string;
  /** Commits all of it or nothing. Errors: `SerializationConflict`, `UniqueViolation`, `DiskFull`. */
  commit(request: CommitRequest): CommitOutcome;
  /**
   * Commits requests of several transactions together, synced once: each as if it had come alone, after those before it. Gives for each its outcome or its error;
   * throws when none of them could be committed.
   */
  commitAll(requests: readonly CommitRequest[]): readonly (CommitOutcome | Error)[];
  /** Adds to the audit log, as `writeAudit`. */
  audit(entries: readonly AuditEntry[], keptSince: number): void;
  /** Files below the data folder that no snapshot knows: what a crash or a failed commit left. Absolute paths. */
  orphanFiles(): readonly string[];
  /**
   * Removes those of them that were written before this process opened the lake, which no other has meanwhile, and at least `grace` µs ago: another program, as DuckDB, may
   * be about to commit younger ones.
   */
  removeOrphans(grace: number, dryRun: boolean): OrphanReport;
  close(): void;
}
