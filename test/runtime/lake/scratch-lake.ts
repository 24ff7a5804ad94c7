import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataType } from '../../../compiler/contract/data-type.ts';
import type { TableEntry } from '../../../runtime/catalog/catalog-state.ts';
import type { ColumnDefinition, KeyDefinition } from '../../../runtime/catalog/definitions.ts';
import { rowsOf } from '../../../runtime/columnar/rows-of.ts';
import { tableFromRows } from '../../../runtime/columnar/table-from-rows.ts';
import type { Table } from '../../../runtime/columnar/table.ts';
import type { Value } from '../../../runtime/columnar/value.ts';
import type { Lake, LakeHost, LakeOptions } from '../../../runtime/lake/lake.ts';
import { nodeHost, openLake } from '../../../runtime/lake/open-lake.ts';
import { begin } from '../../../runtime/transaction/begin.ts';
import type { ScanOptions, Transaction } from '../../../runtime/transaction/transaction.ts';

/** Runs `work` with a folder that is gone afterwards. */
export async function inScratchFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'lake-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs `work` with a new lake in a folder of its own. */
export async function withLake<T>(
  work: (lake: Lake, folder: string) => T | Promise<T>,
  options: LakeOptions = {},
  host: LakeHost = nodeHost,
): Promise<T> {
  return inScratchFolder(async (folder) => {
    const lake = openLake(folder, host, { create: true, ...options });
    try {
      return await work(lake, folder);
    } finally {
      lake.close();
    }
  });
}

/** Commits what `work` does in a transaction of its own. */
export function transact<T>(lake: Lake, work: (transaction: Transaction) => T): T {
  const transaction = begin(lake);
  const result = work(transaction);
  transaction.commit();
  return result;
}

/** A column without default. */
export function column(name: string, type: DataType, nullable = true): ColumnDefinition {
  return { name, type, nullable, defaultText: null, defaultValue: undefined };
}

/** Makes a table in `main`; the first `keyed` columns are its primary key. */
export function makeTable(
  transaction: Transaction,
  name: string,
  columns: readonly ColumnDefinition[],
  keyed = 0,
  more: readonly KeyDefinition[] = [],
): TableEntry {
  const primary = { name: null, primary: true, columns: columns.map((_, i) => i).slice(0, keyed) };
  return transaction.createTable({
    schema: 'main',
    name,
    columns,
    keys: keyed === 0 ? more : [primary, ...more],
    checks: [],
  });
}

/** A table value of the given rows. */
export function rowsTable(columns: readonly ColumnDefinition[], rows: Iterable<readonly Value[]>): Table {
  return tableFromRows(columns, rows);
}

/** Another snapshot of a table of `main`, with the columns that the transaction sees. */
export function asOf({ state }: Transaction, table: number, snapshot: number): ScanOptions {
  const { schema, name, columns } = state.tables.get(table)!;
  return { then: { snapshot, schema, name, fields: columns, anyTable: true } };
}

/** All rows of a table as a transaction sees it. */
export function allRows(
  transaction: Transaction,
  table: number,
  columns: readonly number[] | null = null,
  options: ScanOptions = {},
): Value[][] {
  return [...rowsOf(transaction.scan(table, columns, options))];
}
