import { createRequire } from 'node:module';

/**
 * The modules of each file format, loaded synchronously when they are first needed: a program that reads no file never pays for them.
 */
export const formatModules = {
  readParquet: (): typeof import('./parquet/read-parquet.ts') => load('./parquet/read-parquet.ts'),
  writeParquet: (): typeof import('./parquet/write-parquet.ts') => load('./parquet/write-parquet.ts'),
  readCsv: (): typeof import('./csv/read-csv.ts') => load('./csv/read-csv.ts'),
  writeCsv: (): typeof import('./csv/write-csv.ts') => load('./csv/write-csv.ts'),
  readJson: (): typeof import('./json/read-json.ts') => load('./json/read-json.ts'),
  writeJson: (): typeof import('./json/write-json.ts') => load('./json/write-json.ts'),
  readArrow: (): typeof import('./arrow/from-ipc.ts') => load('./arrow/from-ipc.ts'),
  writeArrow: (): typeof import('./arrow/to-ipc.ts') => load('./arrow/to-ipc.ts'),
};

function load<T>(path: string): T {
  return createRequire(import.meta.url)(path) as T;
}
