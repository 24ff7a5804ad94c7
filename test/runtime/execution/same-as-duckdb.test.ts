import { test } from 'uvu';
import { openOracle, type OracleValue } from '../../support/oracle/oracle.ts';
import { differingRows } from '../../support/oracle/same-rows.ts';
import { scratchSession } from '../../support/run-lake.ts';

/*
 * Texts that mean the same here and in DuckDB, over the same tables. Where they differ on purpose (division, NULL's place in an order) there is no
 * text here: `language.slt` files say what is right.
 */

const TABLES = [
  'create table edges (source int, target int, weight int)',
  'insert into edges values (1, 2, 5), (2, 3, 1), (3, 1, 2), (3, 4, 7), (4, 5, 1), (5, null, 0), (7, 8, 3)',
  'create table staff (id int, name varchar, boss int)',
  "insert into staff values (1, 'ada', null), (2, 'bob', 1), (3, 'cy', 1), (4, 'dee', 2), (5, 'eve', 4), (6, 'fay', null)",
  'create table sales (region varchar, quarter varchar, amount int)',
  "insert into sales values ('n','q1',1), ('n','q1',2), ('n','q2',5), ('s','q2',7), ('s',null,9), (null,'q1',null)",
  'create table wide (id int, a int, b int, c int)',
  'insert into wide values (1, 10, null, 5), (2, 20, 30, null), (3, null, null, null)',
];

const QUERIES: Readonly<Record<string, readonly string[]>> = {
  'WITH RECURSIVE': [
    'with recursive c as (select 1 as n union all select n + 1 from c where n < 1000) select count(*), sum(n), max(n) from c',
    'with recursive r(node) as (select 1 union select target from edges join r on source = node) select node from r',
    'with recursive r(node, cost) as (select 1, 0 union all select target, cost + weight from r join edges on source = node where cost < 20) select node, cost from r',
    "with recursive tree as (select id, name, 0 as depth, name as path from staff where boss is null union all select s.id, s.name, t.depth + 1, t.path || '/' || s.name from staff s join tree t on s.boss = t.id) select * from tree",
    'with recursive a as (select 1 as n union all select n + 1 from a where n < 5), b as (select n as m from a union all select m * 10 from b where m < 100) select m, count(*) from b group by m',
    'with recursive c as (select 1 as n union all select n + 1 from c where n < 4) select x.n, y.n from c x join c y on x.n < y.n',
    'with recursive f(a, b) as (select 0, 1 union all select b, a + b from f where b < 1000) select a from f',
    'with recursive c(n, even) as (select 1, false union all select n + 1, not even from c where n < 6) select * from c',
    'with recursive c as (select 1 as n union all select n + 1 from c where n < 5 and exists (select 1 from edges where source = n)) select n from c',
    'with recursive c as (select 1 as n union all select max(n) + 1 from c having max(n) < 5) select n from c',
    'with recursive c(n, k) as (select target, 1 from edges union select c.n, c.k + 1 from c where k < 3) select n, count(*) from c group by n',
    'with recursive r as (select id, boss from staff where id = 5 union all select s.id, s.boss from staff s left join r on r.boss = s.id where r.id is not null) select id from r',
    'select id, (with recursive up(b) as (select s.boss union all select boss from staff join up on staff.id = up.b) select count(b) from up) from staff s',
    'with recursive c as (select 1 as n where false union all select n + 1 from c) select count(*) from c',
  ],
  GROUPING: [
    'select region, quarter, sum(amount), grouping(region, quarter), grouping(quarter) from sales group by rollup (region, quarter)',
    'select region, quarter, count(*), grouping(quarter, region) as g from sales group by cube (region, quarter)',
    'select region, quarter, grouping(region), grouping_id(region, quarter) from sales group by grouping sets ((region), (quarter), (region, quarter), ())',
    'select region, grouping(region), sum(amount) from sales group by region',
    'select upper(region), grouping(upper(region)) + 10, max(amount) from sales group by rollup (upper(region))',
    'select region, sum(amount) from sales group by rollup (region) having grouping(region) = 1 or sum(amount) > 10',
    "select case grouping(region) when 1 then 'all' else region end, rank() over (partition by grouping(region) order by count(*) desc) from sales group by rollup (region)",
    'select sum(amount), grouping(region) from sales where false group by rollup (region)',
    'select r.region, grouping(r.region), s.g from (select distinct region from sales) r left join (select region, grouping(region) as g from sales group by rollup (region)) s on s.region = r.region group by rollup (r.region), s.g',
  ],
  'PIVOT and UNPIVOT': [
    "select * from sales pivot (sum(amount) for quarter in ('q1', 'q2'))",
    "select * from sales pivot (sum(amount) as total, count(*) as k for quarter in ('q1', 'q2'))",
    "select q1_total, region from sales pivot (sum(amount) as total, max(amount) as most for quarter in ('q1', 'q2') group by region)",
    "select p.second from sales pivot (count(*) for quarter in ('q2' as second, 'q9') group by region) as p",
    'select * from wide unpivot (v for n in (a, b, c))',
    'select * from wide unpivot include nulls (v for n in (a, c))',
    'select n, sum(v), count(*) from wide unpivot (v for n in (a, b, c)) group by n',
  ],
};

/** Changes with common tables before them, each over the tables as the one before it left them. */
const CHANGES = [
  'with big as (select region, sum(amount) as total from sales group by region) update sales set amount = total from big where sales.region = big.region',
  'with recursive down(id) as (select 2 union all select s.id from staff s join down on s.boss = down.id) update staff set boss = 6 where id in (select id from down)',
  'with gone as (select source from edges where weight > 4) delete from edges using gone where edges.source = gone.source',
  'with few as (select 2 as id), more as (select id + 1 as id from few union select id from few) delete from wide where id in (select id from more)',
];

test('common tables before UPDATE and DELETE give what DuckDB gives', async () => {
  const oracle = await openOracle();
  const { run, rows, close } = scratchSession();
  try {
    for (const statement of [...TABLES, ...CHANGES]) {
      run(statement);
      await oracle.run(statement);
    }
    for (const table of ['sales', 'staff', 'edges', 'wide']) {
      const query = `select * from ${table}`;
      const difference = differingRows(rows(query) as OracleValue[][], await oracle.rows(query), false);
      if (difference !== undefined) throw new Error(`${table}\n${difference}`);
    }
  } finally {
    close();
    oracle.close();
  }
});

for (const [what, queries] of Object.entries(QUERIES)) {
  test(`${what} gives what DuckDB gives`, async () => {
    const oracle = await openOracle();
    const { run, rows, close } = scratchSession();
    try {
      for (const statement of TABLES) {
        run(statement);
        await oracle.run(statement);
      }
      for (const query of queries) {
        const difference = differingRows(rows(query) as OracleValue[][], await oracle.rows(query), false);
        if (difference !== undefined) throw new Error(`${query}\n${difference}`);
      }
    } finally {
      close();
      oracle.close();
    }
  });
}

test.run();
