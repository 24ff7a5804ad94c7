import { createRequire } from 'node:module';

/**
 * The modules of each file format, loaded synchronously when they are first needed: a program that reads no file never pays for them.
 */
export const formatModules = {
  readParquet: () =>
    createRequire(import.meta.url)('./parquet/read-parquet.ts') as typeof import('./parquet/read-parquet.ts'),
  writeParquet: () =>
    createRequire(import.meta.url)('./parquet/write-parquet.ts') as typeof import('./parquet/write-parquet.ts'),
  readCsv: () => createRequire(import.meta.url)('./csv/read-csv.ts') as typeof import('./csv/read-csv.ts'),
  writeCsv: () => createRequire(import.meta.url)('./csv/write-csv.ts') as typeof import('./csv/write-csv.ts'),
  readJson: () => createRequire(import.meta.url)('./json/read-json.ts') as typeof import('./json/read-json.ts'),
  writeJson: () => createRequire(import.meta.url)('./json/write-json.ts') as typeof import('./json/write-json.ts'),
  readArrow: () => createRequire(import.meta.url)('./arrow/from-ipc.ts') as typeof import('./arrow/from-ipc.ts'),
  writeArrow: () => createRequire(import.meta.url)('./arrow/to-ipc.ts') as typeof import('./arrow/to-ipc.ts'),
};
