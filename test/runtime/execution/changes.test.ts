import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf, lakeTest } from '../../support/run-lake-test.ts';

const TABLE =
  "create table t (id int primary key, name string, n int default 7); insert into t (id, name) values (1, 'a'), (2, 'b'), (3, 'c')";

lakeTest('insert: defaults, queries, the number of rows', ({ run, rows }) => {
  run(TABLE);
  assert.is(run("insert into t values (4, 'd', 1)")[0]!.rowsChanged, 1);
  assert.is(run('insert into t (id, n) select id + 10, n * 2 from t')[0]!.rowsChanged, 4);
  assert.equal(rows('select * from t where id > 10 order by id'), [
    [11, null, 14],
    [12, null, 14],
    [13, null, 14],
    [14, null, 2],
  ]);
  assert.equal(rows("insert into t (id, name) values (20, 'x') returning id, name || '!' as shout, n"), [
    [20, 'x!', 7],
  ]);
});

lakeTest('a statement that fails leaves nothing, whichever row it fails at', ({ run, rows }) => {
  run(TABLE);
  assert.is(
    errorOf(() => run('insert into t (id) select value from range(10, 20) union all select 1')).exception,
    'UniqueViolation',
  );
  assert.is(
    errorOf(() => run('insert into t (id, n) select value, div(10, value - 15) from range(10, 20)')).exception,
    'DivisionByZero',
  );
  assert.is(errorOf(() => run('insert into t (id) values (cast(null as int))')).exception, 'NotNullViolation');
  assert.equal(rows('select count(*) from t'), [[3]]);
});

lakeTest('update and delete by key and by condition', ({ run, rows }) => {
  run(TABLE);
  assert.is(run('update t set name = name || name, n = n + id where id = 2')[0]!.rowsChanged, 1);
  assert.is(run('update t set n = 0 where id = 99')[0]!.rowsChanged, 0);
  assert.is(run('update t set n = n + 1 where n < 9')[0]!.rowsChanged, 2);
  assert.equal(rows('select * from t order by id'), [
    [1, 'a', 8],
    [2, 'bb', 9],
    [3, 'c', 8],
  ]);
  assert.equal(rows('delete from t where id = 2 returning *'), [[2, 'bb', 9]]);
  assert.is(run('delete from t where n = 8')[0]!.rowsChanged, 2);
  assert.equal(rows('select count(*) from t'), [[0]]);
});

lakeTest('a statement may swap keys, but not make two rows of one', ({ run, rows }) => {
  run(TABLE);
  run('update t set id = 4 - id');
  assert.equal(rows('select id, name from t order by id'), [
    [1, 'c'],
    [2, 'b'],
    [3, 'a'],
  ]);
  assert.is(errorOf(() => run('update t set id = 1')).exception, 'UniqueViolation');
  assert.equal(rows('select id, name from t order by id'), [
    [1, 'c'],
    [2, 'b'],
    [3, 'a'],
  ]);
});

lakeTest('update from: a row that meets several is an error', ({ run, rows }) => {
  run(TABLE);
  run('update t set n = s.v from (select 1 as k, 100 as v) s where t.id = s.k');
  assert.equal(rows('select n from t where id = 1'), [[100]]);
  assert.is(
    errorOf(() => run('update t set n = s.v from (select 1 as k, 100 as v union all select 1, 200) s where t.id = s.k'))
      .exception,
    'CardinalityError',
  );
});

lakeTest('on conflict and upsert', ({ run, rows }) => {
  run(TABLE);
  assert.is(
    run("insert into t (id, name) values (1, 'x'), (5, 'e'), (5, 'again') on conflict do nothing")[0]!.rowsChanged,
    1,
  );
  assert.is(
    run(
      "insert into t (id, name, n) values (1, 'x', 1), (6, 'f', 1) on conflict (id) do update set name = excluded.name || t.name where t.n > 0",
    )[0]!.rowsChanged,
    2,
  );
  assert.is(run("upsert into t (id, name, n) values (2, 'two', 22), (7, 'g', 1) on id")[0]!.rowsChanged, 2);
  assert.equal(rows('select * from t order by id'), [
    [1, 'xa', 7],
    [2, 'two', 22],
    [3, 'c', 7],
    [5, 'e', 7],
    [6, 'f', 1],
    [7, 'g', 1],
  ]);
  const error = errorOf(() => run("upsert into t (id, name, n) values (8, 'a', 1), (8, 'b', 2) on id"));
  assert.is(error.exception, 'CardinalityError');
});

lakeTest('merge: update, delete, insert', ({ run, rows }) => {
  run(TABLE);
  const changed =
    run(`merge into t using (select 1 as k, 'one' as v union all select 2, 'del' union all select 9, 'new') s on t.id = s.k
    when matched and s.v = 'del' then delete
    when matched then update set name = s.v
    when not matched then insert (id, name) values (s.k, s.v)`)[0]!.rowsChanged;
  assert.is(changed, 3);
  assert.equal(rows('select * from t order by id'), [
    [1, 'one', 7],
    [3, 'c', 7],
    [9, 'new', 7],
  ]);
});

lakeTest('checks hold for every kind of change', ({ run, rows }) => {
  run('create table c (id int primary key, v int check (v > 0))');
  run('insert into c values (1, 5)');
  assert.is(errorOf(() => run('insert into c values (2, -1)')).exception, 'CheckViolation');
  assert.is(errorOf(() => run('update c set v = v - 10 where id = 1')).exception, 'CheckViolation');
  run('insert into c values (3, null)');
  assert.equal(rows('select * from c order by id'), [
    [1, 5],
    [3, null],
  ]);
});

lakeTest('statements in loops see what those before wrote', ({ run, rows }) => {
  run('create table k (id int primary key, v int not null)');
  run(`upsert procedure p (n int) returns int {
    for i in range(0, n) { insert into k values (i, i) }
    for i in range(0, n) { update k set v = v + (select v from k where id = i) + 1 where id = i }
    for i in range(0, n) { if i % 2 = 0 { delete from k where id = i } }
    let s = 0;
    for i in range(0, n) { s = s + ((select v from k where id = i) ?? 1000) }
    return s
  }`);
  assert.equal(rows('call p(4)'), [[1000 + 3 + 1000 + 7]]);
  assert.equal(rows('select * from k order by id'), [
    [1, 3],
    [3, 7],
  ]);
});

lakeTest('transactions: own writes are seen, rollback leaves nothing, savepoints nest', ({ run, rows }) => {
  run(TABLE);
  assert.equal(rows('begin; delete from t; select count(*) from t'), [[0]]);
  assert.equal(rows('rollback; select count(*) from t'), [[3]]);
  run(
    'begin; insert into t (id) values (10); savepoint a; insert into t (id) values (11); savepoint b; delete from t; rollback to a; insert into t (id) values (12); release a; commit',
  );
  assert.equal(rows('select id from t where id >= 10 order by id'), [[10], [12]]);
  assert.is(errorOf(() => run('begin; begin')).exception, 'TransactionState');
  assert.is(errorOf(() => run('rollback; begin; rollback to nowhere')).exception, 'SavepointNotFound');
});

lakeTest('a statement that fails in a transaction leaves the rest of it', ({ run, rows }) => {
  run(TABLE);
  run('begin; insert into t (id) values (10)');
  errorOf(() => run('insert into t (id) values (11), (1)'));
  assert.equal(rows('commit; select id from t where id >= 10'), [[10]]);
});

lakeTest('locals in DO UPDATE and RETURNING', ({ run, rows }) => {
  run(TABLE);
  run(
    'upsert procedure p (k int) returns int? { let q = insert into t (id, n) values (1, 5) on conflict (id) do update set n = t.n + excluded.n + k returning n * k as m; return q.m }',
  );
  assert.equal(rows('call p(100)'), [[(7 + 5 + 100) * 100]]);
});

test.run();
