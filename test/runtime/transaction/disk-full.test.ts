import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, STRING } from '../../../compiler/contract/data-type.ts';
import { GobiError, gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Files } from '../../../runtime/host/files.ts';
import type { CatalogDatabase } from '../../../runtime/lake/database.ts';
import { nodeHost } from '../../../runtime/lake/open-lake.ts';
import { openSqlite } from '../../../runtime/lake/sqlite-database.ts';
import { begin } from '../../../runtime/transaction/begin.ts';
import type { Transaction } from '../../../runtime/transaction/transaction.ts';
import { allRows, column, makeTable, rowsTable, transact, withLake } from '../lake/scratch-lake.ts';

const columns = [column('id', INT, false), column('name', STRING)];
const some = (from: number): ReturnType<typeof rowsTable> =>
  rowsTable(
    columns,
    Array.from({ length: 100 }, (_, i) => [from + i, `n${i}`]),
  );

/** Files on a disk that is full from the `n`th write on. */
function filesUntil(n: number): { files: Files; writes: () => number } {
  let writes = 0;
  const full = (path: string, write: () => void): void => {
    if (++writes >= n) throw gobiError('DiskFull', { file: path });
    write();
  };
  const { files } = nodeHost;
  return {
    files: {
      ...files,
      create: (path, bytes) => full(path, () => files.create(path, bytes)),
      replace: (path, bytes) => full(path, () => files.replace(path, bytes)),
    },
    writes: () => writes,
  };
}

function change(tx: Transaction, tables: readonly number[]): void {
  for (const table of tables) {
    tx.insert(table, some(1000));
    tx.delete(
      table,
      Array.from({ length: 50 }, (_, i) => i),
    );
  }
  tx.insertRow(makeTable(tx, 'made', columns).id, [1, 'x']);
}

function assertDiskFull(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    assert.instance(error, GobiError);
    assert.is((error as GobiError).exception, 'DiskFull');
    assert.is((error as GobiError).code, 'IO_003');
    return;
  }
  assert.unreachable('the disk was not full');
}

for (let n = 3; n <= 6; n++) {
  test(`a disk that is full at write ${n} leaves the lake as it was`, async () => {
    const disk = filesUntil(n);
    let real = disk.files;
    const host = { ...nodeHost, files: new Proxy(disk.files, { get: (_, name) => real[name as keyof Files] }) };
    await withLake(
      (lake) => {
        const tables = transact(lake, (tx) =>
          ['a', 'b'].map((name) => {
            const { id } = makeTable(tx, name, columns, 1);
            tx.insert(id, some(0));
            return id;
          }),
        );
        const before = tables.map((table) => allRows(begin(lake), table));
        const tx = begin(lake);
        change(tx, tables);
        assertDiskFull(() => tx.commit());
        assert.is(disk.writes(), n);
        assert.not(tx.open);
        assert.is(lake.head().snapshot, 1);
        assert.equal(
          tables.map((table) => allRows(begin(lake), table)),
          before,
        );
        assert.equal(lake.orphanFiles(), []);
        real = nodeHost.files;
        transact(lake, (again) => change(again, tables));
        assert.is(allRows(begin(lake), tables[1]!).length, 150);
      },
      { inlineRows: 10 },
      host,
    );
  });
}

test('a catalog that cannot grow leaves the lake as it was', async () => {
  const databases: CatalogDatabase[] = [];
  const openDatabase = (file: string): CatalogDatabase => {
    const database = openSqlite(file);
    databases.push(database);
    return database;
  };
  await withLake(
    (lake) => {
      const table = transact(lake, (tx) => makeTable(tx, 't', columns, 1)).id;
      transact(lake, (tx) => tx.insertRow(table, [1, 'a']));
      const [database] = databases as [CatalogDatabase];
      const pages = Number(database.one('PRAGMA page_count')!['page_count']);
      database.one(`PRAGMA max_page_count = ${pages}`);
      const tx = begin(lake);
      for (let i = 0; i < 500; i++) tx.insertRow(table, [100 + i, 'long '.repeat(200)]);
      makeTable(tx, 'other', columns);
      assertDiskFull(() => tx.commit());
      assert.is(lake.head().snapshot, 2);
      assert.equal(allRows(begin(lake), table), [[1, 'a']]);
      database.one('PRAGMA max_page_count = 1000000');
      transact(lake, (later) => later.insertRow(table, [2, 'b']));
      assert.equal(allRows(begin(lake), table), [
        [1, 'a'],
        [2, 'b'],
      ]);
    },
    {},
    { ...nodeHost, openDatabase },
  );
});

test.run();
