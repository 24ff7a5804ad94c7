import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { callsOf, errorOf, lakeTest } from '../../support/run-lake-test.ts';
import type { ScratchSession } from '../../support/run-lake.ts';

function fingerprints({ session }: ScratchSession, ...ids: readonly string[]): string[] {
  const { routines } = session.transaction.state;
  return ids.map((id) => routines.get(id)!.fingerprint);
}

const CHAIN = [
  'function a (n int) returns int { return n + 1 }',
  'function b (n int) returns int { let m = a(n); return m * 10 }',
  'function c (n int) returns int { let m = b(n); return m + 5 }',
  'upsert procedure p () returns int { return c(1) }',
].join('\n');

lakeTest('a function that changes is followed by all that import it, in the same commit', (lake) => {
  lake.run(CHAIN);
  assert.equal(lake.rows('call p()'), [[25]]);
  const before = fingerprints(lake, 'function:b', 'function:c', 'procedure:p');
  const { snapshot } = lake.session.transaction;
  lake.run('create or replace function a (n int) returns int { return n + 2 }');
  assert.is(lake.session.transaction.snapshot, snapshot + 1);
  const after = fingerprints(lake, 'function:b', 'function:c', 'procedure:p');
  assert.is(new Set([...before, ...after]).size, 6);
  assert.equal(lake.rows('call p()'), [[35]]);
  assert.equal(lake.rows('select c(1) as x'), [[35]]);
  lake.run('create or replace function a (n int) returns int { return n + 1 }');
  lake.run('create or replace function a (n int) returns int { return n + 2 } -- as before');
  assert.equal(fingerprints(lake, 'function:b', 'function:c', 'procedure:p'), after);
});

lakeTest('who is made with what fingerprint stands in the modules', ({ run, session }) => {
  run(CHAIN);
  const { routines, modules } = session.transaction.state;
  for (const [id, needed] of [
    ['function:b', 'function:a'],
    ['function:c', 'function:b'],
    ['procedure:p', 'function:c'],
  ] as const) {
    const { imports } = modules.get(routines.get(id)!.fingerprint)!.manifest;
    assert.equal(imports, [{ id: needed, fingerprint: routines.get(needed)!.fingerprint }]);
  }
});

lakeTest(
  'the type of a result that changed is met where it is used, and mended by the next version',
  ({ run, rows }) => {
    run(CHAIN);
    run("create or replace function a (n int) returns string { return 'x' }");
    const stale = errorOf(() => rows('call p()'));
    assert.is(stale.exception, 'StaleCode');
    assert.match(stale.message, /`b`.*`\*` is not defined for string and int/);
    run('create or replace function a (n int, m int) returns int { return m }');
    assert.match(errorOf(() => rows('b(1)')).message, /wrong number of arguments for `a`/);
    run('create or replace function a (n int) returns int { return n }');
    assert.equal(rows('call p()'), [[15]]);
    run('drop function a');
    assert.is(errorOf(() => rows('call p()')).exception, 'StaleCode');
  },
);

lakeTest('a procedure is bound late, but never to one that takes something else', ({ run, rows }) => {
  run('upsert procedure q (n int) returns int { return n + 1 }');
  run('upsert procedure p () returns int { return q(1) }');
  assert.equal(rows('call p()'), [[2]]);
  run('upsert procedure q (n int) returns int { return n + 2 }');
  assert.equal(rows('call p()'), [[3]]);
  run("upsert procedure q (n string) returns string { return n + 'x' }");
  const stale = errorOf(() => rows('call p()'));
  assert.is(stale.exception, 'StaleCode');
  run('upsert procedure q (n int, m int = 5) returns int { return n + m }');
  assert.equal(rows('call p()'), [[6]]);
});

const IN_PLACE = [
  'create table t (n int not null); insert into t values (1), (2), (3)',
  'function a (n int) returns int => n + 1',
  'function b (n int) returns int => a(n) * 10',
  'upsert procedure p () returns int { let s = (select sum(b(n)) as s from t where a(n) > 2); return (s.s :: int) ?? 0 }',
].join('\n');

lakeTest('a function that queries compute in place is followed by all that hold its body', (lake) => {
  lake.run(IN_PLACE);
  const inline = (id: string): string =>
    JSON.stringify(lake.session.transaction.state.routines.get(id)!.signature.inline);
  assert.equal(lake.rows('call p()'), [[70]]);
  assert.match(inline('function:b'), /"value":1,/);
  const before = fingerprints(lake, 'function:a', 'function:b', 'procedure:p');
  const { snapshot } = lake.session.transaction;
  lake.run('create or replace function a (n int) returns int => n + 2');
  assert.is(lake.session.transaction.snapshot, snapshot + 1);
  assert.is(new Set([...before, ...fingerprints(lake, 'function:a', 'function:b', 'procedure:p')]).size, 6);
  assert.match(inline('function:b'), /"value":2,/);
  assert.equal(lake.rows('call p()'), [[120]]);
  assert.equal(lake.rows('select sum(b(n)) as s from t'), [[120]]);
  lake.run('create or replace function a (n int) returns int { return n + 3 }');
  assert.is(inline('function:b'), 'null');
  assert.equal(lake.rows('call p()'), [[150]]);
});

lakeTest('a call that runs keeps the bodies that it began with', (lake) => {
  lake.run(IN_PLACE);
  lake.run(
    "upsert procedure long () returns int { let x = p(); print('now'); commit; let y = (select sum(b(n)) as s from t where a(n) > 2); return x * 1000 + ((y.s :: int) ?? 0) }",
  );
  lake.onPrint = () => lake.aside('create or replace function a (n int) returns int => n + 2');
  assert.equal(lake.rows('call long()'), [[70_070]]);
  lake.onPrint = () => undefined;
  assert.equal(lake.rows('call long()'), [[120_120]]);
});

lakeTest('a call that runs keeps the functions that it began with', (lake) => {
  lake.run(CHAIN);
  lake.run(
    "upsert procedure long () returns int { let x = c(1); print('now'); commit; let y = c(1); return x * 1000 + y }",
  );
  lake.onPrint = () => lake.aside('create or replace function a (n int) returns int { return n + 2 }');
  assert.equal(lake.rows('call long()'), [[25025]]);
  lake.onPrint = () => undefined;
  assert.equal(lake.rows('call long()'), [[35035]]);
});

const CIRCLE = [
  'function even (n int) returns boolean { if n == 0 { return true } return odd(n - 1) }',
  'function odd (n int) returns boolean { if n == 0 { return false } return even(n - 1) }',
];

lakeTest('functions that call each other are one module', (lake) => {
  const { run, rows, session } = lake;
  run(
    `create table t (n int not null); insert into t values (3), (4);\n${CIRCLE.join('\n')}\nfunction last () returns int => 1`,
  );
  assert.equal(rows('even(10)'), [[true]]);
  assert.equal(rows('select n, even(n) from t'), [
    [3, false],
    [4, true],
  ]);
  const [even, odd, last] = fingerprints(lake, 'function:even', 'function:odd', 'function:last');
  assert.is(even, odd);
  assert.is.not(even, last);
  assert.is(session.transaction.state.modules.get(even!)!.manifest.routines.length, 2);
});

lakeTest('one of a circle changes, and leaves it', (lake) => {
  const { run, rows } = lake;
  run(CIRCLE.join('\n'));
  assert.equal(rows('even(10)'), [[true]]);
  run('create or replace function odd (n int) returns boolean { if n == 0 { return true } return even(n - 1) }');
  assert.equal(rows('even(9)'), [[true]]);
  assert.is(new Set(fingerprints(lake, 'function:even', 'function:odd')).size, 1);
  run('create or replace function odd (n int) returns boolean { return n == 7 }');
  assert.equal(rows('even(8)'), [[true]]);
  assert.equal(rows('even(9)'), [[false]]);
  assert.is(new Set(fingerprints(lake, 'function:even', 'function:odd')).size, 2);
});

lakeTest('a circle closes when the second function is replaced', (lake) => {
  const { run, rows } = lake;
  run('function odd (n int) returns boolean { return false }');
  run(CIRCLE[0]!);
  assert.equal(rows('even(3)'), [[false]]);
  run(`\n\n  create or replace ${CIRCLE[1]!}`);
  assert.equal(rows('even(4)'), [[true]]);
  assert.is(new Set(fingerprints(lake, 'function:even', 'function:odd')).size, 1);
  run(
    'create or replace function even (n int) returns boolean { if n == 0 { return div(1, n) == 0 } return odd(n - 1) }',
  );
  assert.equal(callsOf(errorOf(() => rows('odd(1)'))), ['even 1:78', 'odd 3:94', 'statement 1:1']);
});

lakeTest('procedures that call each other are declared together', ({ run, rows }) => {
  run(
    'upsert procedure ping (n int) returns int { if n == 0 { return 0 } return pong(n - 1) + 1 }\nupsert procedure pong (n int) returns int { if n == 0 { return 0 } return ping(n - 1) + 1 }',
  );
  assert.equal(rows('call ping(7)'), [[7]]);
  run('upsert procedure pong (n int) returns int { return 100 }');
  assert.equal(rows('call ping(7)'), [[101]]);
});

test.run();
