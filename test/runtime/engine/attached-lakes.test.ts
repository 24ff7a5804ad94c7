import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { rowsOf } from '../../../runtime/columnar/rows-of.ts';
import { open, type Result, type Runner } from '../../../runtime/engine.ts';

/** Runs a test over two folders: one of an engine, one of a lake that is closed. */
async function withLakes(work: (engine: Awaited<ReturnType<typeof open>>, other: string) => Promise<void>) {
  const root = mkdtempSync(join(tmpdir(), 'attached-'));
  try {
    const other = join(root, 'other');
    const filled = await open(other, { workers: 0 });
    await filled.exec("create table o (id int primary key, v string); insert into o values (1, 'x'), (2, 'y')");
    await filled.close();
    const engine = await open(join(root, 'own'), { workers: 0 });
    try {
      await work(engine, other);
    } finally {
      await engine.close();
    }
  } finally {
    rmSync(root, { recursive: true });
  }
}

async function rows(runner: Runner, text: string): Promise<unknown[][]> {
  const { table }: Result = await runner.query(text);
  return [...rowsOf(table!)].map((row) => [...row]);
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: { code: string }) => error.code,
  );
}

test('tables of an attached lake are read beside own ones, and cannot be changed', () =>
  withLakes(async (engine, other) => {
    const session = engine.session();
    await session.exec(
      `attach '${other}' as x; create table mine (id int); insert into mine select id from x.o where v = 'y'`,
    );
    assert.equal(await rows(session, 'select o.v from mine join x.o on o.id = mine.id'), [['y']]);
    assert.equal(await rows(session, "select id from x.o where id = 2 or v like 'x%' order by id"), [[1], [2]]);
    for (const text of ["insert into x.o values (3, 'z')", 'delete from x.o', 'truncate x.o', 'drop table x.o'])
      assert.match(await codeOf(session.exec(text)), /PLG1310|SEMANTIC_011/, text);
    assert.is(await codeOf(session.exec('create view v as select id from x.o')), 'SEMANTIC_004');
    assert.is(await codeOf(session.exec('create table x.new (id int)')), 'SEMANTIC_007');
    await session.exec('use x');
    assert.equal(await rows(session, 'select count(*) from o'), [[2]]);
    await session.exec('use main; begin');
    assert.is(await codeOf(session.exec('detach x')), 'RUNTIME_031');
    await session.exec('rollback; detach x');
    assert.is(await codeOf(session.exec('select * from x.o')), 'PLG1301');
    const again = await open(other, { workers: 0 });
    assert.equal(await rows(again, 'select count(*) from o'), [[2]]);
    await again.close();
    await session.close();
  }));

test('a session sees neither what another attached nor its temporary tables, and its end lets go of both', () =>
  withLakes(async (engine, other) => {
    const one = engine.session();
    const two = engine.session();
    await one.exec(`attach '${other}' as x; create temp table t as select id from x.o`);
    assert.is(await codeOf(two.exec('select * from x.o')), 'PLG1301');
    assert.is(await codeOf(two.exec('select * from t')), 'PLG1301');
    await two.exec("create temp table t as select 'two' as name");
    assert.equal(await rows(one, 'select count(*) from t'), [[2]]);
    assert.equal(await rows(two, 'select name from t'), [['two']]);
    await engine.exec('create table t (stored int)');
    assert.equal(await rows(one, 'select count(*) from t'), [[2]]);
    await one.close();
    await two.exec(`attach '${other}' as y`);
    assert.equal(await rows(two, 'select count(*) from y.o'), [[2]]);
    await two.close();
    assert.equal(await rows(engine, 'select count(*) from t'), [[0]]);
  }));

test.run();
