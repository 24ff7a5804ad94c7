import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { skip } from '../skip.ts';
import { ducklakeExtensions } from './ducklake-extensions.ts';
import { openDuckLake } from './open-duck-lake.ts';
import { openOracle } from './oracle.ts';
import { differingRows } from './same-rows.ts';

test('DuckDB answers in process, with exact values', async () => {
  const oracle = await openOracle();
  const sql = `select 9007199254740993::bigint, 1.5::decimal(4,2), 0.5::double, 'x', null, true,
    timestamp '2026-01-02 03:04:05', [1, 2] order by 1`;
  assert.equal(await oracle.rows(sql), [
    [9007199254740993n, '1.50', 0.5, 'x', null, true, '2026-01-02 03:04:05', '[1, 2]'],
  ]);
  const sort = await oracle.rows('select a from (values (1), (null), (2)) t(a) order by a desc');
  assert.equal(sort.flat(), [null, 2, 1]);
  oracle.close();
});

test('rows are the same whatever their order and what carries the numbers', () => {
  assert.is(
    differingRows(
      [
        [2, 'b'],
        [1n, 'a'],
      ],
      [
        [1, 'a'],
        [2n, 'b'],
      ],
      false,
    ),
    undefined,
  );
  assert.match(differingRows([[2], [1]], [[1], [2]], true) ?? '', /row 1, column 1: 2, not 1/);
  assert.is(differingRows([[0.1 + 0.2]], [[0.3]], true), undefined);
  assert.is(differingRows([[NaN]], [[NaN]], true), undefined);
  assert.ok(differingRows([[9007199254740992n]], [[9007199254740993n]], true));
  assert.ok(differingRows([['1']], [[1]], true));
  assert.ok(differingRows([[null]], [[0]], true));
  assert.ok(differingRows([], [[0]], true));
});

const title = 'DuckDB makes a DuckLake in SQLite, writes it and reads it again';
const extensions = ducklakeExtensions();
if ('missing' in extensions) {
  skip(test, title, extensions.missing);
} else {
  test(title, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ducklake-'));
    try {
      const [catalog, data] = [join(folder, 'catalog.db'), join(folder, 'data')];
      const writer = await openDuckLake(catalog, data);
      await writer.run('create table t (a integer, b varchar)');
      await writer.run("insert into t select i, 'row ' || i from range(100) r(i)");
      writer.close();
      assert.is(readFileSync(catalog).subarray(0, 15).toString(), 'SQLite format 3');
      const reader = await openDuckLake(catalog, data);
      assert.equal(await reader.rows('select count(*)::int, sum(a)::int, max(b) from t'), [[100, 4950, 'row 99']]);
      assert.ok((await reader.rows("select * from ducklake_snapshots('lake')")).length >= 3);
      reader.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test.run();
