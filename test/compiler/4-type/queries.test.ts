import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { blamed, localTypes } from '../../support/compile/check.ts';
import { SHOP } from '../../support/compile/tables.ts';

const shop = { view: SHOP };
const shape = (query: string): string => localTypes(`let q = ${query}`, shop)['q'] ?? '';

test('items take names and types from columns, aliases and functions', () => {
  assert.is(shape('select id, name as n, upper(region) from customers'), 'table<id: int, n: string, upper: string?>');
  assert.is(
    shape('select count(*), sum(quantity), avg(total), max(created_at) from orders'),
    'table<count: int, sum: decimal(38,0)?, avg: decimal(16,6)?, max: timestamp?>',
  );
});

test('an aggregate is NULL of no rows, not in a group', () => {
  assert.is(shape('select max(quantity) as m from orders'), 'table<m: int?>');
  assert.is(shape('select max(quantity) as m from orders group by customer_id'), 'table<m: int>');
  assert.is(
    shape('select max(quantity) filter (where quantity > 3) as m from orders group by customer_id'),
    'table<m: int?>',
  );
  assert.is(
    shape('select customer_id, max(quantity) as m from orders group by rollup (customer_id)'),
    'table<customer_id: int?, m: int?>',
  );
});

test('outer joins make the far side nullable', () => {
  assert.is(
    shape('select o.id, c.name from orders o left join customers c on c.id = o.customer_id'),
    'table<id: int, name: string?>',
  );
  assert.is(
    shape('select o.id, c.name from orders o right join customers c on c.id = o.customer_id'),
    'table<id: int?, name: string>',
  );
  assert.is(
    shape('select o.id, c.name from orders o full join customers c on c.id = o.customer_id'),
    'table<id: int?, name: string?>',
  );
});

test('WHERE and ON take NULL out of columns', () => {
  assert.is(
    shape("select note, paid from orders where note like 'a%' and paid is not null"),
    'table<note: string, paid: boolean>',
  );
  assert.is(shape('select c.region from customers c join customers d on c.region = d.region'), 'table<region: string>');
});

test('stars: all columns, of one table, without some, with some computed', () => {
  assert.is(shape('select * exclude (id, active, joined) from customers'), 'table<name: string, region: string?>');
  assert.is(
    shape('select c.* replace (upper(c.name) as name) from customers c').slice(0, 30),
    'table<id: int, name: string, r',
  );
  assert.equal(blamed('select *', shop), ["PLG1325 error '*'"]);
  assert.equal(blamed('select x.* from customers', shop), ["PLG1321 error 'x'"]);
  assert.equal(blamed('select * exclude (nme) from customers', shop), ["PLG1302 error 'nme'"]);
});

test('USING and NATURAL merge columns', () => {
  assert.is(
    shape('select id, name, quantity from customers join orders using (id)'),
    'table<id: int, name: string, quantity: int>',
  );
  assert.equal(blamed('select * from customers join orders using (name)', shop), ["PLG1328 error 'name'"]);
});

test('names of columns: unknown, ambiguous, of another table, of a local as well', () => {
  assert.equal(blamed('select nme from customers', shop), ["PLG1302 error 'nme'"]);
  assert.equal(blamed('select id from customers c join orders o on c.id = o.customer_id', shop), [
    "PLG1304 error 'id'",
  ]);
  assert.equal(blamed('select x.id from customers c', shop), ["PLG1321 error 'x'"]);
  assert.equal(blamed('let id = 1\nselect * from customers where id = id', shop), ["PLG1306 error 'id'"]);
  assert.equal(blamed('let id = 1\nselect * from customers where customers.id = {id}', shop), []);
  assert.equal(blamed('select * from customers c, orders c', shop), ["PLG1322 error 'orders c'"]);
});

test('aliases: in GROUP BY, HAVING, QUALIFY and ORDER BY, not in WHERE', () => {
  assert.equal(
    blamed('select region as r, count(*) as n from customers group by r having n > 3 order by n desc', shop),
    [],
  );
  assert.equal(blamed('select id, row_number() over (order by id) as k from customers qualify k = 1', shop), []);
  assert.equal(blamed('select region as r from customers where r is not null', shop), ["PLG1302 error 'r'"]);
});

test('positions in ORDER BY and GROUP BY', () => {
  assert.equal(blamed('select region, count(*) from customers group by 1 order by 2', shop), []);
  assert.equal(blamed('select region from customers order by 2', shop), ["PLG1317 error '2'"]);
});

test('what is not grouped must be aggregated; a primary key covers its row', () => {
  assert.equal(blamed('select name, count(*) from customers group by region', shop), ["PLG1314 error 'name'"]);
  assert.equal(blamed('select id, name, count(*) from customers group by id', shop), []);
  assert.equal(blamed('select upper(region), count(*) from customers group by upper(region)', shop), []);
  assert.equal(blamed('select region from customers where count(*) > 1', shop), ["PLG1315 error 'count'"]);
  assert.equal(blamed('select sum(sum(total)) from orders', shop), ["PLG1327 error 'sum(total)'"]);
  assert.equal(blamed('select id from customers where row_number() over (order by id) = 1', shop), [
    "PLG1316 error 'row_number'",
  ]);
});

test('set operations: as many columns, of common types', () => {
  assert.is(shape('select 1 as a union all select 2.5 union all select null'), 'table<a: decimal(20,1)?>');
  assert.equal(blamed('select 1 union select 1, 2'), ["PLG1318 error 'select 1, 2'"]);
  assert.equal(blamed('select id from customers union select name from customers', shop), ["PLG1224 error 'name'"]);
});

test('subqueries: correlated, in place of a value, in IN', () => {
  assert.is(
    shape('select (select max(total) from orders o where o.customer_id = c.id) as m from customers c'),
    'table<m: decimal(12,2)?>',
  );
  assert.equal(blamed('select * from customers where id in (select id, name from customers)', shop), [
    "PLG1324 error 'select id, name from customers'",
  ]);
  assert.equal(blamed('select id from orders where note not in (select note from orders)', shop), [
    "PLG1311 warning 'note'",
  ]);
  assert.equal(blamed('let a = (select quantity from orders) + 1', shop), [
    "PLG1309 warning 'select quantity from orders'",
  ]);
});

test('a table value is one row where its key is fixed', () => {
  assert.equal(localTypes('let c = select * from customers where id = 3\nlet n = c.name', shop)['n'], 'string?');
  assert.equal(blamed("let c = select * from customers where region = 'x'\nprint(c.name)", shop), [
    "PLG1309 warning 'c'",
  ]);
});

test('common tables: in order, with names of their own, recursive', () => {
  assert.is(
    shape('(with a as (select 1 as x), b(y) as (select x + 1 from a) select * from a, b)'),
    'table<x: int, y: int>',
  );
  assert.is(
    shape('(with recursive n as (select 1 as i union all select i + 1 from n where i < 5) select i from n)'),
    'table<i: int>',
  );
  assert.equal(blamed('with c(a, b) as (select 1) select * from c'), ["PLG1329 error 'c'"]);
});

test('FROM of lists, values, functions, locals', () => {
  assert.is(shape('select * from [1, 2]'), 'table<value: int, index: int>');
  assert.is(shape("select * from (values (1, 'a'), (2, null)) as v(n, s)"), 'table<n: int, s: string?>');
  assert.is(shape('select value from range(5)'), 'table<value: int>');
  assert.equal(blamed('let n = 3\nselect * from n'), ["PLG1303 error 'n'"]);
});

test('a function in FROM gives a table or a list, and takes values and tables', () => {
  const named = 'function named(p string) => select id from customers where name = p\n';
  assert.equal(blamed(`${named}select id from named('a')`, shop), []);
  assert.equal(blamed("select * from upper('a')", shop), ["PLG1201 error 'upper('a')'"]);
  const top = 'function top(t table<id: int, ..r>) => select * from t limit 1\n';
  assert.equal(blamed(`${top}select * from top((select id from customers))`, shop), []);
  const lateral = 'select c.id from orders o where o.customer_id = c.id';
  assert.equal(blamed(`${top}select c.id from customers c, top((${lateral.replace('c.id', 'o.id')})) t`, shop), [
    `PLG1014 error '${lateral.replace('c.id', 'o.id')}'`,
  ]);
});

test('windows: named ones, frames, functions that need OVER', () => {
  assert.equal(
    blamed('select sum(total) over w from orders window w as (partition by customer_id order by id)', shop),
    [],
  );
  assert.equal(blamed('select sum(total) over w from orders', shop), ["PLG1333 error 'w'"]);
  assert.is(
    shape('select sum(quantity) over (order by id rows between 1 preceding and current row) as s from orders'),
    'table<s: decimal(38,0)?>',
  );
});

test('a table as a condition asks whether it has rows', () => {
  assert.equal(
    blamed(
      "let c = select * from customers where id = 3\nif c { print('there') }\nselect case when c then 1 else 0 end as n",
      shop,
    ),
    [],
  );
});

test('a name that a source has twice is refused, wherever it would be needed', () => {
  const join = 'select c.id, o.id from customers c join orders o on c.id = o.customer_id';
  assert.equal(blamed(`select id from (${join}) s`, shop), ["PLG1320 error 'id'"]);
  assert.equal(blamed(`for r in ${join} { print(r.id) }`, shop), [`PLG1320 error '${join}'`]);
  assert.equal(blamed(`create table t as ${join}`, shop), ["PLG1320 error 'id'"]);
});

test('a subquery in a grouped one sees keys of it only', () => {
  const inner = '(select count(*) from orders o where o.customer_id = c.id)';
  assert.equal(blamed(`select ${inner} from customers c group by c.region`, shop), ["PLG1314 error 'id'"]);
  assert.equal(blamed(`select ${inner} from customers c group by c.id`, shop), []);
});

test('LIMIT takes a local, and no column', () => {
  assert.equal(blamed('upsert procedure p(limit int) { print(len(select * from customers limit limit)) }', shop), []);
  assert.equal(blamed('select * from customers limit id', shop), ["PLG1101 error 'id'"]);
});

test.run();
