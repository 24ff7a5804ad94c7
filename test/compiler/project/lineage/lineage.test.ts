import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Followed } from '../../../../compiler/project/lineage/follow.ts';
import { lineageOf, namer } from '../../../../compiler/project/lineage/lineage.ts';
import { followTexts } from '../../../support/compile/follow.ts';

const tables = `
create table orders (id int primary key, customer_id int, amount int, region string, note string);
create table customers (id int primary key, name string, vip boolean);
create table report (id int primary key, total int, label string);
create table archive (id int primary key, customer_id int, amount int, region string, note string);
`;

const followed = (...texts: readonly string[]): Followed => followTexts(tables, ...texts);

const SIGNS = { value: '=', influence: '~', dynamic: '?' } as const;

/** What a column comes from at once: `= orders.amount` is made of it, `~ orders.region` is decided by it. */
function from(column: string, ...texts: readonly string[]): readonly string[] {
  const all = followed(...texts);
  const [relation = '', name = ''] = column.split('.');
  const { start, edges } = lineageOf(all, `main.${relation}`, name, 'upstream');
  const nameOf = namer(all);
  const direct = edges.filter((edge) => edge.to === start || edge.to.endsWith('\0*'));
  return [...new Set(direct.map((edge) => `${SIGNS[edge.kind]} ${nameOf(edge.from).name}`))].sort();
}

const inProcedure = (body: string): string => `upsert procedure p as () returns void as sync {\n${body}\n}`;

/** Text → the column that is asked for, and what it comes from. */
const cases: Readonly<Record<string, readonly [column: string, expected: readonly string[], ...texts: string[]]>> = {
  'a column is copied under another name': [
    'report.total',
    ['= orders.amount'],
    inProcedure('insert into report (id, total) select id, amount as money from orders;'),
  ],
  'a filter decides, and is no value': [
    'report.total',
    ['= orders.amount', '~ orders.region'],
    inProcedure("insert into report (id, total) select id, amount from orders where region = 'north';"),
  ],
  'keys of a join decide': [
    'report.label',
    ['= customers.name', '~ customers.id', '~ orders.customer_id'],
    inProcedure(
      'insert into report select o.id, o.amount, c.name from orders o join customers c on o.customer_id = c.id;',
    ),
  ],
  'an aggregate is made of its argument, its groups decide': [
    'report.total',
    ['= orders.amount', '~ orders.region'],
    inProcedure('insert into report select 1, sum(amount), region from orders group by region;'),
  ],
  'a group key that is given is a value': [
    'report.label',
    ['= orders.region'],
    inProcedure('insert into report select 1, sum(amount), region from orders group by region;'),
  ],
  'count(*) is made of nothing': [
    'report.total',
    ['~ orders.region'],
    inProcedure('insert into report select 1, count(*), region from orders group by region;'),
  ],
  'the filter of an aggregate decides': [
    'report.total',
    ['= orders.amount', '~ orders.note'],
    inProcedure("insert into report (id, total) select 1, sum(amount) filter (where note = 'x') from orders;"),
  ],
  'conditions of case decide, its results are values': [
    'report.total',
    ['= orders.amount', '= orders.id', '~ orders.region'],
    inProcedure(
      "insert into report (id, total) select id, case when region = 'n' then amount else id end from orders;",
    ),
  ],
  'a star is every column by its place': [
    'archive.region',
    ['= orders.region'],
    inProcedure('insert into archive select * from orders;'),
  ],
  'common tables and subqueries are looked through': [
    'report.total',
    ['= orders.amount', '~ orders.note', '~ orders.region'],
    inProcedure(
      "insert into report (id, total) with a as (select id, amount, note from orders where region = 'n') select id, amount from (select id, amount from a where note is not null) b;",
    ),
  ],
  'a view stands between': [
    'report.total',
    ['= doubled.twice'],
    'create view doubled as select id, amount * 2 as twice from orders where note is not null;',
    inProcedure('insert into report (id, total) select id, twice from doubled;'),
  ],
  'columns of a view come from its query': [
    'doubled.twice',
    ['= orders.amount', '~ orders.note'],
    'create view doubled (n, twice) as select id, amount * 2 from orders where note is not null;',
  ],
  'an update of a column by itself': [
    'orders.amount',
    ['= orders.amount', '~ orders.region'],
    inProcedure("update orders set amount = amount + 1 where region = 'n';"),
  ],
  'an update from another table': [
    'orders.note',
    ['= customers.name', '~ customers.id', '~ orders.customer_id'],
    inProcedure('update orders set note = c.name from customers c where c.id = orders.customer_id;'),
  ],
  'merge: the condition decides, arms give values': [
    'report.total',
    ['= orders.amount', '~ orders.id', '~ report.id'],
    inProcedure(
      'merge into report r using orders o on r.id = o.id when matched then update set total = o.amount when not matched then insert (id, total) values (o.id, o.amount);',
    ),
  ],
  'upsert: the key finds the row': [
    'report.total',
    ['= orders.amount', '~ orders.id'],
    inProcedure('upsert into report (id, total) select id, amount from orders;'),
  ],
  'a query in a local, and one cell of it': [
    'report.total',
    ['= orders.amount', '~ orders.region'],
    inProcedure(
      "let top = select max(amount) from orders where region = 'n';\n  insert into report (id, total) values (1, {top});",
    ),
  ],
  'a loop copies rows through locals; what is assigned last counts': [
    'report.total',
    ['= orders.amount'],
    inProcedure(
      'for row in (select id, amount, region from orders) {\n    let t = row.id;\n    t = coalesce(row.amount, 0);\n    insert into report (id, total) values (row.id, {t});\n  }',
    ),
  ],
  'a condition around decides': [
    'report.total',
    ['= customers.id', '~ orders.amount'],
    inProcedure(
      'let n = select sum(amount) from orders;\n  if coalesce(n, 0) > 3 {\n    insert into report (id, total) select id, id from customers;\n  }',
    ),
  ],
  'an early return decides what follows': [
    'report.total',
    ['= customers.id', '~ orders.amount'],
    inProcedure(
      'let n = select sum(amount) from orders;\n  if coalesce(n, 0) > 3 {\n    return;\n  }\n  insert into report (id, total) select id, id from customers;',
    ),
  ],
  'a function is looked through, for each call apart': [
    'report.total',
    ['= orders.amount'],
    'function double(n int) returns int { return n * 2 }',
    `${inProcedure('insert into report (id, total) select id, double(coalesce(amount, 0)) from orders;')}
upsert procedure other as () returns void as sync { update orders set id = double(coalesce(customer_id, 0)); }`,
  ],
  'a procedure that writes what it is given': [
    'report.total',
    ['= orders.amount', '= put(n)'],
    'upsert procedure put as (n int) returns void as sync { insert into report (id, total) values (1, {n}); }',
    inProcedure('let top = select max(amount) from orders;\n  call put(coalesce(top, 0));'),
  ],
  'tables that texts name are known where the call says them': [
    'archive.amount',
    ['= orders.amount'],
    'upsert procedure copy_all as (source string, target string) returns void as sync { insert into {target} select * from {source}; }',
    inProcedure("call copy_all('orders', 'archive');"),
  ],
  'create table as': [
    'made.twice',
    ['= orders.amount', '~ orders.note'],
    "create table made as select amount * 2 as twice from orders where note = 'x';",
  ],
  'routines that call each other': [
    'report.total',
    ['= even(n)', '= odd(n)', '~ even(n)', '~ odd(n)'],
    `upsert procedure even as (n int) returns void as sync { if n > 0 { call odd(n - 1); } insert into report (id, total) values (1, {n}); }
upsert procedure odd as (n int) returns void as sync { if n > 0 { call even(n - 1); } }`,
  ],
};

for (const [name, [column, expected, ...texts]] of Object.entries(cases))
  test(name, () => assert.equal(from(column, ...texts), expected));

test('downstream goes on through views and procedures, and tells what only depends', () => {
  const all = followed(
    'create view doubled as select id, amount * 2 as twice from orders;',
    inProcedure(
      "insert into report (id, total) select id, twice from doubled where twice > 3; update report set label = 'x' where total = 1;",
    ),
  );
  const { nodes } = lineageOf(all, 'main.orders', 'amount', 'downstream');
  assert.equal(
    nodes.map(({ name, reach, depth }) => `${depth} ${reach} ${name}`),
    [
      '0 value orders.amount',
      '1 value doubled.twice',
      '2 value report.total',
      '2 influence report.id',
      '3 influence report.label',
    ],
  );
});

test('rows of a table that a text names go through a local; a call that says the text tells the table', () => {
  const all = followed(
    `upsert procedure etl as (source string, target string) returns void as async {
  let newest = select max(id) from {target};
  let fresh = select * from {source} where id > newest;
  insert into {target} select * from fresh;
}`,
    inProcedure("call etl('orders', 'archive');"),
  );
  const { nodes } = lineageOf(all, 'main.archive', 'amount', 'upstream');
  assert.equal(
    nodes.map(({ name, reach }) => `${reach} ${name}`),
    ['value archive.amount', 'dynamic orders.*', 'dynamic archive.*'],
  );
});

test('a table that only run time knows is shown as such', () => {
  const all = followed(
    'upsert procedure copy_all as (source string) returns void as sync { insert into archive select * from {source}; }',
  );
  const { nodes } = lineageOf(all, 'main.archive', 'amount', 'upstream');
  assert.equal(
    nodes.map(({ name, reach }) => `${reach} ${name}`),
    ['value archive.amount', 'dynamic {source}.*'],
  );
});

test.run();
