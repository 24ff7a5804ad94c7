/** A value as the catalog database stores it. Integers come back as numbers within ±(2^53 - 1), otherwise as bigints. */
export type CatalogValue = number | bigint | string | Uint8Array | null;

export type CatalogRow = Readonly<Record<string, CatalogValue>>;

/**
 * The catalog database: hand-written SQL, prepared once per text. Parameters are positional (`?`). One writer at a time;
 * reads see what was committed when they started, or the own transaction's writes.
 */
export interface CatalogDatabase {
  /** First row, or `null`. */
  one(sql: string, ...parameters: CatalogValue[]): CatalogRow | null;
  all(sql: string, ...parameters: CatalogValue[]): CatalogRow[];
  /** Rows as arrays in column order, read one by one: for large tables. */
  each(sql: string, ...parameters: CatalogValue[]): IterableIterator<readonly CatalogValue[]>;
  /** Runs a statement without a result; the number of rows changed. */
  run(sql: string, ...parameters: CatalogValue[]): number;
  /** Runs statements without parameters, not kept. */
  script(sql: string): void;
  /** Runs `work` in one write transaction, durable when it returns; what `work` throws rolls it back. */
  write<T>(work: () => T): T;
  /** Runs `work` so that all its reads see one moment. */
  read<T>(work: () => T): T;
  close(): void;
}
