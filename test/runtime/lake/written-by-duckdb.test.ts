import { mkdirSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, STRING } from '../../../compiler/contract/data-type.ts';
import { findTable } from '../../../runtime/catalog/find.ts';
import { valuePrinter } from '../../../runtime/columnar/convert/print-value.ts';
import { rowsOf } from '../../../runtime/columnar/rows-of.ts';
import type { Value } from '../../../runtime/columnar/value.ts';
import { openLake } from '../../../runtime/lake/open-lake.ts';
import { begin } from '../../../runtime/transaction/begin.ts';
import { differingRows } from '../../support/oracle/same-rows.ts';
import { assertSame, conformance, duck, ourRows } from './conformance.ts';
import { column, makeTable, transact } from './scratch-lake.ts';

conformance(test, 'a lake that DuckDB made is read, written by us, and read by DuckDB again', async (folder) => {
  mkdirSync(`${folder}/.gobi`);
  const maker = await duck(folder);
  await maker.run(
    `create table t (id integer not null, name varchar default 'x', price decimal(10,2), ts timestamp, d date, f double, b boolean, bl blob, u uuid, l integer[], s struct(a integer, b varchar), h hugeint, sec timestamp_s)`,
  );
  await maker.run(
    `insert into t select i, 'n' || i, i / 4, timestamp '2021-01-01' + interval (i) minute, date '2021-01-01' + i::int, i * 1.5, i % 2 = 0, ('b' || i)::blob, uuid(), [i, null], {'a': i, 'b': 'q' || i}, i, '2020-01-01 00:00:01' from range(100) r(i)`,
  );
  await maker.run(
    `insert into t (id, name, f, l, s, h) values (200, null, 'nan', [7, 8], {'a': 1, 'b': 'it is'}, 12345678901234567890123), (201, 'inl', '-inf', [], null, null)`,
  );
  await maker.run('delete from t where id between 3 and 5');
  await maker.run('delete from t where id between 40 and 70');
  await maker.run(`update t set name = 'up' where id in (10, 200)`);
  await maker.run(`alter table t add column extra integer default 7`);
  await maker.run('insert into t (id) values (300)');
  await maker.run('alter table t drop column f');
  await maker.run('alter table t rename column name to label');
  maker.close();

  const lake = openLake(folder, undefined, { inlineRows: 5 });
  const theirs = ['id', 'label', 'price', 'ts', 'd', 'b', 'u', 'extra', 'sec'];
  const check = async (): Promise<void> => {
    const oracle = await duck(folder);
    const tx = begin(lake);
    const table = findTable(tx.state, 'main', 't')!;
    const wanted = theirs.map((name) => table.columns.findIndex((each) => each.name === name));
    const printers = wanted.map((i) => valuePrinter(table.columns[i]!.type));
    const ours = [...rowsOf(tx.scan(table.id, wanted))].map((each) =>
      each.map((value, i) => (value === null ? null : printers[i]!(value))),
    );
    assert.is(
      differingRows(
        ours,
        await oracle.rows(`select ${theirs.map((name) => `${name}::varchar`).join(', ')} from t`),
        false,
      ),
      undefined,
    );
    oracle.close();
  };
  await check();
  const table = findTable(lake.head(), 'main', 't')!;
  const at = (name: string): number => table.columns.findIndex((each) => each.name === name);
  const tx = begin(lake);
  const nested = [...rowsOf(tx.scan(table.id, [at('id'), at('l'), at('s')]))].find(([id]) => id === 200);
  assert.equal(nested, [200, [7, 8], { $a: 1, $b: 'it is' }]);
  const positions: number[] = [];
  let position = 0;
  for (const segment of tx.scan(table.id, [at('id')]).segments) {
    for (let i = 0; i < segment.length; i++, position++) {
      const deleted = segment.deleted !== null && ((segment.deleted[i >> 3]! >> (i & 7)) & 1) === 1;
      if (!deleted && (tx.readRow(table.id, position, [at('id')])[0] as number) % 10 === 1) positions.push(position);
    }
  }
  tx.delete(table.id, positions);
  const blank = table.columns.map((): Value => null);
  tx.insertRow(table.id, blank.with(at('id'), 900).with(at('label'), 'ours'));
  for (let i = 0; i < 10; i++) tx.insertRow(table.id, blank.with(at('id'), 1000 + i).with(at('price'), i));
  tx.commit();
  await check();
  const oracle = await duck(folder);
  await oracle.run(`update t set label = 'again' where id in (900, 7, 300)`);
  await oracle.run(`call ducklake_flush_inlined_data('lake')`);
  await oracle.run(`call ducklake_merge_adjacent_files('lake')`);
  await oracle.run('delete from t where id between 1002 and 1004');
  await check();
  const last = lake.head().snapshot;
  for (let snapshot = 2; snapshot <= last; snapshot++) {
    const theirCounts = await oracle.rows(
      `select count(*)::int, coalesce(sum(id), 0)::int from t at (version => ${snapshot})`,
    );
    const state = lake.stateAt(snapshot);
    const ids = [...rowsOf(lake.scan(state, table.id, [0]))].map(([id]) => id as number);
    assert.equal([[ids.length, ids.reduce((a, b) => a + b, 0)]], theirCounts, `snapshot ${snapshot} of ${last}`);
  }
  lake.close();
});

conformance(test, 'files that DuckDB took over by name, and partitioned ones, are read', async (folder) => {
  mkdirSync(`${folder}/.gobi`);
  const oracle = await duck(folder);
  await oracle.run(
    `copy (select i as b, 'x' || i as a from range(10) r(i)) to '${folder}/outside.parquet' (format parquet)`,
  );
  await oracle.run('create table t (a varchar, b bigint, c integer)');
  await oracle.run(`call ducklake_add_data_files('lake', 't', '${folder}/outside.parquet', allow_missing => true)`);
  await oracle.run('create table p (a integer, b varchar)');
  await oracle.run('alter table p set partitioned by (a)');
  await oracle.run(`insert into p select i % 3, 'n' || i from range(60) r(i)`);
  const lake = openLake(folder);
  await assertSame(lake, oracle, 't');
  await assertSame(lake, oracle, 'p');
  transact(lake, (tx) => tx.insertRow(findTable(tx.state, 'main', 'p')!.id, [7, 'ours']));
  await assertSame(lake, oracle, 'p');
  lake.close();
});

conformance(test, 'two programs write at once, and neither loses anything', async (folder) => {
  const lake = openLake(folder, undefined, { create: true });
  const columns = [column('id', INT, false), column('who', STRING)];
  const t = transact(lake, (tx) => makeTable(tx, 't', columns, 1)).id;
  const oracle = await duck(folder);
  for (let i = 0; i < 20; i++) {
    const tx = begin(lake);
    tx.insertRow(t, [i * 2, 'ours']);
    await oracle.run(`insert into t values (${i * 2 + 1}, 'theirs')`);
    tx.commit();
  }
  await assertSame(lake, oracle, 't');
  assert.is(ourRows(lake, 't').length, 40);
  const late = begin(lake);
  late.insertRow(t, [100, 'ours']);
  await oracle.run(`insert into t values (100, 'theirs')`);
  assert.throws(() => late.commit(), /table t has a row with \(id\) = \(100\) already/);
  await oracle.run(`insert into t values (100, 'again')`);
  const tx = begin(lake);
  assert.throws(() => tx.insertRow(t, [101, 'ours']), /two rows with \(id\) = \(100\)/);
  assert.is(ourRows(lake, 't').length, 42);
  await oracle.run(`delete from t where who = 'again'`);
  transact(lake, (again) => again.insertRow(t, [101, 'ours']));
  await assertSame(lake, oracle, 't');
  lake.close();
});

test.run();
