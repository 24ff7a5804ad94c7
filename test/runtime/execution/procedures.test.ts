import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { callsOf, errorOf, lakeTest } from '../../support/run-lake-test.ts';

lakeTest('procedures call each other in their newest version', ({ run, rows }) => {
  run('upsert procedure tax (n int) returns int { return n * 2 }');
  run('upsert procedure total (n int) returns int { return tax(n) + 1 }');
  assert.equal(rows('call total(5)'), [[11]]);
  run('upsert procedure tax (n int) returns int { return n * 10 }');
  assert.equal(rows('call total(5)'), [[51]]);
});

lakeTest('int is exact up to 64 bits and an error beyond', ({ run, rows }) => {
  run('upsert procedure fact (n int) returns int { if n <= 1 { return 1 } return n * fact(n - 1) }');
  assert.equal(rows('call fact(20)'), [[2432902008176640000n]]);
  assert.is(errorOf(() => run('call fact(21)')).exception, 'NumericOverflow');
  assert.equal(rows('9007199254740991 + 2'), [[9007199254740993n]]);
  assert.equal(rows('9007199254740993 - 2'), [[9007199254740991]]);
});

lakeTest('an error shows the calls that led to it, in the file that declared them', ({ run }) => {
  run('\nupsert procedure inner_ (n int) returns int {\n  return div(10, n)\n}');
  run('upsert procedure middle (n int) returns int {\n  let x = inner_(n);\n  return x\n}');
  run('upsert procedure outer_ (n int) raises Failed returns int { return middle(n) }');
  const error = errorOf(() => run('let a = 1;\ncall outer_(0)'));
  assert.is(error.exception, 'Failed');
  assert.is((error.cause as Error).message, 'division by zero in `div`');
  assert.equal(callsOf(error), ['inner_ 3:10', 'middle 2:11', 'outer_ 1:68', 'statement 2:1']);
  assert.is(error.frames[0]!.file, 'test.plg');
});

lakeTest('an exception that is the declared one, or ends the call, is not wrapped', ({ run }) => {
  run("upsert procedure p (n int) raises Mine returns int { if n > 0 { throw Mine('own') } return div(1, n) }");
  const own = errorOf(() => run('call p(1)'));
  assert.is(own.exception, 'Mine');
  assert.is(own.cause, undefined);
  assert.is(errorOf(() => run('call p(0)')).message, 'division by zero in `div`');
});

lakeTest('arms are tried in order, wider exceptions take narrower ones, what no arm takes goes on', ({ run, rows }) => {
  run(
    "upsert procedure risky (n int) returns int { if n = 1 { throw Exception('one') } if n = 2 { return div(1, 0) } let a = [1]; return a[n] }",
  );
  const value = (n: number): unknown =>
    rows(
      `let v = try risky(${n}) catch { IndexError => -1, RuntimeError as e => len(e.message), Exception => -3 }; v`,
    )[0]![0];
  assert.equal([0, 1, 2, 7].map(value), [1, -3, 'division by zero in `div`'.length, -1]);
  assert.is(errorOf(() => run('let v = try risky(2) catch { IndexError => 0 }')).exception, 'DivisionByZero');
});

lakeTest('a bare throw throws the same error again, with the place of the first', ({ run, lines }) => {
  run(
    'upsert procedure p () returns int {\n  try {\n    return div(1, 0)\n  } catch e {\n    print(e.code);\n    throw\n  }\n}',
  );
  const error = errorOf(() => run('call p()'));
  assert.is(error.exception, 'DivisionByZero');
  assert.equal(callsOf(error)[0], 'p 3:12');
  assert.equal(lines, ['RUNTIME_001']);
});

lakeTest('throw inside of a try body goes to its own arms, past loops and blocks', ({ run, rows }) => {
  run(`upsert procedure p (n int) returns int {
    let s = 0;
    for i in range(0, n) {
      try {
        for j in range(0, 5) {
          if j == 3 { throw Stop('j') }
          try { if i == 1 { throw Small('i') } s = s + 1 } catch { Small => { s = s + 100 } }
        }
        s = s + 10000
      } catch e { if e.message == 'j' { s = s + 1000 } }
      if i == 2 { return s }
    }
    return s
  }`);
  assert.equal(rows('call p(2)'), [[3 + 300 + 2000]]);
  assert.equal(rows('call p(9)'), [[3 + 300 + 3 + 3000]]);
});

lakeTest('what a failed call wrote is taken back, what its caller wrote stays', ({ run, rows }) => {
  run('create table t (id int primary key)');
  run(
    'upsert procedure fill (n int) returns int { for i in range(0, n) { insert into t values (i) } return div(1, 0) }',
  );
  run(
    'upsert procedure p () returns int { insert into t values (100); try { call fill(5) } catch e { print(e.message) } insert into t values (101); return 1 }',
  );
  run('call p()');
  assert.equal(rows('select id from t order by id'), [[100], [101]]);
});

lakeTest('recursion ends with an error, and catching it restores the depth', ({ run, rows }) => {
  run('upsert procedure deep (n int) returns int { return deep(n + 1) }');
  assert.is(errorOf(() => run('call deep(0)')).exception, 'StackOverflow');
  run(
    'upsert procedure again () returns int { let s = 0; for i in range(0, 3) { s = s + (try deep(0) catch { StackOverflow => 1 }) } return s }',
  );
  assert.equal(rows('call again()'), [[3]]);
});

lakeTest('functions of other modules are linked, also in circles', ({ run, rows }) => {
  run('function even (n int) returns boolean { return n = 0 }');
  run('function odd (n int) returns boolean { if n = 0 { return false } return even(n - 1) }');
  run('create or replace function even (n int) returns boolean { if n = 0 { return true } return odd(n - 1) }');
  assert.equal(rows('even(10)'), [[true]]);
  assert.equal(rows('odd(10)'), [[false]]);
});

lakeTest('lambdas see the values of their making', ({ run, rows }) => {
  run(
    'upsert procedure p () returns int { let k = 10; let xs = map([1, 2], x => x + k); k = 1000; let ys = map([1], x => x + k); return xs[0] + xs[1] + ys[0] }',
  );
  assert.equal(rows('call p()'), [[11 + 12 + 1001]]);
});

lakeTest('structs and lists are values', ({ run, rows }) => {
  run(`upsert procedure p () returns string {
    let a = {name: 'Ann', tags: ['x', 'y']};
    let b = a;
    b.name = 'Bob';
    b.tags[0] = 'z';
    let c = [a, b];
    c[1].name = 'Cy';
    return a.name + a.tags[0] + b.name + b.tags[0] + c[0].name + c[1].name
  }`);
  assert.equal(rows('call p()'), [['AnnxBobzAnnCy']]);
});

test.run();
