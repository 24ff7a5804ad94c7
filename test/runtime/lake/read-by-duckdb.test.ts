import { mkdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, STRING } from '../../../compiler/contract/data-type.ts';
import { findTable } from '../../../runtime/catalog/find.ts';
import { rowsOf } from '../../../runtime/columnar/rows-of.ts';
import type { Value } from '../../../runtime/columnar/value.ts';
import { openLake } from '../../../runtime/lake/open-lake.ts';
import { begin } from '../../../runtime/transaction/begin.ts';
import { assertSame, catalogOf, conformance, duck, everyType, nulls, ourRows, row } from './conformance.ts';
import { duckProcess } from './duck-process.ts';
import { column, makeTable, rowsTable, transact } from './scratch-lake.ts';

conformance(test, 'our catalog is declared as DuckDB declares it', async (folder) => {
  openLake(folder, undefined, { create: true }).close();
  mkdirSync(`${folder}/theirs`);
  const oracle = await duckProcess(`${folder}/theirs/catalog.sqlite`, `${folder}/theirs/data`);
  oracle.close();
  const declared = (file: string): unknown[] => {
    const database = new DatabaseSync(file);
    const rows = database
      .prepare("select name, sql from sqlite_master where type = 'table' and name like 'ducklake%' order by name")
      .all();
    database.close();
    return rows.map((each) => ({ ...each }));
  };
  const ours = declared(catalogOf(folder));
  assert.is(ours.length, 28);
  assert.equal(ours, declared(`${folder}/theirs/catalog.sqlite`));
});

conformance(test, 'DuckDB reads values of every type, inlined and in files', async (folder) => {
  const lake = openLake(folder, undefined, { create: true, inlineRows: 20 });
  transact(lake, (tx) => {
    const { id } = makeTable(tx, 'small', everyType, 1);
    for (let i = 0; i < 10; i++) tx.insertRow(id, row(i));
    tx.insertRow(id, nulls(10));
    const large = makeTable(tx, 'large', everyType, 1);
    tx.insert(large.id, rowsTable(everyType, [...Array.from({ length: 500 }, (_, i) => row(i)), nulls(500)]));
  });
  const oracle = await duck(folder);
  await assertSame(lake, oracle, 'small');
  await assertSame(lake, oracle, 'large');
  assert.equal(
    await oracle.rows('select count(*)::int, max(id)::int, min(s), max(u8), bool_or(isnan(f)) from large where id > 3'),
    [[497, 500, '', 18446744073709551611n, true]],
  );
  oracle.close();
  lake.close();
});

conformance(test, 'what DuckDB copies of every type, inlined and in files, is read as it was', async (folder) => {
  const lake = openLake(folder, undefined, { create: true });
  const { id } = transact(lake, (tx) => makeTable(tx, 'given', everyType));
  transact(lake, (tx) =>
    tx.insert(id, rowsTable(everyType, [...Array.from({ length: 300 }, (_, i) => row(i)), nulls(300)])),
  );
  const oracle = await duck(folder);
  await oracle.run('create table few as from given limit 0');
  for (let i = 0; i < 6; i++) await oracle.run(`insert into few from given where id = ${i < 5 ? i : 300}`);
  await oracle.run('create table many as from given');
  for (const name of ['few', 'many']) await assertSame(lake, oracle, name);
  const given = ourRows(lake, 'given');
  assert.equal(ourRows(lake, 'many'), given);
  assert.equal(
    ourRows(lake, 'few'),
    given.filter(([key]) => Number(key) < 5 || key === 300),
  );
  oracle.close();
  lake.close();
});

conformance(test, 'DuckDB reads nested values', async (folder) => {
  const lake = openLake(folder, undefined, { create: true });
  const nested = [
    column('id', INT),
    column('l', { kind: 'list', element: INT, elementNullable: true }),
    column('s', {
      kind: 'struct',
      fields: [
        { name: 'a', type: INT, nullable: true },
        { name: 'b', type: { kind: 'list', element: STRING, elementNullable: true }, nullable: true },
      ],
    }),
    column('m', { kind: 'map', key: STRING, value: INT }),
  ];
  transact(lake, (tx) => {
    const { id } = makeTable(tx, 'n', nested);
    tx.insert(
      id,
      rowsTable(nested, [
        [1, [1, null, 3], { $a: 1, $b: ['x', null] }, [{ $key: 'k', $value: 5 }]],
        [2, [], { $a: null, $b: null }, []],
        [3, null, null, null],
      ]),
    );
  });
  const oracle = await duck(folder);
  assert.equal(await oracle.rows('select id::int, l::varchar, s.a::int, s.b::varchar, m::varchar from n order by id'), [
    [1, '[1, NULL, 3]', 1, '[x, NULL]', '{k=5}'],
    [2, '[]', null, null, '{}'],
    [3, null, null, null, null],
  ]);
  oracle.close();
  lake.close();
});

conformance(test, 'updates, deletes and DDL in turn read alike, now and at each snapshot', async (folder) => {
  const lake = openLake(folder, undefined, { create: true, inlineRows: 20 });
  const columns = [
    column('id', INT, false),
    column('name', STRING),
    column('n', { kind: 'int', bits: 32, unsigned: false }),
  ];
  const rows = (from: number, to: number): Value[][] =>
    Array.from({ length: to - from }, (_, i) => [from + i, `n${from + i}`, i]);
  const id = transact(lake, (tx) => makeTable(tx, 't', columns, 1)).id;
  const positions = (tx: ReturnType<typeof begin>, from: number, to: number): number[] =>
    rows(from, to).map(([key]) => tx.lookup(id, 0, [key!])!);
  const steps: ((tx: ReturnType<typeof begin>) => unknown)[] = [
    (tx) => tx.insert(id, rowsTable(columns, rows(0, 5))),
    (tx) => tx.insert(id, rowsTable(columns, rows(5, 200))),
    (tx) => tx.deleteRow(id, tx.lookup(id, 0, [2])!),
    (tx) => tx.delete(id, positions(tx, 10, 15)),
    (tx) => tx.updateRow(id, tx.lookup(id, 0, [20])!, [1], ['changed']),
    (tx) => tx.delete(id, positions(tx, 30, 90)),
    (tx) => tx.update(id, positions(tx, 100, 140), rowsTable(columns, rows(1100, 1140))),
    (tx) => tx.delete(id, positions(tx, 140, 145)),
    (tx) => tx.delete(id, positions(tx, 145, 190)),
    (tx) =>
      tx.alterTable(id, {
        kind: 'add_column',
        column: { ...column('extra', STRING), defaultText: "'x'", defaultValue: 'x' },
        existing: 'x',
      }),
    (tx) => tx.insertRow(id, [2000, 'late', 1, 'own']),
    (tx) => tx.alterTable(id, { kind: 'rename_column', column: 1, name: 'label' }),
    (tx) => tx.alterTable(id, { kind: 'change_type', column: 2, type: INT }),
    (tx) => tx.insertRow(id, [2001, 'wide', 2 ** 40, null]),
    (tx) => tx.alterTable(id, { kind: 'set_nullable', column: 0, nullable: false }),
    (tx) => tx.alterTable(id, { kind: 'set_default', column: 3, defaultText: 'now()', defaultValue: undefined }),
    (tx) => tx.alterTable(id, { kind: 'comment', column: null, text: "it's a table" }),
    (tx) => {
      tx.insertRow(id, [2002, 'x', 3, 'y']);
      tx.alterTable(id, { kind: 'drop_column', column: 2 });
      tx.insertRow(id, [2003, 'x', 'y']);
    },
    (tx) => tx.delete(id, positions(tx, 5, 10)),
    (tx) =>
      tx.insert(
        id,
        rowsTable(
          [column('id', INT, false), column('label', STRING), column('extra', STRING)],
          rows(3000, 3100).map(([key, name]) => [key!, name!, null]),
        ),
      ),
    (tx) => tx.delete(id, positions(tx, 3000, 3100)),
  ];
  const oracle = await duck(folder);
  for (const step of steps) {
    transact(lake, step);
    await assertSame(lake, oracle, 't');
  }
  for (let snapshot = 1; snapshot <= steps.length + 1; snapshot++) {
    const state = lake.stateAt(snapshot);
    const theirs = await oracle.rows(
      `select count(*)::int, coalesce(sum(id), 0)::int from t at (version => ${snapshot})`,
    );
    const ours = [...rowsOf(lake.scan(state, id, [0]))].map(([key]) => key as number);
    assert.equal(theirs, [[ours.length, ours.reduce((sum, key) => sum + key, 0)]], `snapshot ${snapshot}`);
  }
  const info = await oracle.rows(
    "select table_name, file_count::int, delete_file_count::int from ducklake_table_info('lake')",
  );
  assert.is(info[0]?.[0], 't');
  assert.is((await oracle.rows("from ducklake_snapshots('lake')")).length, steps.length + 2);
  oracle.close();
  lake.close();
});

conformance(test, 'schemas, views, renames and drops are what DuckDB lists', async (folder) => {
  const lake = openLake(folder, undefined, { create: true });
  const columns = [column('a', INT)];
  transact(lake, (tx) => {
    tx.createSchema('other one');
    tx.createTable({ schema: 'other one', name: 'Q"t', columns, keys: [], checks: [] });
    const t = makeTable(tx, 't', columns);
    tx.insertRow(t.id, [5]);
    tx.createView(
      {
        schema: 'main',
        name: 'v',
        text: 'select a + 1 as b from t',
        portableText: 'select a + 1 as b from t',
        fields: [{ name: 'b', type: INT, nullable: true }],
      },
      false,
    );
    tx.createView({ schema: 'main', name: 'ours', text: 'from t |> take(1)', portableText: null, fields: [] }, false);
    makeTable(tx, 'gone', columns);
  });
  transact(lake, (tx) => {
    tx.dropTable(findTable(tx.state, 'main', 'GONE')!.id);
    tx.alterTable(findTable(tx.state, 'main', 't')!.id, { kind: 'rename_table', name: 'renamed' });
    tx.createView(
      {
        schema: 'main',
        name: 'v',
        text: 'select a + 2 as b from renamed',
        portableText: 'select a + 2 as b from renamed',
        fields: [{ name: 'b', type: INT, nullable: true }],
      },
      true,
    );
  });
  const oracle = await duck(folder);
  const names = await oracle.rows(
    "select schema_name, table_name from duckdb_tables() where database_name = 'lake' and not internal order by all",
  );
  assert.equal(names, [
    ['main', 'renamed'],
    ['other one', 'Q"t'],
  ]);
  assert.equal(await oracle.rows('select b::int from v'), [[7]]);
  assert.equal(await oracle.rows('select a::int from renamed'), [[5]]);
  await oracle.run('insert into renamed values (6)');
  await oracle.run("create table theirs (x varchar not null default 'd', y integer[])");
  await oracle.run('drop view v');
  oracle.close();
  const tx = begin(lake);
  assert.equal([...rowsOf(tx.scan(findTable(tx.state, 'main', 'renamed')!.id, null))].sort(), [[5], [6]]);
  const theirs = findTable(tx.state, 'main', 'theirs')!;
  assert.is(theirs.columns[0]!.defaultText, "'d'");
  assert.is(theirs.columns[0]!.nullable, false);
  assert.is(tx.state.relations.has('main.v'), false);
  assert.is(findTable(lake.stateAt(1), 'main', 'gone')?.name, 'gone');
  lake.close();
});

conformance(
  test,
  'DuckDB reads a column of another type at its old place, its rows and those before',
  async (folder) => {
    const lake = openLake(folder, undefined, { create: true, inlineRows: 20 });
    const text = { name: 'b', type: STRING, nullable: true, defaultText: null, defaultValue: undefined };
    const made = [10, 500].map((rows) => {
      const name = `t${rows}`;
      const { id } = transact(lake, (tx) =>
        makeTable(tx, name, [column('a', INT), column('b', INT), column('c', INT)]),
      );
      const numbers = Array.from({ length: rows }, (_, i) => [i, i * 2, i * 3]);
      const fields = [column('a', INT), column('b', INT), column('c', INT)];
      transact(lake, (tx) => tx.insert(id, rowsTable(fields, numbers)));
      transact(lake, (tx) => tx.delete(id, [0, 5]));
      transact(lake, (tx) => {
        tx.alterTable(id, { kind: 'replace_column', column: 1, by: text });
        const changed = numbers.filter(([a]) => a !== 0 && a !== 5).map(([a, b, c]) => [a!, `n${b}`, c!]);
        tx.rewriteRows(id, rowsTable([column('a', INT), column('b', STRING), column('c', INT)], changed));
      });
      return { name, rows };
    });
    const oracle = await duck(folder);
    for (const { name, rows } of made) {
      await assertSame(lake, oracle, name);
      assert.equal(await oracle.rows(`select a::int, b, c::int from ${name} order by a limit 1`), [[1, 'n2', 3]]);
      assert.equal(await oracle.rows(`select column_name from (describe ${name})`), [['a'], ['b'], ['c']]);
      assert.equal(await oracle.rows(`select count(*)::int, max(b) from ${name}`), [
        [rows - 2, rows === 10 ? 'n8' : 'n998'],
      ]);
    }
    await oracle.run("insert into t10 values (100, 'theirs', 300)");
    oracle.close();
    const tx = begin(lake);
    const rows = [...rowsOf(tx.scan(findTable(tx.state, 'main', 't10')!.id, null))];
    assert.equal(rows.at(-1), [100, 'theirs', 300]);
    lake.close();
  },
);

test.run();
