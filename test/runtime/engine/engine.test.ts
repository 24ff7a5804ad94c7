import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { GobiError, open, type Engine, type OpenOptions } from '../../../runtime/engine.ts';

const test = suite('engine');

async function withEngine(
  options: OpenOptions,
  work: (engine: Engine, folder: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-engine-'));
  const engine = await open(folder, options);
  try {
    await work(engine, folder);
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function failure(promise: Promise<unknown>): Promise<GobiError> {
  try {
    await promise;
  } catch (error) {
    assert.instance(error, GobiError);
    return error as GobiError;
  }
  throw new Error('it did not fail');
}

for (const workers of [0, 1] as const) {
  test(`results as rows, Arrow and Arquero, with ${workers} workers`, () =>
    withEngine({ workers }, async (engine) => {
      const result = await engine.query(
        "select 1 as a, 'x' as b, 12.50 as c, date '2026-01-05' as d, cast(null as int) as e",
      );
      assert.equal(
        result.columns.map((c) => `${c.name} ${c.type}`),
        ['a int', 'b string', 'c decimal(4,2)', 'd date', 'e int'],
      );
      assert.equal(await result.rows(), [{ a: 1, b: 'x', c: '12.50', d: '2026-01-05', e: null }]);
      assert.is((await result.arrow()).numRows, 1);
      assert.is((await result.arquero()).get('b', 0), 'x');
    }));

  test(`parameters by position and name, with ${workers} workers`, () =>
    withEngine({ workers }, async (engine) => {
      assert.equal(await (await engine.query('select $1 + $2 as s', [1, 2])).rows(), [{ s: 3 }]);
      assert.equal(await (await engine.query("select $name || '!' as s", { name: 'hey' })).rows(), [{ s: 'hey!' }]);
    }));

  test(`a transaction commits whole or not at all, with ${workers} workers`, () =>
    withEngine({ workers }, async (engine) => {
      await engine.exec('create table t (a int primary key)');
      await engine.transaction(async (inside) => {
        await inside.exec('insert into t values (1)');
        await inside.exec('insert into t values (2)');
        assert.equal(
          await (await engine.query('select count(*) as n from t')).rows(),
          [{ n: 0 }],
          'others do not see it yet',
        );
      });
      await failure(
        engine.transaction(async (inside) => {
          await inside.exec('insert into t values (3)');
          await inside.exec('insert into t values (1)');
        }),
      );
      assert.equal(await (await engine.query('select a from t order by a')).rows(), [{ a: 1 }, { a: 2 }]);
    }));

  test(`errors keep code, place and the stack of .plg calls, with ${workers} workers`, () =>
    withEngine({ workers }, async (engine) => {
      await engine.exec(
        'upsert procedure inner_one as () returns int as sync { return 1 % 0 }\nupsert procedure outer_one as () returns int as sync {\n    return inner_one()\n}',
      );
      const error = await failure(engine.call('outer_one'));
      assert.is(error.exception, 'DivisionByZero');
      assert.equal(
        error.frames.slice(0, 2).map((f) => `${f.procedure}:${f.line}`),
        ['inner_one:1', 'outer_one:3'],
      );
      const unknown = await failure(engine.query('select nope from (select 1 as nape)'));
      assert.is(unknown.code, 'PLG1302');
      assert.is(unknown.place?.span.start, 7);
    }));

  test(`calls take arguments in order or by name, with ${workers} workers`, () =>
    withEngine({ workers }, async (engine) => {
      await engine.exec(
        "upsert procedure greet as (name string, times int = 1) returns string as sync { return repeat('hi ' + name + ' ', times) }",
      );
      assert.is(await engine.call('greet', ['Ann']), 'hi Ann ');
      assert.is(await engine.call('greet', { times: 2, name: 'Bo' }), 'hi Bo hi Bo ');
      assert.match((await failure(engine.call('greet', []))).message, /greet|name/);
    }));
}

for (const workers of [0, 1] as const)
  test(`tables of any size and type come whole out of calls, with ${workers} workers`, () =>
    withEngine({ workers }, async (engine) => {
      await engine.exec(`
        create table t (id int primary key, v string, l int[])
        insert into t values (1, 'a', [1, 2])
        upsert procedure many as (n int)
        returns table<id: int, s: string, m: int?, d: decimal(12,2), l: int[], st: {a: int, b: string}> {
          return (
            select r as id, 'a' || ((r % 3) :: string) as s, case when r % 2 = 0 then r end as m, r :: decimal(12,2) as d,
              [r, r + 1] as l, {a: r, b: 's' || (r :: string)} as st
            from unnest(range(0, n)) u(r)
          )
        }
        upsert procedure staged as () returns table<id: int, v: string?, l: int[]?> {
          insert into t values (2, null, null), (3, 'c', [3])
          delete from t where id = 1
          return (select * from t order by id)
        }
        upsert procedure one as (k int) returns table<id: int, v: string?, l: int[]?> { return (select * from t where id = k) }
        upsert procedure only as () returns table<a: int> { return (select 7 as a) }
        upsert procedure list as () returns int[] { return [1, 2] }`);
      const rows = (await engine.call('many', [300_000])) as readonly Record<string, unknown>[];
      assert.is(rows.length, 300_000);
      for (const at of [0, 1, 131_071, 131_072, 262_144, 299_999]) {
        assert.equal(rows[at], {
          id: at,
          s: `a${at % 3}`,
          m: at % 2 === 0 ? at : null,
          d: `${at}.00`,
          l: [at, at + 1],
          st: { a: at, b: `s${at}` },
        });
      }
      assert.is((await engine.query('call many(300000)')).rowCount, 300_000);
      assert.equal(await engine.call('one', [1]), [{ id: 1, v: 'a', l: [1, 2] }]);
      assert.equal(await engine.call('one', [9]), []);
      assert.equal(await engine.call('staged'), [
        { id: 2, v: null, l: null },
        { id: 3, v: 'c', l: [3] },
      ]);
      assert.equal(await engine.call('only'), [{ a: 7 }]);
      assert.equal(await engine.call('list'), [1, 2]);
    }));

test('calls give and take the values of programs', () =>
  withEngine({}, async (engine) => {
    await engine.exec(
      `upsert procedure echo as (n decimal(12,2), d date, t timestamp) returns {n: decimal(12,2), d: date, t: timestamp, l: decimal(5,2)[]} as sync {
        return {n: n, d: d, t: t, l: [1.10, n :: decimal(5,2)]}
      }`,
    );
    const given = { n: '100.00', d: '2026-02-28', t: '2026-02-28 10:11:12', l: ['1.10', '100.00'] };
    const moment = new Date('2026-02-28T10:11:12Z');
    assert.equal(await engine.call('echo', ['100.00', new Date('2026-02-28'), moment]), given);
    assert.equal(await engine.call('echo', { t: moment, d: '2026-02-28', n: 100 }), given);
    assert.match((await failure(engine.call('echo', [1, new Date('never'), moment]))).message, /Invalid Date/);
    assert.match((await failure(engine.call('echo', ['\ud800', moment, moment]))).message, /half of a surrogate pair/);
  }));

test('a row found by its key crosses threads', () =>
  withEngine({ workers: 1 }, async (engine) => {
    await engine.exec('create table flags (id int primary key, b boolean); insert into flags values (1, true)');
    assert.equal(await (await engine.query('select b from flags where id = $1', [1])).rows(), [{ b: true }]);
    assert.equal(await (await engine.query('select b from flags where id = $1', [2])).rows(), []);
  }));

test('the program goes on while a call runs in the worker', () =>
  withEngine({}, async (engine) => {
    await engine.exec(
      'upsert procedure busy as (n int) returns int as sync { let s = 0; let i = 0; while i < n { if i % 3 = 0 { s = s + i } i = i + 1 } return s }',
    );
    let done = false;
    const call = engine.call('busy', [20_000_000]).then((value) => ((done = true), value));
    let turns = 0;
    while (!done) {
      await turn();
      turns++;
    }
    assert.is(await call, 66666663333333);
    assert.ok(turns > 100, `${turns} turns of the event loop`);
  }));

test('parameters of one text are not seen by the next', () =>
  withEngine({ workers: 0 }, async (engine) => {
    await engine.query('select $1 as a, $2 as b', [7, 8]);
    assert.match((await failure(engine.query('select $2 as b', [1]))).message, '$2');
  }));

test('columns of one name are told apart in rows and in Arrow', () =>
  withEngine({ workers: 0 }, async (engine) => {
    const result = await engine.query("select 'x' as a, 'y' as a, 'z' as a_1");
    assert.equal(await result.rows(), [{ a: 'x', a_2: 'y', a_1: 'z' }]);
    assert.equal((await result.arrow()).schema.names, ['a', 'a_2', 'a_1']);
  }));

test('a closed engine says that it is closed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-engine-'));
  const engine = await open(folder);
  await engine.close();
  await engine.close();
  assert.is((await failure(engine.query('select 1'))).exception, 'EngineClosed');
  rmSync(folder, { recursive: true, force: true });
});

test('a second engine is told who has the lake', () =>
  withEngine({ workers: 0 }, async (_, folder) => {
    const error = await failure(open(folder, { workers: 0 }));
    assert.is(error.exception, 'LakeLocked');
    assert.match(error.message, String(process.pid));
  }));

test('sessions have locals of their own', () =>
  withEngine({ workers: 0 }, async (engine) => {
    const [a, b] = [engine.session(), engine.session()];
    await a.exec('let x = 1');
    await b.exec('let x = 2');
    assert.equal(await (await a.query('select x')).rows(), [{ x: 1 }]);
    assert.equal(await (await b.query('select x')).rows(), [{ x: 2 }]);
  }));

test('printed lines reach the caller', () =>
  withEngine({}, async (engine) => {
    const lines: string[] = [];
    await engine.exec("print('one'); print('two')", [], { onPrint: (line) => lines.push(line) });
    assert.equal(lines, ['one', 'two']);
  }));

test('a list of a hundred thousand values to look a column up in is no deeper than one of two', () =>
  withEngine({ workers: 0 }, async (engine) => {
    const listed = Array.from({ length: 100000 }, (_, i) => i * 2).join(', ');
    const result = await engine.query(`select count(*) as n from range(10) where value in (${listed})`);
    assert.equal(await result.rows(), [{ n: 5 }]);
  }));

test('reopened, a lake has its tables and procedures', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-engine-'));
  try {
    const first = await open(folder);
    await first.exec(
      'create table t (a int);\nupsert procedure add_one as (a int) returns int as sync { insert into t values ({a}); return (select count(*) from t) }',
    );
    assert.is(await first.call('add_one', [7]), 1);
    await first.close();
    const second = await open(folder);
    assert.is(await second.call('add_one', [8]), 2);
    await second.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
