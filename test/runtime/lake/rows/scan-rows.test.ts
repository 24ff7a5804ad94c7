import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { FLOAT, INT, STRING } from '../../../../compiler/contract/data-type.ts';
import { rowsOf } from '../../../../runtime/columnar/rows-of.ts';
import type { Files } from '../../../../runtime/host/files.ts';
import type { ColumnTest } from '../../../../runtime/lake/rows/column-test.ts';
import { nodeHost, openLake } from '../../../../runtime/lake/open-lake.ts';
import { begin } from '../../../../runtime/transaction/begin.ts';
import { column, inScratchFolder, makeTable, rowsTable, transact } from '../scratch-lake.ts';

const columns = [column('id', INT), column('x', FLOAT), column('s', STRING)];
const ROWS = 1500;
const LONG = 'm'.repeat(256);

/** Four files: ids follow each other; the second has NULLs and NaN, the third is NULL in x, the fourth has long texts. */
function rowsOfFile(file: number): [number, number | null, string | null][] {
  return Array.from({ length: ROWS }, (_, i) => {
    const id = file * ROWS + i;
    const x = file === 2 ? null : file === 1 && i % 3 === 0 ? NaN : file * 100 + (i % 50);
    const s = file === 3 ? `${LONG}${i === 7 ? '\u{10ffff}z' : i}` : file === 1 && i % 2 === 0 ? null : `k${file}${i}`;
    return [id, x, s];
  });
}

/** The ids that a scan with `tests` gives, and how many data files it read. */
function scanned(folder: string, ...tests: ColumnTest[]): { readonly ids: readonly unknown[]; readonly files: number } {
  const read = new Set<string>();
  const counted = (path: string): string => {
    if (path.endsWith('.parquet')) read.add(path);
    return path;
  };
  const files: Files = {
    ...nodeHost.files,
    read: (path) => nodeHost.files.read(counted(path)),
    readRange: (path, start, length) => nodeHost.files.readRange(counted(path), start, length),
  };
  const lake = openLake(folder, { ...nodeHost, files }, {});
  try {
    const transaction = begin(lake);
    const table = [...transaction.state.tables.values()][0]!.id;
    const ids = [...rowsOf(transaction.scan(table, [0], { tests }))].map(([id]) => id);
    return { ids, files: read.size };
  } finally {
    lake.close();
  }
}

test('files whose statistics refute a test are not read', () =>
  inScratchFolder((folder) => {
    const lake = openLake(folder, nodeHost, { create: true });
    const table = transact(lake, (tx) => makeTable(tx, 't', columns)).id;
    for (let file = 0; file < 4; file++) transact(lake, (tx) => tx.insert(table, rowsTable(columns, rowsOfFile(file))));
    lake.close();

    const all = scanned(folder);
    assert.is(all.files, 4);
    assert.is(all.ids.length, 4 * ROWS);
    const range = (file: number): number[] => rowsOfFile(file).map(([id]) => id);
    const expect = (files: readonly number[], ...tests: ColumnTest[]): void => {
      const found = scanned(folder, ...tests);
      assert.equal(found.ids, files.flatMap(range), JSON.stringify(tests));
      assert.is(found.files, files.length, JSON.stringify(tests));
    };
    expect([0], { column: 0, operation: 'less', values: [ROWS] });
    expect([0, 1], { column: 0, operation: 'less_equal', values: [ROWS] });
    expect([1], { column: 0, operation: 'equal', values: [ROWS] });
    expect([2, 3], { column: 0, operation: 'greater_equal', values: [2 * ROWS] });
    expect([3], { column: 0, operation: 'greater', values: [3 * ROWS - 1] });
    expect([], { column: 0, operation: 'greater', values: [4 * ROWS - 1] });
    expect([], { column: 0, operation: 'equal', values: [null] });
    expect([0, 3], { column: 0, operation: 'in', values: [5, null, 4 * ROWS - 1] });
    expect(
      [1],
      { column: 0, operation: 'greater', values: [ROWS - 1] },
      { column: 0, operation: 'less', values: [2 * ROWS] },
    );
    expect([2], { column: 1, operation: 'is_null', values: [] });
    expect([0, 1, 3], { column: 1, operation: 'is_not_null', values: [] });
    expect([1, 3], { column: 1, operation: 'greater', values: [120] });
    expect([1], { column: 1, operation: 'greater', values: [120] }, { column: 1, operation: 'less', values: [300] });
    expect([1], { column: 1, operation: 'greater', values: [1000] });
    expect([0, 1, 3], { column: 1, operation: 'equal', values: [NaN] });
    expect([1], { column: 2, operation: 'is_null', values: [] });
    expect([0], { column: 2, operation: 'less', values: ['k1'] });
    expect([3], { column: 2, operation: 'greater', values: [`${LONG}\u{10ffff}`] });
  }));

test('staged rows are judged by themselves, deleted ones stay away', () =>
  inScratchFolder((folder) => {
    const lake = openLake(folder, nodeHost, { create: true });
    try {
      const table = transact(lake, (tx) => makeTable(tx, 't', columns)).id;
      for (let file = 0; file < 3; file++)
        transact(lake, (tx) => tx.insert(table, rowsTable(columns, rowsOfFile(file))));
      const transaction = begin(lake);
      transaction.insert(table, rowsTable(columns, rowsOfFile(3)));
      transaction.insertRow(table, [3, 1, 'late']);
      transaction.delete(table, [0, ROWS + 1]);
      const tests: ColumnTest[] = [{ column: 0, operation: 'less', values: [ROWS] }];
      const ids = [...rowsOf(transaction.scan(table, [0], { tests }))].map(([id]) => id);
      assert.equal(ids, [
        ...rowsOfFile(0)
          .map(([id]) => id)
          .slice(1),
        3,
      ]);
      const staged: ColumnTest[] = [{ column: 0, operation: 'greater', values: [3 * ROWS - 1] }];
      // The single row is too few to be judged.
      assert.is(transaction.scan(table, [0], { tests: staged }).rowCount, ROWS + 1);
    } finally {
      lake.close();
    }
  }));

test.run();
