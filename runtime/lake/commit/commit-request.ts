import type { DataType } from '../../../compiler/contract/data-type.ts';
import { isUnchanged, type CatalogChanges } from '../../catalog/catalog-changes.ts';
import type { TableEntry } from '../../catalog/catalog-state.ts';
import type { Segment, Table } from '../../columnar/table.ts';
import type { Value } from '../../columnar/value.ts';
import type { CatalogValue } from '../database.ts';

/** What the author says of a commit. */
export interface CommitInfo {
  readonly author?: string;
  readonly message?: string;
  /** Plain JSON kept with the snapshot. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * A row for one of the lake's own tables (`gobi_…`), written in the same SQL transaction as the data.
 * The value `SNAPSHOT` stands for the id that the commit gets.
 */
export interface EnlistedWrite {
  readonly table: string;
  readonly values: Readonly<Record<string, CatalogValue | typeof SNAPSHOT>>;
}

export const SNAPSHOT = { snapshot: 'own' } as const;

/** Where ids and versions stood. */
export interface CatalogCounters {
  readonly snapshot: number;
  readonly schemaVersion: number;
  readonly nextCatalogId: number;
}

/** All that a commit needs, as plain data that a worker can send: files are on disk and synced by then. */
export interface CommitRequest {
  readonly base: CatalogCounters;
  /** Schema version and next id after the transaction's own DDL. */
  readonly schemaVersion: number;
  readonly nextCatalogId: number;
  readonly changes: CatalogChanges;
  readonly tables: readonly TableWrites[];
  readonly enlisted: readonly EnlistedWrite[];
  readonly info: CommitInfo;
}

/** Whether a request is of rows that the catalog holds itself, and of nothing else: no file was written for it. */
export function isOfRowsAlone({ changes, tables }: CommitRequest): boolean {
  return (
    isUnchanged(changes) &&
    tables.every(
      ({ files, fileDeletes }) =>
        files.length === 0 && fileDeletes.every(({ way }) => way.kind === 'inlined' || way.kind === 'whole'),
    )
  );
}

/** New and deleted rows of one table. */
export interface TableWrites {
  /** The table in the shape that the transaction leaves it in. */
  readonly table: TableEntry;
  readonly files: readonly StagedFile[];
  readonly inlined: InlinedRows | null;
  readonly fileDeletes: readonly FileDeletes[];
  readonly inlinedDeletes: readonly InlinedDeletes[];
  /** The key columns of all new rows, for each key in the table's order: what is compared when others inserted in the meantime. */
  readonly stagedKeys: readonly Table[];
}

/** A Parquet file that waits to be registered. `path` is relative to the table's folder. */
export interface StagedFile {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  readonly footerBytes: number;
  readonly columns: readonly StagedColumnStats[];
  /** What is in it, in table column order: kept for the next scans. */
  readonly segments: readonly Segment[];
}

/** Statistics of one leaf column over new rows. */
export interface StagedColumnStats {
  readonly fieldId: number;
  readonly type: DataType;
  /** Bytes in the file, `null` when unknown or inlined. */
  readonly bytes: number | null;
  /** Values that are not NULL. */
  readonly values: number;
  readonly nulls: number;
  /** Bounds; `null` when there is no value, or the type has none. */
  readonly min: Value;
  readonly max: Value;
  /** `null` for types without NaN. */
  readonly hasNaN: boolean | null;
}

export interface InlinedRows {
  /** Values in table column order. */
  readonly rows: readonly (readonly Value[])[];
  /** Row id of an updated row, `null` for a new one. */
  readonly rowIds: readonly (number | null)[];
  readonly columns: readonly StagedColumnStats[];
}

/** Rows of a data file that are deleted: by position in the file, ascending. */
export interface FileDeletes {
  readonly dataFile: number;
  readonly positions: readonly number[];
  readonly way: DeleteWay;
}

export type DeleteWay =
  /** All rows are gone: the file itself ends. */
  | { readonly kind: 'whole' }
  /** The catalog keeps them. */
  | { readonly kind: 'inlined' }
  /** A delete file has them, the first of its data file. */
  | { readonly kind: 'file'; readonly file: StagedDeleteFile }
  /** They join those of the data file's delete file in a new one, which the commit writes: it tells the snapshot of each. `folder`: the table's. */
  | { readonly kind: 'merge'; readonly dataPath: string; readonly folder: string };

export interface StagedDeleteFile {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  readonly footerBytes: number;
}

/** Rows of an inlined table that are deleted, by row id and the snapshot at which this version of the row began. */
export interface InlinedDeletes {
  readonly inlinedTable: string;
  readonly rows: readonly { readonly rowId: number; readonly begin: number }[];
}

/** What a commit gave. */
export interface CommitOutcome {
  readonly snapshot: number;
  readonly time: number;
  readonly schemaVersion: number;
  readonly nextCatalogId: number;
  /** What is added to ids of tables, views and schemas made in the transaction: others made some in the meantime. */
  readonly idShift: number;
  /** In the order of the request's tables. */
  readonly tables: readonly WrittenTable[];
}

export interface WrittenTable {
  /** Ids of the data files, in order. */
  readonly files: readonly { readonly id: number; readonly firstRowId: number }[];
  readonly inlinedTable: string | null;
  /** Row ids of the inlined rows, in order. */
  readonly rowIds: readonly number[];
}
