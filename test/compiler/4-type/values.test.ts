import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { blamed, localTypes } from '../../support/compile/check.ts';
import { SHOP } from '../../support/compile/tables.ts';

test('literals have the types that their digits say', () => {
  assert.equal(
    localTypes(
      "let a = 12\nlet b = 12.50\nlet c = 1e3\nlet d = 'x'\nlet e = true\nlet f = null\nlet g = [1, 2]\nlet h = {a: 1, b: 'x'}",
    ),
    {
      a: 'int',
      b: 'decimal(4,2)',
      c: 'float',
      d: 'string',
      e: 'boolean',
      f: 'null?',
      g: 'int[]',
      h: '{a: int, b: string}',
    },
  );
  assert.equal(localTypes('let a = 9223372036854775807\nlet b = 9223372036854775808\nlet c = -9223372036854775808'), {
    a: 'int',
    b: 'decimal(19,0)',
    c: 'int',
  });
});

test('numbers convert implicitly where nothing is lost', () => {
  assert.equal(
    localTypes('let a: float = 1\nlet b: decimal(5,2) = 1\nlet c: int = 3.0\nlet d: float = 1.5\nlet e: int8 = 127'),
    {
      a: 'float',
      b: 'decimal(5,2)',
      c: 'int',
      d: 'float',
      e: 'int8',
    },
  );
  assert.equal(blamed('let a: int = 3.5'), ["PLG1218 error '3.5'"]);
  assert.equal(blamed('let a: int8 = 128'), ["PLG1219 error '128'"]);
  assert.equal(blamed('let a = 1e400'), ["PLG1219 error '1e400'"]);
  assert.equal(blamed('let a = -1e400'), ["PLG1219 error '1e400'"]);
  assert.equal(blamed('let x = 1.5e0\nlet a: decimal(5,2) = x'), ["PLG1218 error 'x'"]);
  assert.equal(blamed("let a: int = '1'"), ["PLG1201 error ''1''"]);
});

test('operators give the types of the language', () => {
  assert.equal(
    localTypes(
      'let a = 1 + 2\nlet b = 7 / 2\nlet c = 1.50 * 2.5\nlet d = 1.00 / 3.0\nlet e = 1 + 0.5\nlet f = 1 + 0.5e0\nlet g = div(7, 2)\nlet h = 7 % 3',
    ),
    {
      a: 'int',
      b: 'float',
      c: 'decimal(5,3)',
      d: 'decimal(8,6)',
      e: 'decimal(3,1)',
      f: 'float',
      g: 'int',
      h: 'int',
    },
  );
  assert.equal(blamed("let a = 'n' + 3"), ["PLG1202 error '+'"]);
  assert.equal(blamed('let a = true || false'), ["PLG1202 error '||'"]);
});

test('a string literal is a time where one is expected, read when it is checked', () => {
  const shop = { view: SHOP };
  assert.equal(blamed("select * from orders where created_at > '2026-01-01'", shop), []);
  assert.equal(blamed("select * from orders where created_at > '2026-13-01'", shop), ["PLG1217 error ''2026-13-01''"]);
  assert.equal(blamed("let d: date = '2026-02-30'"), ["PLG1217 error ''2026-02-30''"]);
  assert.equal(blamed("let s = '2026-01-01'\nselect * from orders where created_at > s", shop), ["PLG1202 error '>'"]);
  assert.equal(
    localTypes(
      "let a = timestamp '2026-01-01T00:00:00Z'\nlet b = interval '7 days'\nlet c = date '2026-01-01' + interval '1 month'",
    ),
    {
      a: 'timestamp',
      b: 'interval',
      c: 'timestamp',
    },
  );
});

test('now() fits both timestamps', () => {
  assert.equal(blamed('let a: timestamp = now()\nlet b: timestampz = now()'), []);
});

test('NULL is excluded by tests, by ??, by early returns, through and, or, not', () => {
  const fine = (body: string): void =>
    assert.equal(blamed(`upsert procedure p(a int?, b int?) returns int { ${body} }`), [], body);
  fine('if a is not null { return a }\nreturn 0');
  fine('if a is null { return 0 }\nreturn a');
  fine('if a is null or b is null { return 0 }\nreturn a + b');
  fine('if not (a is null) and a > 3 { return a }\nreturn 0');
  fine('return a ?? 0');
  fine('if a > 3 ?? false { return a }\nreturn 0');
  assert.equal(blamed('upsert procedure p(a int?) returns int { return a }'), ["PLG1203 error 'a'"]);
  assert.equal(blamed('upsert procedure p(a int?) { if a > 3 { print(a) } }'), ["PLG1205 error 'a > 3'"]);
  assert.equal(blamed('upsert procedure p(a int?) returns int { if a is null { return 0 }\na = null\nreturn a }'), [
    "PLG1203 error 'a'",
  ]);
});

test('what a loop assigns is not known at its start', () => {
  const text =
    'upsert procedure p(a int?) { if a is null { return }\nwhile true { let b: int = a\nif b = 1 { break }\na = null } }';
  assert.equal(blamed(text), ["PLG1201 error 'a'"]);
});

test('a place that its first value does not tell takes its type from what follows', () => {
  assert.equal(localTypes("let a = []\na = append(a, 1)\nlet b = null\nb = 'x'"), { a: 'int[]', b: 'string?' });
});

test('structs are nominal, their literals take the type that is expected', () => {
  const point = 'type struct as Point(x int, y int)\n';
  assert.equal(
    localTypes(`${point}let p: Point = {x: 1, y: 2}\nlet q = type struct as Point {x: 1, y: 2}\nlet r = p.x`),
    { p: 'Point', q: 'Point', r: 'int' },
  );
  assert.equal(blamed(`${point}let p: Point = {x: 1}`), ["PLG1208 error '{x: 1}'"]);
  assert.equal(blamed(`${point}let p: Point = {x: 1, y: 2, z: 3}`), ["PLG1207 error 'z'"]);
  assert.equal(blamed(`${point}let p: Point = {x: 1, y: 'a'}`), ["PLG1201 error ''a''"]);
  assert.equal(blamed(`${point}let p: Point = {x: 1, y: 2}\nprint(p.yy)`), ["PLG1207 error 'yy'"]);
});

test('match: patterns fit the subject, arms have one type, finite types are covered', () => {
  assert.equal(
    localTypes(
      "let a = match 3 { 1 -> 'one', 2..5 -> 'few', _ -> 'many' }\nlet b = true match { true -> 1, false -> 2.5 }",
    ),
    { a: 'string', b: 'decimal(2,1)' },
  );
  assert.equal(blamed('let a = true match { true -> 1 }'), ["PLG1222 error 'true'"]);
  assert.equal(blamed("let a = 'a' match { 'a' -> 1 }"), ["PLG1209 warning ''a''"]);
  assert.equal(blamed("let a = 1 match { 'a' -> 1, _ -> 2 }"), ["PLG1223 error ''a''"]);
  assert.equal(blamed("let a = 1 match { 1 -> 'x', _ -> 2 }"), ["PLG1224 error '2'"]);
});

test('one mistake gives one message', () => {
  assert.equal(blamed('let a = nope + 1\nlet b = a * 2\nprint(upper(b))\nif b { print(b) }'), ["PLG1101 error 'nope'"]);
});

test.run();
