import { DuckDBDecimalValue, DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';

/** A cell as it is compared: numbers as such, dates, decimals and nested values as DuckDB writes them. */
export type OracleValue = null | boolean | number | bigint | string;

/** A DuckDB in this process that says what is right. */
export interface Oracle {
  /** The rows of a query. */
  rows(sql: string): Promise<readonly (readonly OracleValue[])[]>;
  /** Runs statements whose rows nobody wants. */
  run(sql: string): Promise<void>;
  close(): void;
}

/** Opens a DuckDB in memory; `settings` as `{ threads: '1' }`. Without settings it has UTC and NULLs as PostgreSQL sorts them. */
export async function openOracle(settings: Readonly<Record<string, string>> = {}): Promise<Oracle> {
  const instance = await DuckDBInstance.create(':memory:', {
    default_null_order: 'nulls_last_on_asc_first_on_desc',
    ...settings,
  });
  const connection = await instance.connect();
  await connection.run("set TimeZone = 'UTC'");
  return oracleOn(connection, () => {
    connection.closeSync();
    instance.closeSync();
  });
}

function oracleOn(connection: DuckDBConnection, close: () => void): Oracle {
  return {
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRows().map((row) => row.map(oracleValue)),
    run: async (sql) => void (await connection.run(sql)),
    close,
  };
}

function oracleValue(value: DuckDBValue): OracleValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  if (value instanceof DuckDBDecimalValue) return value.toString();
  return String(value);
}
