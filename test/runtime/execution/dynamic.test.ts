import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { callsOf, errorOf, lakeTest } from '../../support/run-lake-test.ts';

const SEED_ETL = `upsert procedure daily_etl as 
<{
    kind: 'INCREMENTAL_BY_TIME_RANGE',
    sched: ['daily_etl_schedule']
}> 
(source_path string, target_table string)
raises ETLError 
returns int
as async
{
    // SQLMesh-style incremental processing
    let latest_timestamp = SELECT MAX(updated_at) FROM target_table;
    
    let new_data = SELECT * FROM source_path 
                   WHERE updated_at > latest_timestamp;
    
    INSERT INTO target_table SELECT * FROM new_data;
    
    return len(new_data);
}`;

const TABLES = `create table src (id int primary key, v string, updated_at timestamp not null);
create table tgt (id int primary key, v string, updated_at timestamp not null);
insert into src values (1, 'a', timestamp '2024-01-01 00:00:00'), (2, 'b', timestamp '2024-02-01 00:00:00'), (3, 'c', timestamp '2024-03-01 00:00:00')`;

lakeTest('tables named by strings: an incremental load copies what is newer, then nothing', ({ run, rows }) => {
  run(TABLES);
  run(SEED_ETL);
  assert.equal(rows("call daily_etl('src', 'tgt')"), [[0]], 'nothing is newer than the NULL of an empty table');
  run("insert into tgt values (1, 'a', timestamp '2024-01-01 00:00:00')");
  assert.equal(rows("call daily_etl('src', 'tgt')"), [[2]]);
  assert.equal(rows("call daily_etl('src', 'tgt')"), [[0]]);
  assert.equal(rows('select id from tgt order by id'), [[1], [2], [3]]);
});

lakeTest('the same procedure takes files', ({ run, rows, folder }) => {
  run(TABLES);
  run(SEED_ETL);
  run("insert into tgt values (1, 'a', timestamp '2024-01-01 00:00:00'); copy src to 'src.parquet'");
  assert.equal(rows("call daily_etl('src.parquet', 'tgt')"), [[2]]);
  writeFileSync(join(folder, 'more.csv'), 'id,v,updated_at\n7,g,2025-01-01 00:00:00\n');
  assert.equal(rows("call daily_etl('more.csv', 'tgt')"), [[1]]);
  assert.equal(rows('select v from tgt where id = 7'), [['g']]);
});

lakeTest('columns are checked against the tables there are, before any row is written', ({ run, rows }) => {
  run(TABLES);
  run(SEED_ETL);
  run(
    "create table other (id int, updated_at timestamp); insert into other values (9, timestamp '2030-01-01 00:00:00'); insert into tgt values (1, 'a', timestamp '2024-01-01 00:00:00')",
  );
  const error = errorOf(() => run("call daily_etl('other', 'tgt')"));
  assert.is(error.exception, 'ETLError');
  assert.match(callsOf(error)[0]!, /^daily_etl 1[678]:/);
  assert.equal(rows('select count(*) from tgt'), [[1]]);
});

lakeTest('what a string names: a table, a view, a table of another schema; nothing else', ({ run, rows }) => {
  run(
    'create schema s; create table s.t (a int); insert into s.t values (1), (2); create view v as select a + 1 as b from s.t',
  );
  run('upsert procedure counted (name string) returns int { return (select count(*) from name) ?? 0 }');
  assert.equal(rows("call counted('s.t')"), [[2]]);
  assert.equal(rows("call counted('v')"), [[2]]);
  const unknown = errorOf(() => run("call counted('vv')"));
  assert.is(unknown.exception, 'TableNotFound');
  assert.match(unknown.message, /did you mean `v`/);
  assert.is(errorOf(() => run("call counted('../outside.csv')")).exception, 'OutsideSandbox');
  assert.is(errorOf(() => run("call counted('https://example.org/x.csv')")).exception, 'HostRefused');
});

lakeTest('dynamic updates and deletes', ({ run, rows }) => {
  run('create table t (id int primary key, n int); insert into t values (1, 1), (2, 2)');
  run(
    'upsert procedure bump (name string, step int) returns void { update name set n = n + 40 where id = 2; delete from name where id = 1; insert into name values (3, step) }',
  );
  run("call bump('t', 40)");
  assert.equal(rows('select * from t order by id'), [
    [2, 42],
    [3, 40],
  ]);
});

lakeTest('a dynamic value that enters typed code is checked', ({ run, rows }) => {
  run("create table t (n int, s string); insert into t values (7, 'seven')");
  run('upsert procedure first (name string) returns int { let x: int = (select n from name); return x + 1 }');
  run('upsert procedure text (name string) returns int { let x: int = (select s from name); return x + 1 }');
  assert.equal(rows("call first('t')"), [[8]]);
  assert.is(errorOf(() => run("call text('t')")).exception, 'TypeMismatch');
  run('create table many (n int); insert into many values (1), (2)');
  assert.is(errorOf(() => run("call first('many')")).exception, 'CardinalityError');
});

lakeTest('a dynamic statement is compiled once for each set of tables', ({ run, rows }) => {
  run('create table a (n int); create table b (n int, m int); insert into a values (1); insert into b values (2, 3)');
  run(
    "upsert procedure total (k int) returns int { let s = 0; let names = ['a', 'b']; for i in range(0, k) { let name = names[i % 2]; let x: int = (select sum(n) from name) ?? 0; s = s + x } return s }",
  );
  assert.equal(rows('call total(5)'), [[1 + 2 + 1 + 2 + 1]]);
});

test.run();
