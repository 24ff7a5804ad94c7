import type { CatalogChanges } from '../catalog/catalog-changes.ts';
import type { Table } from '../columnar/table.ts';
import type { CatalogValue } from './database.ts';

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

/** All that a commit needs, as plain data that a worker can send: files are on disk and synced by then. */
export interface CommitRequest {
  readonly base: { readonly snapshot: number; readonly schemaVersion: number; readonly nextCatalogId: number };
  readonly changes: CatalogChanges;
  readonly tables: readonly TableWrites[];
  readonly enlisted: readonly EnlistedWrite[];
  readonly info: CommitInfo;
}

/** New and deleted rows of one table. */
export interface TableWrites {
  readonly table: number;
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
  /** Own row ids are in the file (rows that an update moved), otherwise they follow from `row_id_start`. */
  readonly columns: readonly StagedColumnStats[];
}

/** Statistics of one leaf column over a file or a run of inlined rows, as the catalog writes them. */
export interface StagedColumnStats {
  readonly fieldId: number;
  readonly bytes: number;
  readonly values: number;
  readonly nulls: number;
  readonly min: string | null;
  readonly max: string | null;
  /** `null` for types without NaN. */
  readonly hasNaN: boolean | null;
}

export interface InlinedRows {
  /** Values in table column order, as the catalog stores them. */
  readonly rows: readonly (readonly CatalogValue[])[];
  /** Row id of an updated row, `null` for a new one. */
  readonly rowIds: readonly (number | null)[];
  readonly columns: readonly StagedColumnStats[];
}

/** Rows of a data file that are deleted: by position in the file, ascending. */
export interface FileDeletes {
  readonly dataFile: number;
  readonly positions: readonly number[];
  /** All rows are gone: the file itself ends. */
  readonly whole: boolean;
  /** The new delete file, which holds the earlier one's positions too; `null` when they are inlined. */
  readonly file: {
    readonly path: string;
    readonly rows: number;
    readonly bytes: number;
    readonly footerBytes: number;
    readonly replaces: number | null;
  } | null;
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
  /** Ids of tables, views and schemas made in the transaction, where a conflict renumbered them. */
  readonly renumbered: ReadonlyMap<number, number>;
}
