/** A value as the catalog database stores it. Integers come back as numbers within ±(2^53 - 1), otherwise as bigints. */
export type CatalogValue = number | bigint | string | Uint8Array | null;

export type CatalogRow = Readonly<Record<string, CatalogValue>>;

/**
 * The catalog database: hand-written SQL, prepared once per text. Parameters are positional (`?`). One writer at a time;
 * reads see what was committed when they started, or the own transaction's writes.
 * Errors: `DiskFull`, `CorruptFile`, `LakeLocked` (another program writes for too long), `IoFailure`; a broken primary key is `UniqueKeyTaken`.
 */
export interface CatalogDatabase {
  /** First row, or `null`. */
  one(sql: string, ...parameters: CatalogValue[]): CatalogRow | null;
  all(sql: string, ...parameters: CatalogValue[]): CatalogRow[];
  /** Rows as arrays in column order. */
  arrays(sql: string, ...parameters: CatalogValue[]): CatalogValue[][];
  /** Runs a statement without a result; the number of rows changed. */
  run(sql: string, ...parameters: CatalogValue[]): number;
  /** Runs statements without parameters, not kept. */
  script(sql: string): void;
  /** What `read` gives, which depends on nothing but what tables there are: kept until some program makes or drops one. `key` names it. */
  ofTables<T>(key: string, read: () => T): T;
  /** Runs `work` in one write transaction, durable when it returns; what `work` throws rolls it back. */
  write<T>(work: () => T): T;
  /** Runs `work` as a part of the open write transaction that can fail alone: what it throws rolls back what it did. */
  nested<T>(work: () => T): T;
  /** Runs `work` so that all its reads see one moment. */
  read<T>(work: () => T): T;
  close(): void;
}

/** An insert met a row with its primary key: for commits, another program took the snapshot id. */
export class UniqueKeyTaken extends Error {}
