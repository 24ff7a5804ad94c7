import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dumpTyped } from '../../../compiler/debug/dump-typed.ts';
import { blamed, checkText, localTypes } from '../../support/compile/check.ts';
import { SHOP } from '../../support/compile/tables.ts';

const shop = { view: SHOP };
const typed = (text: string): readonly string[] =>
  dumpTyped(checkText(text, shop).module)
    .split('\n')
    .map((line) => line.trim());

test('INSERT: columns by name, defaults for those left out, values made to fit', () => {
  assert.equal(typed('insert into orders (id, customer_id, total, quantity) values (1, 2, 5, 3)').slice(2, 6), [
    'insert main.orders',
    'columns #1, #2, #3, #4, null, time/now() as timestamp, null',
    'values (col1: int?, col2: int?, col3: decimal(12,2)?, col4: int?)',
    '1: int, 2: int, 500: decimal(12,2), 3: int',
  ]);
});

test('INSERT: unknown, repeated and missing columns, counts, types, NULL', () => {
  assert.equal(blamed("insert into customers (id, nam) values (1, 'x')", shop), ["PLG1302 error 'nam'"]);
  assert.equal(blamed('insert into customers (id, id) values (1, 2)', shop), ["PLG1320 error 'id'"]);
  assert.equal(blamed('insert into customers (id) values (1)', shop), ["PLG1015 error 'customers'"]);
  assert.equal(blamed('insert into customers values (1)', shop), ["PLG1319 error '(1)'"]);
  assert.equal(blamed("insert into customers values (1, 2, null, true, '2026-01-01')", shop), ["PLG1201 error '2'"]);
  assert.equal(blamed("insert into customers values (1, null, null, true, '2026-01-01')", shop), [
    "PLG1201 error 'null'",
  ]);
  assert.equal(blamed('insert into customers select id, name, region, active, total from customers, orders', shop), [
    "PLG1304 error 'id'",
  ]);
});

test('INSERT … SELECT: casts go into the select list, or around it', () => {
  assert.ok(
    typed('insert into orders (id, customer_id, total, quantity) select id, id, id, id from customers').includes(
      'item id = .id as decimal(12,2): decimal(12,2)',
    ),
  );
  assert.ok(
    typed(
      'insert into orders (id, customer_id, total, quantity) select distinct id, id, id, id from customers',
    ).includes('from query'),
  );
});

test('VALUES see locals only, so a parameter may be called like a column', () => {
  assert.equal(
    blamed(
      "upsert procedure p(id int, name string) { insert into customers values (id, name, null, true, '2026-01-01') }",
      shop,
    ),
    [],
  );
});

test('ON CONFLICT and UPSERT need a key', () => {
  const values = "(id, name, active, joined) values (1, 'x', true, '2026-01-01')";
  assert.equal(
    blamed(`insert into customers ${values} on conflict (id) do update set name = excluded.name where active`, shop),
    [],
  );
  assert.equal(blamed(`insert into customers ${values} on conflict (name) do nothing`, shop), ["PLG1323 error 'name'"]);
  assert.equal(blamed(`upsert into customers ${values} on name`, shop), ["PLG1323 error 'name'"]);
  assert.equal(blamed("upsert into events (at, kind) values (now(), 'a')", shop), ["PLG1331 error 'events'"]);
  assert.ok(typed(`upsert into customers ${values}`).includes('on conflict of key 0 update'));
});

test('UPDATE and DELETE: columns of the target and of further sources, RETURNING', () => {
  assert.equal(
    blamed(
      'update orders set quantity = quantity + 1, note = c.name from customers c where c.id = orders.customer_id',
      shop,
    ),
    [],
  );
  assert.equal(blamed('update orders set quantty = 1', shop), ["PLG1302 error 'quantty'"]);
  assert.equal(blamed("update orders set quantity = 'a'", shop), ["PLG1201 error ''a''"]);
  assert.equal(blamed('update orders set quantity = 1, quantity = 2', shop), ["PLG1320 error 'quantity'"]);
  assert.equal(
    localTypes('let r = delete from orders where id = 3 returning id, total', shop)['r'],
    'table<id: int, total: decimal(12,2)>',
  );
});

test('MERGE: each arm sees the rows that it has', () => {
  const using = 'merge into customers c using orders o on c.id = o.customer_id';
  assert.equal(
    blamed(
      `${using} when matched then update set name = o.note ?? c.name when not matched then insert (id, name, active, joined) values (o.customer_id, 'n', true, date '2026-01-01')`,
      shop,
    ),
    [],
  );
  assert.equal(
    blamed(
      `${using} when not matched then insert (id, name, active, joined) values (c.id, 'n', true, date '2026-01-01')`,
      shop,
    ),
    ["PLG1321 error 'c'"],
  );
});

test('what cannot be changed: views, system tables, a change inside of a query', () => {
  assert.equal(blamed('create view v as select 1 as a\ninsert into v values (2)', shop), ["PLG1334 error 'v'"]);
  assert.equal(blamed('create table system.x (a int)', shop), ["PLG1310 error 'system.x'"]);
});

test.run();
