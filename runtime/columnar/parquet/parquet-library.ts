import { createRequire } from 'node:module';

/** What is used of parquet-wasm; it is compiled when it is first asked for, and keeps the memory it has grown to. */
export type ParquetLibrary = typeof import('parquet-wasm');

/** The decoder and encoder of Parquet pages, loaded synchronously; Node keeps one per thread. */
export function parquetLibrary(): ParquetLibrary {
  return createRequire(import.meta.url)('parquet-wasm') as ParquetLibrary;
}
