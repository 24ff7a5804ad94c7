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
