import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Effects } from '../../../compiler/contract/signature.ts';
import { dumpTyped } from '../../../compiler/debug/dump-typed.ts';
import { showSlot } from '../../../compiler/contract/type.ts';
import { blamed, checkText, localTypes } from '../../support/compile/check.ts';
import { SHOP } from '../../support/compile/tables.ts';

const shop = { view: SHOP };

/** Ids and signatures of the routines of a text: `function:f(a int) -> int`. */
function routines(text: string): readonly string[] {
  return checkText(text, shop).module.routines.map(({ id, signature }) => {
    const parameters = signature.parameters.map((p) => `${p.name} ${showSlot(p.slot)}`).join(', ');
    return `${id}: (${parameters}) -> ${showSlot(signature.result)}`;
  });
}

function effectsOf(text: string, name: string): Partial<Effects> {
  const routine = checkText(text, shop).module.routines.find((each) => each.name === name);
  assert.ok(routine, name);
  const { reads, writes, raises, async, deterministic } = routine.signature.effects;
  return {
    ...(reads.length === 0 ? {} : { reads }),
    ...(writes.length === 0 ? {} : { writes }),
    ...(raises.length === 0 ? {} : { raises }),
    ...(async ? { async } : {}),
    ...(deterministic ? {} : { deterministic }),
  };
}

test('a function without types is checked for each list of argument types', () => {
  assert.equal(routines('function twice(x) => x * 2\nlet a = twice(3)\nlet b = twice(1.5)\nlet c = twice(4)'), [
    'function:twice: (x any?) -> any?',
    'function:twice(int): (x int) -> int',
    'function:twice(decimal(2,1)): (x decimal(2,1)) -> decimal(3,1)',
  ]);
  const [wrong] = checkText("function twice(x) => x * 2\nlet c = twice('a')").diagnostics;
  assert.is(wrong?.code, 'PLG1202');
  assert.is(wrong?.related?.[0]?.message, 'for the types of this call');
});

test('a function of the catalog without types is checked for each call', () => {
  const { module } = checkText('function twice(x) => x * 2');
  const stored = module.routines.map(({ id, kind, name, signature, text }) => ({
    id,
    kind,
    name,
    signature,
    text,
    fingerprint: 'f1',
  }));
  const view = { ...SHOP, routines: stored };
  assert.equal(localTypes('let a = twice(3)\nlet q = select twice(total) as t from orders', { view }), {
    a: 'int',
    q: 'table<t: decimal(13,2)>',
  });
  const later = checkText('select twice(total) as t from orders\nlet a = twice(3)', { view }).module;
  assert.equal(
    later.routines.map((each) => each.id),
    ['function:twice(decimal(12,2))', 'function:twice(int)'],
  );
  assert.equal(later.inlined, ['f1']);
  assert.match(dumpTyped(later), 'item t = call function:twice(decimal(12,2))(.total): decimal(13,2)');
  assert.equal(blamed("let a = twice('x')", { view }), ["PLG1202 error 'twice('x')'"]);
});

test('types and functions that hold themselves without end are refused', () => {
  assert.equal(blamed('type struct as Node(v int, next Node?)'), ["PLG1227 error 'next'"]);
  assert.equal(blamed('function f(x) => x is null or f([x])\nlet a = f(1)'), ["PLG1702 error 'f([x])'"]);
});

test('a result is inferred, also of functions that call themselves and each other', () => {
  assert.equal(routines('function fact(n int) { if n <= 1 { return 1 }\nreturn n * fact(n - 1) }'), [
    'function:fact: (n int) -> int',
  ]);
  assert.equal(
    routines(
      'function even(n int) { if n = 0 { return true }\nreturn odd(n - 1) }\nfunction odd(n int) { if n = 0 { return false }\nreturn even(n - 1) }',
    ),
    ['function:even: (n int) -> boolean', 'function:odd: (n int) -> boolean'],
  );
});

test("a procedure's open parameters are inferred from the body, or must be written", () => {
  const text =
    'upsert procedure p(a TryToInferType, b) { insert into orders (id, customer_id, total, quantity) values (a, a, b, 1) }';
  assert.equal(routines(text), ['procedure:p: (a int, b decimal(12,2)) -> void']);
  assert.equal(blamed(text, shop), ["PLG1701 info 'a'", "PLG1701 info 'b'"]);
  assert.equal(blamed('upsert procedure p(a TryToInferType) { print(a) }'), ["PLG1702 error 'a'"]);
  assert.equal(routines('upsert procedure p(a) returns int { return a + 1 }'), ['procedure:p: (a int) -> int']);
});

test('all paths return a value; the last expression of a function is its result', () => {
  assert.equal(blamed('function f(x int) returns int { if x > 1 { return 1 } }'), ["PLG1204 error 'int'"]);
  assert.equal(blamed('function f(x int) returns int { if x > 1 { return 1 } else { return 2 } }'), []);
  assert.equal(blamed('function f(x int) returns int { x + 1 }'), []);
  assert.equal(blamed("function f() returns int { return 'a' }"), ["PLG1203 error ''a''"]);
  assert.equal(blamed('function f(x int) returns int { while true { x = x + 1 } }'), ["PLG1117 warning 'true'"]);
  assert.equal(blamed('function f(x int) returns int { while true { x = x + 1; if x > 5 { return x } } }'), []);
  assert.equal(blamed('function f(x int) returns int { while true { x = x + 1; if x > 5 { break } } }'), [
    "PLG1204 error 'int'",
  ]);
});

test('arguments: by place, by name, with defaults', () => {
  const f = 'function f(a int, b int = 2) returns int { return a + b }\n';
  assert.equal(blamed(`${f}let x = f(1) + f(1, 2) + f(b: 3, a: 1)`), []);
  assert.equal(blamed(`${f}let x = f()`), ["PLG1206 error 'f()'"]);
  assert.equal(blamed(`${f}let x = f(1, c: 2)`), ["PLG1213 error 'c'"]);
  assert.equal(blamed(`${f}let x = f(1, a: 2)`), ["PLG1214 error 'a'"]);
  assert.equal(blamed(`${f}let x = f('a')`), ["PLG1201 error ''a''"]);
});

test('receivers and calls with the value in front', () => {
  const shout = "function shout <string> () returns string { return upper(self) + '!' }\n";
  assert.equal(localTypes(`${shout}let a = 'x'.shout()\nlet b = 'x'.upper()\nlet c = [1, 2].len()`), {
    a: 'string',
    b: 'string',
    c: 'int',
  });
  assert.equal(localTypes('let a = [3, 1] |> sort |> map(x => x * 1.5)'), { a: 'decimal(21,1)[]' });
  const total = 'function total <table<total: decimal(12,2), ..r>> () => (select sum(total) from self)\n';
  assert.equal(localTypes(`${total}let a = (select * from orders).total()`, shop)['a'], 'table<sum: decimal(38,2)?>');
});

test('a table parameter with an open end takes wider tables and keeps their columns', () => {
  const top = 'function top(t table<id: int, ..r>, n int) => select * from t order by id limit n\n';
  assert.match(
    localTypes(`${top}let a = top((select id, name from customers), 3)`, shop)['a'] ?? '',
    'table<id: int, name: string>',
  );
  assert.equal(blamed(`${top}let a = top((select name from customers), 3)`, shop), [
    "PLG1201 error 'select name from customers'",
  ]);
});

test('lambdas take types from their place, or from their body', () => {
  assert.equal(
    localTypes('let f = x => x + 1\nlet a = f(2)\nlet b = map([1, 2], x => x > 1)\nlet c = filter([1.5], x => x > 1)'),
    {
      f: '(int) -> int',
      a: 'int',
      b: 'boolean[]',
      c: 'decimal(2,1)[]',
    },
  );
  assert.equal(localTypes("let k = 3\nlet a = [1] |> map(x => x + k)\nlet b = map(['a'], upper)"), {
    k: 'int',
    a: 'int[]',
    b: 'string[]',
  });
});

test('reads, writes and clocks are inferred through calls', () => {
  const text = `upsert procedure a() { insert into orders (id, customer_id, total, quantity) select id, id, 1, 1 from customers }
upsert procedure b() { call a() }
upsert procedure c() { call b() nowait }
upsert procedure d(t string) { delete from orders\nlet n = len(select * from t)\nprint(n) }`;
  assert.equal(effectsOf(text, 'a'), { reads: ['main.customers'], writes: ['main.orders'], deterministic: false });
  assert.equal(effectsOf(text, 'b'), { reads: ['main.customers'], writes: ['main.orders'], deterministic: false });
  assert.equal(effectsOf(text, 'c'), {});
  assert.equal(effectsOf(text, 'd'), { reads: ['dynamic'], writes: ['main.orders'], deterministic: false });
});

test('exceptions of users are caught, declared, or wrapped in the only declared one', () => {
  const odd =
    "type exception as Odd\ntype exception as Even\nfunction f(n int) returns int raises Odd { if n > 3 { throw Odd('x') }\nreturn n }\n";
  assert.equal(blamed(`${odd}function g() returns int { return f(1) }`), ["PLG1503 error 'f(1)'"]);
  assert.equal(blamed(`${odd}function g() returns int { return try f(1) catch 0 }`), []);
  assert.equal(blamed(`${odd}function g() returns int { return try f(1) catch { Odd => 0 } }`), []);
  assert.equal(blamed(`${odd}function g() returns int { try { return f(1) } catch e { throw } }`), [
    "PLG1503 error 'f(1)'",
  ]);
  assert.equal(blamed(`${odd}function g() returns int raises Even { return f(1) }`), []);
  assert.equal(effectsOf(`${odd}function g() returns int raises Even { return f(1) }`, 'g'), { raises: ['Even'] });
  assert.equal(blamed(`${odd}function g() returns int raises Odd, Even { return f(1) }`), ["PLG1502 warning 'Even'"]);
  assert.equal(blamed(`${odd}function g() returns int { return try 1 catch { Odd => 2 } }`), [
    "PLG1504 warning 'Odd => 2'",
  ]);
});

test('what a query calls changes nothing', () => {
  const text =
    'function f(n int) returns int { delete from orders where id = n\nreturn n }\nselect f(id) from customers';
  assert.equal(blamed(text, shop), ["PLG1602 error 'f(id)'"]);
});

test.run();
