import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf, lakeTest } from '../../support/run-lake-test.ts';

lakeTest('create table as, if not exists, or replace', ({ run, rows }) => {
  run("create table a as select value as id, 'n' || (value :: string) as name from range(0, 3)");
  assert.equal(rows('select * from a order by id'), [
    [0, 'n0'],
    [1, 'n1'],
    [2, 'n2'],
  ]);
  run('create table if not exists a (x int)');
  assert.equal(rows('select count(*) from a'), [[3]]);
  run('create or replace table a (x int)');
  assert.equal(rows('select count(*) from a'), [[0]]);
  assert.is(errorOf(() => run('create table a (y int)')).category, 'semantic');
});

lakeTest('views are replaced inside of procedures', ({ run, rows }) => {
  run(`create table customers (id int primary key, region string);
create table orders (id int primary key, customer_id int, total_orders int);
insert into customers values (1, 'n'), (2, 's'); insert into orders values (1, 1, 10), (2, 1, 20), (3, 2, 5)`);
  run(`upsert procedure customer_summary as 
<{
    kind: 'VIEW',
    sched: ['hourly_refresh']
}> 
() 
returns void
as sync
{
    CREATE OR REPLACE VIEW customer_summary AS
    SELECT 
        region,
        COUNT(*) as customer_count,
        SUM(total_orders) as total_revenue
    FROM customers c
    JOIN orders o ON c.id = o.customer_id
    GROUP BY region;
}`);
  run('call customer_summary()');
  run('call customer_summary()');
  assert.equal(rows('select * from customer_summary order by region'), [
    ['n', 2, 30],
    ['s', 1, 5],
  ]);
});

lakeTest('alter table', ({ run, rows }) => {
  run("create table t (id int primary key, a string); insert into t values (1, 'x')");
  run('alter table t add column b int default 5; alter table t rename column a to c; insert into t (id) values (2)');
  assert.equal(rows('select id, c, b from t order by id'), [
    [1, 'x', 5],
    [2, null, 5],
  ]);
  run(
    'alter table t alter column b set default 6; insert into t (id) values (3); alter table t drop column c; alter table t rename to u',
  );
  assert.equal(rows('select * from u order by id'), [
    [1, 5],
    [2, 5],
    [3, 6],
  ]);
  assert.is(errorOf(() => run('alter table u drop column id')).category, 'semantic');
});

lakeTest('DDL is part of a transaction', ({ run, rows }) => {
  run('begin; create table t (a int); insert into t values (1)');
  assert.equal(rows('select * from t'), [[1]]);
  run('rollback');
  assert.is(errorOf(() => run('select * from t')).category, 'semantic');
});

lakeTest('show and describe', ({ run, rows }) => {
  run(
    "create schema s; create table t (id int primary key, name string default 'x'); upsert procedure p () returns int { return 1 }",
  );
  assert.equal(rows('describe t'), [
    ['id', 'int', false, null, 'primary', null],
    ['name', 'string', true, "'x'", null, null],
  ]);
  assert.equal(
    rows('show tables').map((row) => row[1]),
    ['t'],
  );
  assert.equal(
    rows('show procedures').map((row) => row[0]),
    ['p'],
  );
  assert.equal(rows('show schemas'), [['main'], ['s'], ['system']]);
  assert.equal(rows('show secrets'), []);
  assert.is(errorOf(() => run('show flags')).exception, 'Unsupported');
});

lakeTest('drop, with and without if exists', ({ run }) => {
  run(
    'create table t (a int); create view v as select a from t; function f (n int) => n; drop view v; drop table t; drop function f',
  );
  run('drop table if exists t; drop view if exists v; drop procedure if exists p');
  assert.is(errorOf(() => run('f(1)')).category, 'semantic');
});

lakeTest('what a view needs is not dropped', ({ run, rows }) => {
  run('create table t (a int); create view v as select a from t; create view w as select a + 1 as b from v');
  const error = errorOf(() => run('drop table t'));
  assert.is(error.exception, 'DependentObjects');
  assert.match(error.message, /view v/);
  assert.match(errorOf(() => run('drop view v')).message, /view w/);
  assert.equal(rows('select * from w'), []);
  run('drop view w; drop view v; drop table t');
});

lakeTest('a lake of an earlier snapshot', ({ run, rows, session }) => {
  run('create table t (a int)');
  run('insert into t values (1)');
  const { snapshot } = session.transaction;
  run('insert into t values (2)');
  assert.equal(rows(`select count(*) from t as of ${snapshot}`), [[1]]);
  assert.equal(rows('select count(*) from t'), [[2]]);
});

lakeTest('explain shows the plan, with analyze the rows', ({ run, rows }) => {
  run('create table t (a int); insert into t values (1), (2)');
  assert.match(
    rows('explain select a + 1 as b from t where a > 1').join('\n'),
    /^project a \+ 1 as b\n {2}filter a > 1\n {4}scan main\.t \(a\)/,
  );
  assert.match(rows('explain analyze select a from t').at(-1)![0] as string, /^2 rows in /);
});

test.run();
