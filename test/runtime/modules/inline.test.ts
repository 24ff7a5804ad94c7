import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { GobiError } from '../../../runtime/engine.ts';
import { callsOf, errorOf, lakeTest } from '../../support/run-lake-test.ts';
import type { ScratchSession } from '../../support/run-lake.ts';

/** A function by its text with `=>`, which queries compute in place, and with a block, which they call. */
const BODIES: readonly (readonly [parameters: string, result: string, body: string])[] = [
  ['x int?, y int?', 'int?', 'x * 2 + y'],
  ['x int?, y int?', 'int?', 'x * 4000000000000000000 + y'],
  ['x int?, y int?', 'int?', 'div(x, y)'],
  ['x int?, y int?', 'int?', 'x'],
  ['x int?, y int?', 'int?', 'coalesce(x, y)'],
  ['x int?, y int?', 'int?', 'case when x > 1 then y else x end'],
  ['x int?, y int?', 'int?', 'case when x is null then 0 else x + coalesce(y, 1) end'],
  ['x int?, y int?', 'int', 'div(12, coalesce(x, 5)) + coalesce(y, 0)'],
  ['x int?, y int?', 'list<int?>', '[x, y]'],
  ['x int?, y int?', 'decimal(14,6)?', '(x :: decimal(10,2)) / 4'],
  ['x int?, y int?', 'boolean?', 'x > 1 and y > 1'],
  ['x int?, y int?', 'boolean?', 'x > 1 or y > 1'],
  ['x int?, y int?', 'boolean?', 'x in (1, y)'],
  ['x int?, y int?', 'string?', "(x :: string) + '-' + (y :: string)"],
];
const ARGUMENTS = ['a, b', 'a, div(10, b)', 'div(10, a), b', 'a + 1, a', 'null, b'];

function outcome({ rows }: ScratchSession, text: string): unknown {
  try {
    return rows(text);
  } catch (error) {
    if (error instanceof GobiError) return error.exception;
    throw error;
  }
}

lakeTest('what a query computes in place is what the call gives', (lake) => {
  lake.run(
    'create table some_rows (a int, b int); insert into some_rows values (1, 2), (2, 1), (3, 5), (null, 4), (4, null)',
  );
  lake.run('create table zero (a int, b int); insert into zero values (1, 0), (0, 3), (null, null)');
  for (const [i, [parameters, result, body]] of BODIES.entries()) {
    lake.run(`function stored${i} (${parameters}) returns ${result} => ${body}`);
    lake.run(`function open${i} (x, y) => ${body}`);
    lake.run(`function called${i} (${parameters}) returns ${result} { return ${body} }`);
    for (const args of ARGUMENTS) {
      for (const table of ['some_rows', 'zero']) {
        const of = (name: string): unknown =>
          outcome(lake, `select ${name}${i}(${args}) as r from ${table} order by a, b`);
        assert.equal([of('open'), of('stored')], Array(2).fill(of('called')), `${body} of ${args}, ${table}`);
      }
    }
    const where = (name: string): unknown =>
      outcome(lake, `select a from some_rows where ${name}${i}(a, b) is not null order by a`);
    assert.equal([where('open'), where('stored')], Array(2).fill(where('called')), body);
  }
});

lakeTest('an argument that changes is evaluated once, and one that raises is not left out', ({ run, rows }) => {
  run('create table t (a int not null); insert into t values (1), (2), (3)');
  run('function twice (x) => x + x; function first (x, y) => x');
  assert.equal(rows('select count(*) from (select twice(random()) as r, 1 as one from t) where r < 0'), [[0]]);
  assert.is(errorOf(() => rows('select first(a, div(1, 0)) from t')).exception, 'DivisionByZero');
});

lakeTest('the plan shows what is computed in place', ({ run, rows }) => {
  run('create table t (a int not null); insert into t values (1), (2), (3); function f (x) => x * 2');
  const plan = rows('explain select a from t where f(a) > 3').flat().join('\n');
  assert.match(plan, /\(a \* 2\) > 3/);
  assert.not.match(plan, /function:f/);
  run('create or replace function f (x) => x * 3');
  assert.equal(rows('select a from t where f(a) > 8'), [[3]]);
});

const SHIFTED = ['function add_up (a int, b int) returns int', '  => a +', '     b'].join('\n');

lakeTest('a function of the catalog with types is computed in place, and one that it calls', ({ run, rows }) => {
  run('create table t (a int not null, b int); insert into t values (1, 10), (2, null), (3, 30)');
  run('function next (n int) returns int => n + 1; function far (n int) returns int => next(n) * 2');
  const plan = (text: string): string => rows(`explain ${text}`).flat().join('\n');
  assert.match(plan('select a from t where far(a) > 5'), /\(\(a \+ 1\) \* 2\) > 5/);
  assert.equal(rows('select a, far(a) as f from t where far(a) > 5 order by a'), [
    [2, 6],
    [3, 8],
  ]);
  run('function counted (n int) returns int => case when n > 1 then counted(n - 1) + 1 else 1 end');
  assert.match(plan('select counted(a) as c from t'), /function:counted/);
  assert.equal(rows('select sum(counted(a)) as c from t'), [[6]]);
});

lakeTest('what is worth a thought is evaluated once', ({ run, rows }) => {
  run('create table t (a int not null); insert into t values (1), (2), (3)');
  run('function square (n int) returns int => n * n; function same (x float) returns boolean => x = x');
  const plan = (text: string): string => rows(`explain ${text}`).flat().join('\n');
  assert.match(plan('select square(a) as s from t'), /a \* a/);
  assert.match(plan('select square(a + 1) as s from t'), /function:square/);
  assert.equal(rows('select count(*) from t where same(random())'), [[3]]);
  run('function noise (n int) returns float => random() + n');
  assert.match(plan('select noise(a) as s from t'), /function:noise/);
  run(
    'function half (x) => x / 2; function other () returns float => random(); function third (x float) returns float => x / 3',
  );
  for (const call of ['noise(1)', 'half(random())', 'other()', 'third(random())'])
    assert.equal(rows(`select count(distinct ${call}) from t`), [[3]], call);
});

lakeTest('an error in a body that is computed in place shows the line of the function', ({ run, rows }) => {
  run('create table t (a int not null); insert into t values (1), (9223372036854775807)');
  run(SHIFTED);
  const direct = errorOf(() => rows('select sum(add_up(a, 1)) as s from t'));
  assert.is(direct.exception, 'NumericOverflow');
  assert.equal(callsOf(direct), ['add_up 2:6', 'statement 1:12']);
  run(
    'upsert procedure report () returns int {\n  let s = (select sum(add_up(a, 1)) as s from t)\n  return s.s ?? 0\n}',
  );
  assert.equal(callsOf(errorOf(() => rows('call report()'))), ['add_up 2:6', 'report 2:23', 'statement 1:1']);
  run('create table kept (a int not null check (add_up(a, 1) > 0))');
  assert.equal(callsOf(errorOf(() => run('insert into kept select a from t'))).slice(0, 1), ['add_up 2:6']);
  assert.equal(callsOf(errorOf(() => run('update t set a = add_up(a, 1)'))).slice(0, 1), ['add_up 2:6']);
  assert.equal(callsOf(errorOf(() => rows('select a + add_up(a, 0) as s from t'))), ['statement 1:8']);
});

test.run();
