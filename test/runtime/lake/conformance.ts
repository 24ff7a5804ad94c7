import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  BOOLEAN,
  DATE,
  FLOAT,
  INT,
  INTERVAL,
  STRING,
  TIMESTAMP,
  TIMESTAMPZ,
  decimal,
} from '../../../compiler/contract/data-type.ts';
import { findTable } from '../../../runtime/catalog/find.ts';
import { valuePrinter } from '../../../runtime/columnar/convert/print-value.ts';
import { rowsOf } from '../../../runtime/columnar/rows-of.ts';
import type { Value } from '../../../runtime/columnar/value.ts';
import type { Lake } from '../../../runtime/lake/lake.ts';
import { begin } from '../../../runtime/transaction/begin.ts';
import { ducklakeExtensions } from '../../support/oracle/ducklake-extensions.ts';
import type { Oracle } from '../../support/oracle/oracle.ts';
import { differingRows } from '../../support/oracle/same-rows.ts';
import { skip } from '../../support/skip.ts';
import { duckProcess } from './duck-process.ts';
import { column, inScratchFolder } from './scratch-lake.ts';

/** The catalog of a lake's folder. */
export const catalogOf = (folder: string): string => `${folder}/.gobi/catalog.sqlite`;
const opened: Oracle[] = [];

/** DuckDB with the lake of a folder; it ends with the test. */
export async function duck(folder: string): Promise<Oracle> {
  const oracle = await duckProcess(catalogOf(folder), `${folder}/.gobi/data`);
  opened.push(oracle);
  return oracle;
}

/** A table's rows with every value as the oracle gives it. */
export function ourRows(lake: Lake, name: string): (null | boolean | number | bigint | string)[][] {
  const tx = begin(lake);
  const table = findTable(tx.state, 'main', name)!;
  const printers = table.columns.map(({ type }) => valuePrinter(type));
  return [...rowsOf(tx.scan(table.id, null))].map((row) =>
    row.map((value, i) => {
      if (value === null || typeof value === 'boolean') return value;
      const { kind } = table.columns[i]!.type;
      return kind === 'int' || kind === 'float' ? (value as number | bigint) : printers[i]!(value);
    }),
  );
}

/** Both read the same rows from a table. */
export async function assertSame(lake: Lake, oracle: Oracle, name: string): Promise<void> {
  const { columns } = findTable(lake.head(), 'main', name)!;
  const wanted = columns.map(({ name: each }) => `"${each}"`).join(', ');
  assert.is(differingRows(ourRows(lake, name), await oracle.rows(`select ${wanted} from "${name}"`), false), undefined);
}

/** A column of every scalar type. */
export const everyType = [
  column('id', INT, false),
  column('s', STRING),
  column('p', decimal(10, 2)),
  column('wide', decimal(30, 4)),
  column('ts', TIMESTAMP),
  column('tz', TIMESTAMPZ),
  column('d', DATE),
  column('t', { kind: 'time' }),
  column('f', FLOAT),
  column('f4', { kind: 'float', bits: 32 }),
  column('b', BOOLEAN),
  column('u', { kind: 'uuid' }),
  column('j', { kind: 'json' }),
  column('iv', INTERVAL),
  column('i1', { kind: 'int', bits: 8, unsigned: false }),
  column('u8', { kind: 'int', bits: 64, unsigned: true }),
];

/** Values for `everyType`. */
export function row(i: number): Value[] {
  return [
    i,
    ['plain', "it's", 'ünïcødé 🐻', '', 'NULL'][i % 5]!,
    i * 7 - 300,
    BigInt(i) * 10n ** 20n + 1n,
    1_600_000_000_123_456 + i * 1e9,
    -2_000_000_000_000_000 + i,
    18_000 + i,
    i * 1_000_003,
    [1.5, NaN, Infinity, -1e300, 0.1][i % 5]!,
    0.5 * i,
    i % 2 === 0,
    `0000000${i % 10}-35ad-49bb-b118-8e8fc24abf80`,
    `{"a": ${i}}`,
    { months: 1, days: i % 9, micros: 3_000_000 },
    (i % 256) - 128,
    18_446_744_073_709_551_615n - BigInt(i),
  ];
}

/** Only a key. */
export const nulls = (i: number): Value[] => [i, ...everyType.slice(1).map(() => null)];
const extensions = ducklakeExtensions();

/** A test that needs DuckDB with its extension. */
export function conformance(suite: Test, title: string, work: (folder: string) => Promise<void>): void {
  if ('missing' in extensions) skip(suite, title, extensions.missing);
  else {
    suite(title, async () => {
      try {
        await inScratchFolder(work);
      } finally {
        for (const oracle of opened.splice(0)) oracle.close();
      }
    });
  }
}
