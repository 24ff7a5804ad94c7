import type { queryMessages } from '../messages/query-messages.ts';
import type { ExplainPage } from './explain-page.ts';

/** The pages of PLG13xx. */
export const queryPages: Readonly<Record<keyof typeof queryMessages, ExplainPage>> = {
  PLG1301: {
    about:
      'Neither the project nor the schema that was given has this table. Its columns are treated as dynamic: they are checked when the program runs. As soon as a schema is known (a gobi.schema.json, a lake by --db, or strict mode) an unknown table is an error.',
    wrong: `select name from customers`,
    right: `create table customers (id int primary key, name string)
select name from customers`,
  },
  PLG1302: {
    about: 'The tables of this query are known, and none of them has a column of this name, nor is there a local.',
    wrong: `create table users (id int primary key, name string)
select nme from users`,
    right: `create table users (id int primary key, name string)
select name from users`,
  },
  PLG1303: {
    about:
      'FROM, INSERT INTO and the like take a table. A local there must be a table, a list, or a string that names a table or file.',
    wrong: `function f(n int) returns int { return (select count(*) from n) }`,
    right: `function f(n int[]) returns int { return (select count(*) from n) }`,
  },
  PLG1304: {
    about:
      "Two tables of the query have a column of this name. Written with the table's name in front it is clear which is meant.",
    wrong: `create table customers (id int primary key, region string)
create table orders (id int primary key, region string)
select region from customers c join orders o on c.id = o.id`,
    right: `create table customers (id int primary key, region string)
create table orders (id int primary key, region string)
select c.region from customers c join orders o on c.id = o.id`,
  },
  PLG1305: {
    about: 'A parameter and a table have the same name. In FROM the parameter wins.',
    wrong: `create table orders (id int primary key)
upsert procedure p as <{}> (orders string) returns int { return len(select * from orders) }`,
    right: `create table orders (id int primary key)
upsert procedure p as <{}> (source string) returns int { return len(select * from source) }`,
  },
  PLG1306: {
    about:
      'Inside a query a name may be a column or a local. If both exist, the program does not choose for you: where id = id would otherwise be true for every row. In braces it is the local, after a table name the column.',
    wrong: `create table users (id int primary key)
function f(id int) returns int { return (select count(*) from users where id = id) }`,
    right: `create table users (id int primary key)
function f(id int) returns int { return (select count(*) from users where users.id = {id}) }`,
  },
  PLG1307: {
    about:
      'A value whose type is only known when the program runs goes to where a type is needed. It is checked there at run time, and a wrong one raises TypeError. In strict mode this is an error: say which type you expect.',
    wrong: `upsert procedure p as <{}> (source string) returns int {
  let q = select max(n) as n from source
  return q.n
}`,
    right: `upsert procedure p as <{}> (source string) returns int {
  let q = select max(n) :: int as n from source
  return q.n ?? 0
}`,
  },
  PLG1308: {
    about:
      'An aggregate over an empty table is NULL, and comparing with NULL is never true: a load that copies what is newer than the newest row copies nothing into an empty table.',
    wrong: `create table t (updated_at timestamp)
create table s (updated_at timestamp)
upsert procedure p as <{}> () returns void {
  let latest = select max(updated_at) from t
  insert into t select * from s where updated_at > latest
}`,
    right: `create table t (updated_at timestamp)
create table s (updated_at timestamp)
upsert procedure p as <{}> () returns void {
  let latest = (select max(updated_at) from t) ?? timestamp '1970-01-01T00:00:00'
  insert into t select * from s where updated_at > latest
}`,
  },
  PLG1309: {
    about:
      'A query stands where one value is needed. It gives one row only if it aggregates without GROUP BY, or has LIMIT 1, or asks for one key. With more than one row it raises CardinalityError; with none it gives NULL.',
    wrong: `create table t (x int)
let a = (select x from t) ?? 0`,
    right: `create table t (x int)
let a = (select max(x) from t) ?? 0`,
  },
  PLG1310: {
    about:
      'The schema system belongs to the engine: it shows what is in the lake and what has run. Statements change it through upsert, drop and the like, never directly.',
    wrong: `create table system.notes (id int primary key)`,
    right: `create table notes (id int primary key)`,
  },
  PLG1311: {
    about:
      'a not in (…) compares a with every value, and a comparison with NULL is unknown. One NULL among the values makes the whole test unknown for every row, so no row passes.',
    wrong: `create table t (a int not null)
create table s (b int)
select a from t where a not in (select b from s)`,
    right: `create table t (a int not null)
create table s (b int)
select a from t where a not in (select b from s where b is not null)`,
  },
  PLG1312: {
    about: 'After a join of one row to many, count(*) counts the many. To count the one side, count its key once.',
    wrong: `create table customers (id int primary key, region string)
create table orders (id int primary key, customer_id int)
select c.region, count(*) as customers from customers c join orders o on o.customer_id = c.id group by c.region`,
    right: `create table customers (id int primary key, region string)
create table orders (id int primary key, customer_id int)
select c.region, count(distinct c.id) as customers from customers c join orders o on o.customer_id = c.id group by c.region`,
  },
  PLG1313: {
    about:
      "The trigger's code writes to its own table in a way that fires it again. It goes on until the code writes nothing, at most 16 deep; then the statement fails.",
    wrong: `create table t (id int primary key, seen boolean)
upsert procedure mark as <{}> (new row<t>) returns void { update t set seen = true where t.id = new.id }
upsert trigger as on_t (timing: 'after', event: 'update', target: 't', exe: 'procedure', call: 'mark')`,
    right: `create table t (id int primary key, seen boolean)
create table log (id int)
upsert procedure mark as <{}> (new row<t>) returns void { insert into log values (new.id) }
upsert trigger as on_t (timing: 'after', event: 'update', target: 't', exe: 'procedure', call: 'mark')`,
  },
  PLG1314: {
    about:
      'With GROUP BY there is one row per group. A column that is not grouped may have many values there, so it has to be aggregated. Grouping by a primary key covers all columns of its table.',
    wrong: `create table orders (id int primary key, region string, total int)
select region, total from orders group by region`,
    right: `create table orders (id int primary key, region string, total int)
select region, sum(total) from orders group by region`,
  },
  PLG1315: {
    about: 'WHERE chooses rows before groups are made, so there is nothing to aggregate yet. HAVING chooses groups.',
    wrong: `create table orders (id int primary key, region string)
select region from orders where count(*) > 1 group by region`,
    right: `create table orders (id int primary key, region string)
select region from orders group by region having count(*) > 1`,
  },
  PLG1316: {
    about: 'Window functions are computed after WHERE, GROUP BY and HAVING. QUALIFY chooses rows by them.',
    wrong: `create table orders (id int primary key, region string)
select id from orders where row_number() over (partition by region order by id) = 1`,
    right: `create table orders (id int primary key, region string)
select id from orders qualify row_number() over (partition by region order by id) = 1`,
  },
  PLG1317: {
    about: 'A whole number in ORDER BY or GROUP BY is the place of a column in the select list, counted from 1.',
    wrong: `select 1 as a, 2 as b order by 3`,
    right: `select 1 as a, 2 as b order by 2`,
  },
  PLG1318: {
    about: 'UNION, INTERSECT and EXCEPT put the rows of two queries together column by column.',
    wrong: `select 1, 2 union all select 3`,
    right: `select 1, 2 union all select 3, 4`,
  },
  PLG1319: {
    about: 'The number of values differs from the number of columns that they are for.',
    wrong: `create table t (a int, b int)
insert into t values (1)`,
    right: `create table t (a int, b int)
insert into t (a) values (1)`,
  },
  PLG1320: {
    about:
      'A list names the same column twice. Each column has one name and gets one value, so one of the two is too many.',
    wrong: `create table t (a int, b int)
insert into t (a, a) values (1, 2)`,
    right: `create table t (a int, b int)
insert into t (a, b) values (1, 2)`,
  },
  PLG1321: {
    about: 'The name before the point is none of the tables in FROM. A table with an alias is known by its alias only.',
    wrong: `create table users (id int primary key)
select users.id from users u`,
    right: `create table users (id int primary key)
select u.id from users u`,
  },
  PLG1322: {
    about: "Two tables of one query have the same name, so a column of it could be either's.",
    wrong: `create table users (id int primary key, boss int)
select users.id from users join users on true`,
    right: `create table users (id int primary key, boss int)
select a.id from users a join users b on b.id = a.boss`,
  },
  PLG1323: {
    about:
      'To find the row that a new one collides with, the columns must be a key: a PRIMARY KEY or UNIQUE of the table.',
    wrong: `create table t (id int primary key, region string)
upsert into t (id, region) values (1, 'north') on region`,
    right: `create table t (id int primary key, region string)
upsert into t (id, region) values (1, 'north') on id`,
  },
  PLG1324: {
    about: 'In place of a value, or after IN, a query must give exactly one column.',
    wrong: `select (select 1, 2)`,
    right: `select (select 1)`,
  },
  PLG1325: {
    about: '* stands for all columns of the tables in FROM. Without FROM there are none.',
    wrong: `select *`,
    right: `select * from range(0, 3)`,
  },
  PLG1326: {
    about:
      'SEMI and ANTI joins only ask whether there is a match on the right; they give the rows of the left side alone.',
    wrong: `create table a (id int primary key)
create table b (id int primary key, x int)
select b.x from a anti join b on a.id = b.id`,
    right: `create table a (id int primary key)
create table b (id int primary key, x int)
select a.id from a anti join b on a.id = b.id`,
  },
  PLG1327: {
    about: 'An aggregate takes the rows of a group, not the result of another aggregate.',
    wrong: `create table orders (id int primary key, region string, total int)
select max(sum(total)) from orders group by region`,
    right: `create table orders (id int primary key, region string, total int)
select max(s) from (select sum(total) as s from orders group by region)`,
  },
  PLG1328: {
    about: 'USING and NATURAL join on columns that both sides have under the same name.',
    wrong: `create table a (id int primary key)
create table b (a_id int)
select * from a join b using (id)`,
    right: `create table a (id int primary key)
create table b (a_id int)
select * from a join b on a.id = b.a_id`,
  },
  PLG1329: {
    about: 'A list of column names must have as many names as there are columns.',
    wrong: `with c(x, y) as (select 1) select x from c`,
    right: `with c(x) as (select 1) select x from c`,
  },
  PLG1330: {
    about:
      'A recursive query starts with rows of its own, and UNION [ALL] adds what its second part makes of the rows of the round before, until a round adds none. Only the second part may read it, and the types of its columns must not grow from round to round.',
    wrong: `with recursive c as (select n + 1 as n from c) select n from c`,
    right: `with recursive c as (select 1 as n union all select n + 1 from c where n < 5) select n from c`,
  },
  PLG1331: {
    about: 'The statement does not fit the table as it is. The message says why.',
    wrong: `create table t (a int)
upsert into t values (1)`,
    right: `create table t (a int primary key)
upsert into t values (1)`,
  },
  PLG1332: {
    about: 'Aggregates and window functions work on the rows of a query. Outside of one there are no rows.',
    wrong: `let n = count(*)`,
    right: `create table t (a int)
let n = select count(*) from t`,
  },
  PLG1333: {
    about: 'OVER names a window that the WINDOW clause does not define.',
    wrong: `create table t (a int)
select sum(a) over w from t`,
    right: `create table t (a int)
select sum(a) over w from t window w as (order by a)`,
  },
  PLG1334: {
    about: 'Only tables can be written to. A view is computed from its query; the rows of a local belong to the local.',
    wrong: `create table t (a int)
create view v as select a from t
insert into v values (1)`,
    right: `create table t (a int)
create view v as select a from t
insert into t values (1)`,
  },
  PLG1335: {
    about: 'LIMIT and OFFSET are needed before the first row is read, so they cannot depend on the row.',
    wrong: `create table t (a int)
select a from t limit 'ten'`,
    right: `create table t (a int)
select a from t limit 10`,
  },
  PLG1336: {
    about:
      'NULL means unknown, so that a comparison with it is unknown too, also that of NULL with NULL: as a condition it lets no row pass. IS NULL and IS NOT NULL ask for it.',
    wrong: `create table users (id int primary key, nick string)
select id from users where nick = null`,
    right: `create table users (id int primary key, nick string)
select id from users where nick is null`,
  },
  PLG1337: {
    about:
      'The first bound of BETWEEN, or of a range in a pattern, is greater than the second: no value is in between.',
    wrong: `create table users (id int primary key, age int)
select id from users where age between 65 and 18`,
    right: `create table users (id int primary key, age int)
select id from users where age between 18 and 65`,
  },
  PLG1338: {
    about:
      'Both sides of the comparison are the same column or local, so that it is true, or false, for every row that has a value. Mostly one side should have been of another table.',
    wrong: `create table teams (id int primary key)
create table people (id int primary key, team_id int)
select p.id from people p join teams t on t.id = t.id`,
    right: `create table teams (id int primary key)
create table people (id int primary key, team_id int)
select p.id from people p join teams t on t.id = p.team_id`,
  },
  PLG1339: {
    about:
      'An outer join keeps rows that have no match and fills the columns of the other table with NULL. A comparison in WHERE is not true for these, so that they are dropped again and the join is an inner one. In ON the comparison only decides what matches.',
    wrong: `create table teams (id int primary key, city string)
create table people (id int primary key, team_id int)
select p.id from people p left join teams t on t.id = p.team_id where t.city = 'Bern'`,
    right: `create table teams (id int primary key, city string)
create table people (id int primary key, team_id int)
select p.id, t.city from people p left join teams t on t.id = p.team_id and t.city = 'Bern'`,
  },
  PLG1340: {
    about:
      'DROP and ALTER take away a table, a view, a column or a routine for good. Code of the project that uses it fails when it runs the next time. What the same file makes again is not taken away.',
    wrong: `create table notes (id int primary key, text string);
upsert procedure count_notes as () returns int { return (select count(*) from notes where text is not null) }
alter table notes drop column text;`,
    right: `create table notes (id int primary key, text string);
upsert procedure count_notes as () returns int { return (select count(*) from notes where id > 0) }
alter table notes drop column text;`,
  },
  PLG1341: {
    about:
      'Quotes of both kinds make a string, and a string in FROM is the path of a file. In other databases double quotes make a name: here a name stands bare, or in backticks where it is no bare word.',
    wrong: `create table orders (id int primary key)
select id from "orders"`,
    right: `create table orders (id int primary key)
select id from \`orders\``,
  },
  PLG1342: {
    about:
      'A name such as `data.json` is the table `json` of the schema `data`. Where there is none, and the name ends like a file, the file is read; a table that is made later would be read in its place. A path in quotes is always a file.',
    wrong: `select * from readings.csv`,
    right: `select * from 'readings.csv'`,
  },
  PLG1343: {
    about:
      '`grouping(a, b)` tells of each row which keys its grouping set leaves out, so that these NULLs differ from those of the data. What it is asked about must be a key, written as in GROUP BY.',
    wrong: `create table orders (region string, day date, total int)
select region, grouping(day), sum(total) from orders group by rollup (region)`,
    right: `create table orders (region string, day date, total int)
select region, grouping(region), sum(total) from orders group by rollup (region)`,
  },
  PLG1344: {
    about:
      'A foreign key has one column of the other table for each of its own; those of the primary key when none are named. Tables, columns and types are checked; the rows are not: nothing keeps a row from referring to one that is not there.',
    wrong: `create table customers (id int, region string, primary key (id, region));
create table orders (id int, customer int references customers)`,
    right: `create table customers (id int, region string, primary key (id, region));
create table orders (id int, customer int, region string, foreign key (customer, region) references customers)`,
  },
  PLG1345: {
    project: true,
    about:
      'A view shows what its query gives. When that reads the view itself, also through others, there is nothing to begin with.',
    wrong: `create view totals as select id, total from averages;
create view averages as select id, total from totals`,
    right: `create table orders (id int, total int);
create view totals as select id, total from orders;
create view averages as select avg(total) as total from totals`,
  },
  PLG1346: {
    about:
      'Both quote marks make texts; backticks quote names. A text in double quotes that is called like a column of the query is most likely meant as that column, as in other dialects of SQL. In files whose name ends in `.sql` double quotes quote names.',
    wrong: `create table orders (id int, region string);
select id from orders where "region" = 'EU'`,
    right: `create table orders (id int, region string);
select id from orders where region = 'EU'`,
  },
  PLG1347: {
    about:
      'The column is declared NOT NULL, and what goes into it is a column or local that may be NULL: the statement fails as soon as one is. Say what NULL means with `??`, leave such rows out in WHERE, or test the local first.',
    wrong: `create table people (id int primary key, nick string);
create table players (id int primary key, name string not null);
insert into players select id, nick from people`,
    right: `create table people (id int primary key, nick string);
create table players (id int primary key, name string not null);
insert into players select id, nick from people where nick is not null;
insert into players select id + 1000, nick ?? 'nobody' from people where nick is null`,
  },
  PLG1348: {
    about:
      'Rows that are there when a column is added get its default. Without one they get NULL, which NOT NULL refuses: the statement fails unless the table is empty.',
    wrong: `create table people (id int primary key);
insert into people values (1);
alter table people add column age int not null`,
    right: `create table people (id int primary key);
insert into people values (1);
alter table people add column age int not null default 0`,
  },
};
