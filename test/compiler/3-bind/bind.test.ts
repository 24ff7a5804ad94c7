import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dumpBound } from '../../../compiler/debug/dump-bound.ts';
import { checkText, blamed } from '../../support/compile/check.ts';
import { SHOP } from '../../support/compile/tables.ts';

const shop = { view: SHOP };

test('a name that nothing explains is told once, with the nearest known one', () => {
  assert.equal(blamed('let amount = 1\nprint(amuont)'), ["PLG1101 error 'amuont'"]);
  assert.is(checkText('let amount = 1\nprint(amuont)').diagnostics[0]?.hint, 'did you mean `amount`?');
  assert.equal(blamed("let a = lenn('x')"), ["PLG1102 error 'lenn'"]);
  assert.equal(blamed('call nope()'), ["PLG1111 error 'nope'"]);
  assert.equal(blamed('let a: Strng = null'), ["PLG1103 error 'Strng'"]);
});

test('a block opens a scope: inner names end with it and may hide outer ones', () => {
  assert.equal(blamed('if true { let x = 1\nprint(x) }\nprint(x)'), ["PLG1101 error 'x'"]);
  assert.equal(blamed("let x = 1\nif true { let x = 'a'\nprint(upper(x)) }\nprint(x + 1)"), []);
});

test('parameters, loop variables and fields are declared once', () => {
  assert.equal(blamed('function f(a int, A int) returns int { return a }'), ["PLG1104 error 'A'"]);
  assert.equal(blamed('type struct as P(x int, x int)'), ["PLG1104 error 'x'"]);
});

test('a let that nothing reads is a warning, unless its name says so or a session may read it', () => {
  assert.equal(blamed('upsert procedure p() { let z = 1 }'), ["PLG1105 warning 'z'"]);
  assert.equal(blamed('upsert procedure p() { let _z = 1 }'), []);
  assert.equal(blamed('let z = 1'), []);
  assert.equal(blamed('upsert procedure p() { let z = 1\nlet t = select z as a\nprint(len(t)) }'), []);
});

test('code behind a way out and arms behind one that takes all are never reached', () => {
  assert.equal(blamed('function f() returns int { return 1\nprint(2)\nprint(3) }'), [
    "PLG1106 warning 'print(2)\nprint(3)'",
  ]);
  assert.equal(blamed('let a = match 1 { _ -> 1, 2 -> 2 }'), ["PLG1107 warning '2 -> 2'"]);
});

test('break stands in loops only, also not in a lambda inside of one', () => {
  assert.equal(blamed('break'), ["PLG1109 error 'break'"]);
  assert.equal(blamed('while true { break }'), []);
});

test('table position: a common table, then a local, then the catalog; backticks mean the catalog', () => {
  const meanings = (text: string): string => dumpBound(checkText(text, shop).bound);
  assert.match(meanings('with orders as (select 1 as a) select * from orders'), /orders is the common table orders/);
  assert.match(
    meanings('upsert procedure p(orders string) { let n = len(select * from orders)\nprint(n) }'),
    /orders is the parameter orders/,
  );
  assert.match(
    meanings('upsert procedure p(orders string) { print(orders)\nlet n = len(select * from `orders`)\nprint(n) }'),
    /`orders` is table main\.orders/,
  );
  assert.match(meanings('select * from data.json'), /data\.json is the file data\.json/);
});

test('a parameter that hides a table is told', () => {
  assert.equal(blamed('upsert procedure p(orders string) { print(len(select * from orders)) }', shop).slice(0, 1), [
    "PLG1305 warning 'orders'",
  ]);
});

test('the name of a local may not change its case', () => {
  assert.equal(blamed('let total = 1\nprint(Total)'), ["PLG1108 warning 'Total'"]);
});

test('routines and exceptions of a file see each other in any order', () => {
  assert.equal(blamed('function a(n int) returns int { return b(n) }\nfunction b(n int) returns int { return n }'), []);
  assert.equal(blamed("function f() returns int raises Late { throw Late('x') }\ntype exception as Late"), []);
  assert.equal(
    blamed('create table t (a int)\nupsert procedure p() { insert into t values (1) }', { mode: 'project' }),
    [],
  );
  assert.equal(
    blamed('upsert procedure p() { insert into t values (1) }\ncreate table t (a int)', { mode: 'project' }),
    [],
  );
});

test('an exception that nobody declares is assumed, with one warning', () => {
  const text = "upsert procedure p() raises Odd { throw Odd('a') }\nupsert procedure q() raises Odd { throw Odd('b') }";
  assert.equal(blamed(text), ["PLG1501 warning 'Odd'"]);
});

test('a project file holds declarations only', () => {
  assert.equal(blamed('select 1', { mode: 'project' }), ["PLG1011 error 'select'"]);
});

test('a script sees tables come and go in order', () => {
  assert.equal(blamed('create table t (a int)\ninsert into t values (1)\ndrop table t', shop), []);
  assert.equal(blamed('create table t (a int)\ndrop table t\ninsert into t values (1)', shop), ["PLG1301 error 't'"]);
});

test.run();
