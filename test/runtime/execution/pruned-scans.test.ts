import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { scratchSession } from '../../support/run-lake.ts';

const PREDICATES = [
  'id < 2000',
  '4000 <= id',
  'id = 1999',
  'id = 1999 and id = 2000',
  'id in (1, 2000, 5999)',
  'id in (70000)',
  'id is null',
  'id is not null and x is null',
  'x > 3999',
  'x < 0',
  'x >= 5000.5',
  "x = 'NaN' :: float",
  "x > 'NaN' :: float",
  "x <= 'NaN' :: float",
  'd > 20.50 and d < 21.00',
  'd >= 59.99',
  'd = 20',
  "day < '2024-02-01'",
  "day = '2024-06-01'",
  "at >= '2024-01-01 01:00:00'",
  "s > repeat('p', 300)",
  "s >= 'pa'",
  "s = 'nowhere'",
  'b',
  'b = true',
  'b = false and id > 1000',
  'id > 1000 and s is null',
];

/** A test that a projection computes is never handed to the scan: both must keep the same rows. */
test('filters keep the same rows with pruning and without', () => {
  const { run, rows, close } = scratchSession();
  try {
    run('create table t (id int, x float, d decimal(10, 2), day date, at timestamp, s string, b boolean)');
    for (let file = 0; file < 3; file++) {
      const from = file * 2000;
      run(
        `insert into t select case when value % 97 = 0 and ${file} = 1 then null else value end,
           case when value % 50 = 3 and ${file} = 2 then 'NaN' :: float when value % 41 = 0 then null else value + 0.5 end,
           ((value :: decimal(10, 2)) / 100) :: decimal(10, 2), '2024-01-01' :: date + (value / 30) :: int, '2024-01-01' :: timestamp + value * interval '1 minute',
           case when value % 5 = 0 then null when ${file} = 1 then concat(repeat('p', 300), value :: string) else value :: string end,
           case when ${file} = 0 then false else value % 2 = 0 end
         from range(${from}, ${from + 2000})`,
      );
    }
    run('delete from t where id in (1, 1999, 2001, 5999)');
    const agree = (): void => {
      for (const predicate of PREDICATES) {
        const [kept] = rows(`select count(*), sum(id), count(id) from t where ${predicate}`);
        const [wanted] = rows(
          `select count(*), sum(id), count(id) from (select id, coalesce(${predicate}, false) as hit from t) where hit`,
        );
        assert.equal(kept, wanted, predicate);
      }
    };
    agree();
    run("begin; insert into t (id, x, s) select value, value, 'own' from range(-1500, 0); delete from t where id = -7");
    agree();
    run('rollback');
    agree();
    const former = rows('select id from system.snapshots order by id desc limit 2')[1]![0] as number;
    assert.equal(rows(`select count(*) from t as of ${former} where id in (1, 1999, 5999)`), [[3]]);
    run('update t set x = -1.0 where id > 5000');
    assert.equal(rows('select count(*) from t where x = -1.0'), rows('select count(*) from t where id > 5000'));
  } finally {
    close();
  }
});

test('a parameter prunes anew with each value', () => {
  const { run, rows, close } = scratchSession();
  try {
    run('create table t (id int)');
    for (let file = 0; file < 3; file++)
      run(`insert into t select value from range(${file * 2000}, ${file * 2000 + 2000})`);
    run('upsert procedure p (least int) returns int { return (select count(*) from t where id >= {least}) }');
    for (const least of [0, 1, 2000, 5999, 6000]) assert.equal(rows(`call p(${least})`), [[6000 - least]]);
  } finally {
    close();
  }
});

test.run();
