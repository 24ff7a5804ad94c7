import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { CodeBase } from '../../../runtime/modules/code-base.ts';
import { nativeOf } from '../../../stdlib/natives.ts';
import { librarySources } from '../../../stdlib/sources.ts';
import { callsOf, errorOf, lakeTest } from '../../support/run-lake-test.ts';
import { scratchSession } from '../../support/run-lake.ts';

lakeTest('code follows the shape of its tables', ({ run, rows }) => {
  run('create table t (id int primary key, n int); insert into t values (1, 10)');
  run('upsert procedure p () returns int { return (select n from t where id = 1) ?? 0 }');
  assert.equal(rows('call p()'), [[10]]);
  run('alter table t add column first string; create or replace table u as select * from t');
  assert.equal(rows('call p()'), [[10]]);
  run('drop table t; create table t (n int, id int primary key); insert into t values (77, 1)');
  assert.equal(rows('call p()'), [[77]]);
  run('alter table t drop column n');
  const stale = errorOf(() => run('call p()'));
  assert.is(stale.exception, 'StaleCode');
  assert.match(stale.message, /no column `n`/);
});

lakeTest('a dropped function is missed where it is called', ({ run, rows }) => {
  run('function f (n int) => n + 1');
  run('upsert procedure p () returns int { return f(1) }');
  assert.equal(rows('call p()'), [[2]]);
  run('create or replace function f (n int) => n + 100');
  assert.equal(rows('call p()'), [[101]]);
});

lakeTest('a procedure that was replaced in a transaction comes back with a rollback', ({ run, rows }) => {
  run('upsert procedure p () returns int { return 1 }');
  run('begin; upsert procedure p () returns int { return 2 }');
  assert.equal(rows('call p()'), [[2]]);
  run('rollback');
  assert.equal(rows('call p()'), [[1]]);
});

lakeTest('session locals go from statement to statement', ({ run, rows }) => {
  run("let n = 5; let xs = [1, 2]; let q = select 7 as a, 'x' as b; let d = 12.50");
  assert.equal(rows('n + xs[1] + q.a'), [[14]]);
  assert.equal(rows('n = n + 1; n'), [[6]]);
  assert.equal(rows('select b, d + 1 from q'), [['x', 1350]]);
  assert.is(errorOf(() => run('let n = div(1, 0)')).exception, 'DivisionByZero');
  assert.equal(rows('n'), [[6]]);
});

lakeTest('errors of statements tell line and column of the text', ({ run }) => {
  assert.equal(callsOf(errorOf(() => run('let a = 1;\n\n  let b = div(a, 0);'))), ['statement 3:11']);
  const unchecked = errorOf(() => run('select 1;\nselect nothing from nowhere'));
  assert.is(unchecked.category, 'semantic');
  assert.is(unchecked.place?.file, 'test.plg');
});

lakeTest('statements before one that fails are committed, none after it runs', ({ run, rows }) => {
  run('create table t (a int)');
  errorOf(() => run('insert into t values (1); insert into t select div(1, 0); insert into t values (2)'));
  assert.equal(rows('select a from t'), [[1]]);
});

lakeTest('a call goes on with the code that it began with, also after a commit', (lake) => {
  lake.run('create table t (a int); upsert procedure version () returns int { return 1 }');
  lake.run(
    "upsert procedure long () returns string { let a = version(); print('now'); commit; let b = version(); return (a :: string) + (b :: string) + ((select count(*) from t) :: string) }",
  );
  lake.onPrint = () => lake.aside('upsert procedure version () returns int { return 2 }; insert into t values (1)');
  assert.equal(lake.rows('call long()'), [['111']]);
  lake.onPrint = () => undefined;
  assert.equal(lake.rows('call long()'), [['221']]);
});

lakeTest('lambdas are locals of a session too', ({ run, rows }) => {
  run('let f = x => x * 2');
  assert.equal(rows('f(4)'), [[8]]);
});

test('two lakes with the same ids and versions do not share code', () => {
  const code = new CodeBase(librarySources(), nativeOf);
  const [one, other] = [scratchSession({}, undefined, { code }), scratchSession({}, undefined, { code })];
  try {
    one.run('create table t (a int, b int); insert into t values (1, 2)');
    other.run('create table t (b int, a int); insert into t values (1, 2)');
    const declared = 'upsert procedure p () returns int { return div((select a from t) ?? 0, 0) }';
    one.run(declared);
    other.run(`\n\n${declared}`);
    assert.equal(one.rows('select a from t'), [[1]]);
    assert.equal(other.rows('select a from t'), [[2]]);
    assert.is(callsOf(errorOf(() => one.rows('call p()')))[0], 'p 1:44');
    assert.is(callsOf(errorOf(() => other.rows('call p()')))[0], 'p 3:44');
  } finally {
    one.close();
    other.close();
  }
});

test.run();
