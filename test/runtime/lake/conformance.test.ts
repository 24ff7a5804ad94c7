import { DatabaseSync } from 'node:sqlite';
import { mkdirSync } from 'node:fs';
import { test } from 'uvu';
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
import { valuePrinter } from '../../../runtime/columnar/convert/print-value.ts';
import { rowsOf } from '../../../runtime/columnar/rows-of.ts';
import type { Value } from '../../../runtime/columnar/value.ts';
import type { Lake } from '../../../runtime/lake/lake.ts';
import { openLake } from '../../../runtime/lake/open-lake.ts';
import { findTable } from '../../../runtime/catalog/find.ts';
import { begin } from '../../../runtime/transaction/begin.ts';
import { ducklakeExtensions } from '../../support/oracle/ducklake-extensions.ts';
import type { Oracle } from '../../support/oracle/oracle.ts';
import { differingRows } from '../../support/oracle/same-rows.ts';
import { skip } from '../../support/skip.ts';
import { duckProcess } from './duck-process.ts';
import { column, inScratchFolder, makeTable, rowsTable, transact } from './scratch-lake.ts';

const catalogOf = (folder: string): string => `${folder}/.gobi/catalog.sqlite`;
const opened: Oracle[] = [];

async function duck(folder: string): Promise<Oracle> {
  const oracle = await duckProcess(catalogOf(folder), `${folder}/.gobi/data`);
  opened.push(oracle);
  return oracle;
}

/** A table's rows with every value as the oracle gives it. */
function ourRows(lake: Lake, name: string): (null | boolean | number | bigint | string)[][] {
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

async function assertSame(lake: Lake, oracle: Oracle, name: string): Promise<void> {
  const { columns } = findTable(lake.head(), 'main', name)!;
  const wanted = columns.map(({ name: each }) => `"${each}"`).join(', ');
  assert.is(differingRows(ourRows(lake, name), await oracle.rows(`select ${wanted} from "${name}"`), false), undefined);
}

const everyType = [
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

function row(i: number): Value[] {
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

const nulls = (i: number): Value[] => [i, ...everyType.slice(1).map(() => null)];
const extensions = ducklakeExtensions();

function conformance(title: string, work: (folder: string) => Promise<void>): void {
  if ('missing' in extensions) skip(test, title, extensions.missing);
  else {
    test(title, async () => {
      try {
        await inScratchFolder(work);
      } finally {
        for (const oracle of opened.splice(0)) oracle.close();
      }
    });
  }
}

conformance('our catalog is declared as DuckDB declares it', async (folder) => {
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

conformance('DuckDB reads values of every type, inlined and in files', async (folder) => {
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

conformance('what DuckDB copies of every type, inlined and in files, is read as it was', async (folder) => {
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

conformance('DuckDB reads nested values', async (folder) => {
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

conformance('updates, deletes and DDL in turn read alike, now and at each snapshot', async (folder) => {
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

conformance('schemas, views, renames and drops are what DuckDB lists', async (folder) => {
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

conformance('a lake that DuckDB made is read, written by us, and read by DuckDB again', async (folder) => {
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

conformance('files that DuckDB took over by name, and partitioned ones, are read', async (folder) => {
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

conformance('two programs write at once, and neither loses anything', async (folder) => {
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
  assert.throws(() => late.commit(), /table main.t has a row with \(id\) = \(100\) already/);
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
