import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { scratchSession } from '../../support/run-lake.ts';
import { errorOf } from '../../support/run-lake-test.ts';

const ENDLESS: Readonly<Record<string, string>> = {
  'a loop': 'upsert procedure p () returns void { while true { } }',
  'a loop that catches everything':
    'upsert procedure p () returns void { while true { try { let n = 1; while true { n = n + 1 } } catch e { print(e.message) } } }',
  'calls of calls':
    'upsert procedure p () returns void { let n = f(60); print(n) }\nfunction f (n int) returns int { if n < 2 { return n } return f(n - 1) + f(n - 2) }',
};

for (const [what, text] of Object.entries(ENDLESS)) {
  test(`the time limit ends ${what}, and nothing it wrote stays`, () => {
    const { run, rows, close } = scratchSession({ milliseconds: 50 });
    try {
      for (const statement of text.split('\n').reverse()) run(statement);
      run('create table t (a int)');
      const error = errorOf(() => run('if true { insert into t values (1); call p() }'));
      assert.is(error.exception, 'TimeLimit');
      assert.equal(rows('select count(*) from t'), [[0]]);
    } finally {
      close();
    }
  });
}

test('a call that was cancelled ends', () => {
  const cancelled = new Int32Array(new SharedArrayBuffer(4));
  const { run, close } = scratchSession({}, cancelled);
  try {
    run('upsert procedure p () returns void { while true { } }');
    cancelled[0] = 1;
    assert.is(errorOf(() => run('call p()')).exception, 'Cancelled');
  } finally {
    close();
  }
});

const LONG_QUERIES: Readonly<Record<string, string>> = {
  'a cross join': 'select count(*) from t x cross join t y where x.a + y.a = -1',
  'a join of many pairs': 'select count(*) from t x join t y on x.one = y.one and x.a + y.a = -1',
  'a frame that is added up anew for each row':
    'select sum(f) over (order by a rows between 50000 preceding and current row) from t',
};

for (const [what, query] of Object.entries(LONG_QUERIES)) {
  test(`the time limit ends ${what}`, () => {
    const limits = { milliseconds: Infinity };
    const { run, close } = scratchSession(limits);
    try {
      run('create table t (a int, one int, f float)');
      run('insert into t select value, 1, sqrt(value) from range(0, 200000)');
      limits.milliseconds = 200;
      const start = performance.now();
      assert.is(errorOf(() => run(query)).exception, 'TimeLimit');
      assert.ok(performance.now() - start < 5000, 'it took far longer than the limit');
    } finally {
      close();
    }
  });
}

test('the rows of a recursive table are a setting', () => {
  const { run, rows, close } = scratchSession({ recursionRows: 100 });
  try {
    const upTo = (n: number): string =>
      `with recursive c as (select 1 as n union all select n + 1 from c where n < ${n}) select count(*) from c`;
    assert.equal(rows(upTo(100)), [[100]]);
    const error = errorOf(() => run(upTo(101)));
    assert.is(error.exception, 'RecursionLimit');
    assert.match(error.message, /`c` has more than 100 rows/);
  } finally {
    close();
  }
});

test('a recursive table whose rounds never end can be cancelled, and has the time limit', () => {
  const endless = 'with recursive c as (select 1 as n union all select n + 1 from c) select count(*) from c';
  const cancelled = new Int32Array(new SharedArrayBuffer(4));
  const limits = { milliseconds: Infinity };
  const { run, close } = scratchSession(limits, cancelled);
  try {
    limits.milliseconds = 50;
    assert.is(errorOf(() => run(endless)).exception, 'TimeLimit');
    limits.milliseconds = Infinity;
    run('select 1');
    cancelled[0] = 1;
    assert.is(errorOf(() => run(endless)).exception, 'Cancelled');
  } finally {
    close();
  }
});

test('the depth of calls is a setting', () => {
  const { run, rows, close } = scratchSession({ callDepth: 20 });
  try {
    run('upsert procedure p (n int) returns int { if n = 0 { return 0 } return p(n - 1) }');
    assert.equal(rows('call p(15)'), [[0]]);
    assert.is(errorOf(() => run('call p(25)')).exception, 'StackOverflow');
  } finally {
    close();
  }
});

test.run();
