import type { CatalogState } from '../catalog/catalog-state.ts';
import type { Table } from '../columnar/table.ts';
import type { Clock } from '../host/clock.ts';
import type { Files } from '../host/files.ts';
import type { Random } from '../host/random.ts';
import type { CommitOutcome, CommitRequest } from './commit-request.ts';

/** The outside world as a lake needs it. */
export interface LakeHost {
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
}

export interface LakeOptions {
  /** Makes the lake when the folder has none; its folder is made too. */
  readonly create?: boolean;
  /** Bytes of decoded columns that are kept for later scans. */
  readonly cacheBytes?: number;
  /** Rows that an insert or delete may have to be kept in the catalog instead of a file. */
  readonly inlineRows?: number;
}

/** An open lake, owned by this process until `close`. */
export interface Lake {
  readonly folder: string;
  /** The newest state; looks at the catalog, where other programs may commit too. */
  head(): CatalogState;
  /** The state at a snapshot. Unknown: `ObjectNotFound`. */
  stateAt(snapshot: number): CatalogState;
  /** The newest snapshot committed at or before `time`, µs since 1970-01-01. None: `ObjectNotFound`. */
  snapshotAt(time: number): number;
  /** Rows of a table at a state's snapshot; `columns` by position. */
  scan(state: CatalogState, table: number, columns: readonly number[] | null): Table;
  /** Commits all of it or nothing. Errors: `SerializationConflict`, `UniqueViolation`, `DiskFull`. */
  commit(request: CommitRequest): CommitOutcome;
  close(): void;
}
