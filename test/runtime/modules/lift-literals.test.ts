import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { liftLiterals } from '../../../runtime/modules/lift-literals.ts';
import { callsOf, errorOf, lakeTest } from '../../support/run-lake-test.ts';

const lifted = (text: string): readonly [string, unknown[]] | null => {
  const found = liftLiterals(text);
  return found === null ? null : [found.text, found.literals.map(({ value }) => value)];
};

test('literals of conditions, assignments and VALUES come out', () => {
  assert.equal(lifted("select 1 as a from t where x = 5 and y <> 'it''s' -- 7\nlimit 3"), [
    'select 1 as a from t where x = $literal1 and y <> $literal2 -- 7\nlimit 3',
    [5, "it's"],
  ]);
  assert.equal(lifted('insert into t (a, b) values (1, \'x\'), (2.50, "y")'), [
    'insert into t (a, b) values ($literal1, $literal2), ($literal3, $literal4)',
    [1, 'x', 250, 'y'],
  ]);
  assert.equal(lifted('update t set a = 1_000, b = b + 2 where c >= 0.5'), [
    'update t set a = $literal1, b = b + 2 where c >= $literal2',
    [1000, 5],
  ]);
});

test('what names a column, a position or a type stays', () => {
  for (const text of [
    'select a = 5, 7 from t order by 1 limit 2',
    "select date '2024-01-01' from t",
    "delete from t where d > interval '1 day'",
    'select * from t where f(3, 4)',
    "insert into t values (concat('a', b))".replace("'a'", 'c'),
    'update t set a = b returning a = 1',
    'select x from t group by x = 1',
    'create table t (a int default 5)',
    "select a from t where b = 'back\\\\slash'",
    'select a from t where b = 1e5',
    'select a from t where b = 1; select 2',
    'select a from t where b in (1, 2)',
  ])
    assert.is(lifted(text), null, text);
});

test('places of the lifted text lead back', () => {
  const text = "select a from t where b = 'four' and c = 5 and d";
  const { text: other, original } = liftLiterals(text)!;
  for (const word of ['select', 'and c', 'and d']) assert.is(original(other.indexOf(word)), text.indexOf(word));
});

lakeTest('statements of one shape give what each text says', ({ run, rows }) => {
  run('create table t (id int primary key, v string, d date, p decimal(8,2), f float)');
  for (let i = 0; i < 5; i++) run(`insert into t values (${i}, 'v${i}', '2024-01-0${i + 1}', ${i}.25, ${i})`);
  assert.equal(rows("select id from t where v = 'v3'"), [[3]]);
  assert.equal(rows("select id from t where v = 'v4'"), [[4]]);
  assert.equal(rows("select id from t where d = '2024-01-02'"), [[1]]);
  assert.equal(rows("select id from t where d = '2024-01-03'"), [[2]]);
  assert.equal(rows('select id from t where p = 2.25 or p = 3.250'), [[2], [3]]);
  assert.equal(rows('select id from t where f = 2'), [[2]]);
  assert.equal(rows('select id = 1, v from t where id = 1'), [[true, 'v1']]);
  run("let wanted = 'v2'");
  assert.equal(rows('select id from t where v = wanted and id < 10'), [[2]]);
  run('alter table t drop column v');
  assert.is(errorOf(() => run("select id from t where v = 'v3'")).code.startsWith('PLG'), true);
});

lakeTest('errors of a lifted statement stand where they do in its text', ({ run }) => {
  run("create table t (id int, v string); insert into t values (1, 'x')");
  const text = "select id from t where v = 'a long text' or\n  id = 12345 or div(id, 0) = 1";
  assert.equal(callsOf(errorOf(() => run(text))), callsOf(errorOf(() => run(`${text};select 1`))));
});

test.run();
