import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { callsOf, errorOf, lakeTest } from '../../support/run-lake-test.ts';

/** Statements that fail, with `⟦…⟧` around the expression that their error is to point at. */
const FAILING = [
  'select 1, ⟦1/0⟧',
  "select\n  1 as a,\n  ⟦'12abc'::int⟧ as b",
  'select s, div(12, n) from t where ⟦s::int⟧ > 1',
  'select id, sum(⟦s::int⟧) from t group by id',
  'select t.id from t join t u on t.id = ⟦u.s::int⟧',
  'select sum(n) over (order by ⟦1/n⟧) from t',
  'select id from t order by id, ⟦s::int⟧',
  'select first(⟦s::int⟧ order by id) from t',
  'select id from t where id in (select ⟦s::int⟧ from t)',
  'select x from (select id, ⟦s::int⟧ as x from t) q where x > 0',
  'select avg(n) from t having ⟦1/min(n)⟧ > 0',
  'select id, case when n = 0 then ⟦100/n⟧ else 3 end from t',
  'select value from unnest([1, 0]) u where ⟦1/value⟧ > 0',
  "select ⟦strptime(s, '%Y')⟧ from t",
  'insert into t select id + 9, s, ⟦s::int⟧, 1, 1 from t',
  'delete from t where 2 = 2 and ⟦s::int⟧ > 1',
  "select id from t where s = 'a1' and n = 0 and ⟦div(id, n)⟧ > 2",
  'select id > 0,\n  ⟦sum(big)⟧ from t group by id > 0',
  'select ⟦sum(big)⟧ as total, count(*) from t',
  'select 1 + ⟦sum(big)⟧ from t having count(*) > 0',
  'select id, ⟦sum(big) over (order by id)⟧ from t',
  'select count(*), ⟦sum(distinct big - id) filter (where id > 0)⟧ from t',
] as const;

function placeOf(marked: string): string {
  const lines = marked.slice(0, marked.indexOf('⟦')).split('\n');
  return `statement ${lines.length}:${lines.at(-1)!.length + 1}`;
}

lakeTest('an error in a query points at the expression that raised it', (lake) => {
  lake.run(
    "create table t (id int primary key, s string, n int, d decimal(5,2), big decimal(38,0)); insert into t values (1, 'a1', 0, 1.5, 99999999999999999999999999999999999998), (2, '2', 5, 2.5, 99999999999999999999999999999999999998)",
  );
  for (const marked of FAILING) {
    const text = marked.replace(/[⟦⟧]/g, '');
    assert.equal(callsOf(errorOf(() => lake.rows(text))), [placeOf(marked)], text);
  }
});

lakeTest('equal queries at different places share a kernel and have places of their own', (lake) => {
  for (const marked of ['select ⟦1/0⟧', '   select ⟦1/0⟧', '\n\nselect ⟦1/0⟧'])
    assert.equal(callsOf(errorOf(() => lake.rows(marked.replace(/[⟦⟧]/g, '')))), [placeOf(marked)]);
});

lakeTest('queries that call functions that run queries each have their place', (lake) => {
  lake.run('create table t (n int not null); insert into t values (0)');
  lake.run(
    'create function inner_one(x int) returns int as sync {\n  return coalesce((select max(div(7, t.n + x)) from t), 0);\n}',
  );
  lake.run(
    'create function outer_one(x int) returns int as sync {\n  let y = 1;\n  return coalesce((select max(y + inner_one(t.n + x)) from t), 0);\n}',
  );
  assert.equal(callsOf(errorOf(() => lake.rows('select 1, outer_one(n) from t'))), [
    'inner_one 2:31',
    'outer_one 3:35',
    'statement 1:11',
  ]);
});

test.run();
