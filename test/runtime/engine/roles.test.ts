import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { open } from '../../../runtime/engine.ts';
import { failureOf, rowsOf, withLake } from './with-lake.ts';

const LAKE = `
create table orders (id int primary key, amount int);
create table salaries (name string primary key, amount int);
insert into salaries values ('Ann', 10);
create view total_salary as select sum(amount) as total from salaries;
upsert procedure raise_salary as <{}> (who string) returns void { update salaries set amount = amount + 1 where name = {who} };
upsert procedure size as <{}> (source string) returns int { return len(select * from source) };
upsert procedure own_size as <{ rights: invoker }> (source string) returns int { return len(select * from source) };
upsert procedure relay as <{ rights: invoker }> (who string) returns void { call raise_salary({who}) };
create role clerk;
grant select, insert on table orders to clerk;
`;

test('a role may do what it was granted, from the next statement on, and until it is taken back', () =>
  withLake(async (engine) => {
    await engine.exec(LAKE);
    const clerk = await engine.sessionOf('clerk');
    const select = 'select name from salaries';
    assert.is((await failureOf(clerk.exec(select))).code, 'PLG1804');
    await engine.exec('grant select on table salaries to clerk');
    assert.equal(await rowsOf(clerk, select), [['Ann']]);
    await engine.exec('revoke select on table salaries from clerk');
    assert.is((await failureOf(clerk.exec(select))).code, 'PLG1804');
    await engine.exec('grant select on schema main to clerk');
    assert.equal(await rowsOf(clerk, select), [['Ann']]);
  }));

test('the error names the right that is missing, and how it is given', () =>
  withLake(async (engine) => {
    await engine.exec(LAKE);
    const error = await failureOf((await engine.sessionOf('clerk')).exec('delete from orders where id = 1'));
    assert.is(error.exception, 'SecurityError');
    assert.is(error.message, 'role `clerk` has no right to delete on table `main.orders`');
    assert.is(error.hint, 'the owner gives it by `grant delete on table main.orders to clerk`');
  }));

test('a table that is no more is the owner’s to read, whoever may read the one of its name', () =>
  withLake(async (engine) => {
    await engine.exec('create role clerk; create table t (a int); insert into t values (1)');
    const clerk = await engine.sessionOf('clerk');
    await engine.exec('grant select on table t to clerk; alter table t add column b int');
    assert.equal(await rowsOf(clerk, 'select * from t as of 3'), [[1]]);
    await engine.exec('drop table t; create table t (a int); grant select on table t to clerk');
    assert.equal(await rowsOf(clerk, 'select * from t'), []);
    assert.is((await failureOf(clerk.exec('select * from t as of 3'))).code, 'PLG1805');
    assert.is((await failureOf(clerk.exec('let s = 3; select a from t as of s'))).exception, 'AccessDenied');
    assert.equal(await rowsOf(engine, 'select * from t as of 3'), [[1]]);
    assert.equal(await rowsOf(engine, 'let s = 3; select a from t as of s'), [[1]]);
  }));

test('statements of the same text serve the owner and the role apart', () =>
  withLake(async (engine) => {
    await engine.exec(LAKE);
    const clerk = await engine.sessionOf('clerk');
    for (let round = 0; round < 3; round++) {
      assert.equal(await rowsOf(engine, `select name from salaries where amount > ${round}`), [['Ann']]);
      assert.is((await failureOf(clerk.exec(`select name from salaries where amount > ${round}`))).code, 'PLG1804');
    }
  }));

test('a procedure has the rights of the owner, a table that a string names included', () =>
  withLake(async (engine) => {
    await engine.exec(LAKE);
    await engine.exec('grant execute on procedure raise_salary to clerk; grant execute on procedure size to clerk');
    const clerk = await engine.sessionOf('clerk');
    await clerk.exec("call raise_salary('Ann')");
    assert.is(await clerk.call('size', ['salaries']), 1);
    assert.equal(await rowsOf(engine, 'select amount from salaries'), [[11]]);
    // behind the call its own rights are back
    assert.is((await failureOf(clerk.exec("call raise_salary('Ann'); select * from salaries"))).code, 'PLG1804');
  }));

test('a procedure with the rights of its invoker needs these, when it runs too', () =>
  withLake(async (engine) => {
    await engine.exec(LAKE);
    await engine.exec('grant execute on procedure own_size to clerk; grant execute on procedure relay to clerk');
    const clerk = await engine.sessionOf('clerk');
    assert.is(await clerk.call('own_size', ['orders']), 0);
    assert.is((await failureOf(clerk.call('own_size', ['salaries']))).code, 'PLG1804');
    await engine.exec('grant all on table salaries to clerk');
    const inner = await failureOf(clerk.call('relay', ['Ann']));
    assert.is(inner.exception, 'AccessDenied');
    assert.is(inner.message, 'role clerk has no right to execute procedure raise_salary');
    await engine.exec('grant execute on procedure raise_salary to clerk');
    await clerk.call('relay', ['Ann']);
    assert.equal(await rowsOf(engine, 'select amount from salaries'), [[11]]);
  }));

test('a procedure that is given the rights of its invoker needs them from then on', () =>
  withLake(async (engine) => {
    await engine.exec(LAKE);
    await engine.exec('grant execute on procedure raise_salary to clerk');
    const clerk = await engine.sessionOf('clerk');
    await clerk.exec("call raise_salary('Ann')");
    await engine.exec('upsert procedure raise_salary as <{ rights: invoker }>');
    assert.is((await failureOf(clerk.exec("call raise_salary('Ann')"))).code, 'PLG1804');
  }));

test('ways around it lead nowhere', () =>
  withLake(async (engine) => {
    await engine.exec(LAKE);
    await engine.exec('grant execute on procedure raise_salary to clerk; grant create on schema main to clerk');
    const clerk = await engine.sessionOf('clerk');
    for (const text of [
      "let source = 'salaries'; select * from source",
      'with s as (select * from salaries) select * from s',
      'select * from salaries as of 4',
      'explain analyze select * from salaries',
      'describe salaries',
      'select * from system.procedures',
      'insert into orders select 1, amount from salaries',
      'update orders set amount = (select max(amount) from salaries)',
      'merge into orders using salaries on orders.id = salaries.amount when matched then delete',
      'create table copied as select * from salaries',
      'create or replace table salaries (name string)',
      'create or replace temp table salaries (name string)',
      'create view seen as select * from total_salary',
      'upsert procedure mine as <{}> () returns void { delete from salaries }',
      'function f() => 1',
      'type struct as P (x int)',
      "upsert schedule nightly as (sched: '0 0 * * *', call: raise_salary)",
      'alter table salaries rename to orders2',
      'drop table salaries',
      'truncate orders',
      'create role other',
      'grant all on table salaries to clerk',
      'create schema mine',
      "type secret as s (kind: 'https', value: 'x')",
      'drop secret s',
      "copy orders to 'orders.csv'",
      "copy 'package.json' to orders",
      "select * from 'package.json'",
      "let file = 'package.json'; select * from file",
      "attach '/tmp' as other",
      "load 'x.plg'",
      'refresh materialized view v',
      "comment on table orders is 'mine'",
    ]) {
      const error = await failureOf(clerk.exec(text));
      assert.ok(
        ['PLG1804', 'PLG1805', 'AccessDenied', 'PLG1104', 'PLG1114'].some(
          (each) => each === error.code || each === error.exception,
        ),
        `${text}: ${error.code} ${error.message}`,
      );
    }
    assert.equal(await rowsOf(engine, 'select name, amount from salaries'), [['Ann', 10]]);
    assert.equal(await rowsOf(engine, 'show roles'), [['clerk']]);
  }));

test('what a role makes is its own; a new object of an old name belongs to nobody', () =>
  withLake(async (engine) => {
    await engine.exec(LAKE);
    await engine.exec('grant create on schema main to clerk');
    const clerk = await engine.sessionOf('clerk');
    assert.equal(
      await rowsOf(clerk, 'create table notes (id int); insert into notes values (1); select * from notes'),
      [[1]],
    );
    await engine.exec('alter table orders rename to old_orders; create table orders (id int)');
    assert.is((await failureOf(clerk.exec('select * from orders'))).code, 'PLG1804');
    assert.equal(await rowsOf(clerk, 'select * from old_orders'), []);
    await engine.exec('drop table notes; create table notes (id int)');
    assert.is((await failureOf(clerk.exec('select * from notes'))).code, 'PLG1804');
  }));

test('a lake that is opened with a role has no other sessions; an unknown role is an error', () =>
  withLake(async (engine, folder) => {
    await engine.exec(LAKE);
    const unknown = await failureOf((await engine.sessionOf('clrk')).exec('select 1'));
    assert.is(unknown.exception, 'ObjectNotFound');
    await engine.close();
    const asClerk = await open(folder, { workers: 0, role: 'clerk' });
    try {
      assert.equal(await rowsOf(asClerk, 'select * from orders'), []);
      assert.is((await failureOf(asClerk.session().exec('select * from salaries'))).code, 'PLG1804');
      assert.is((await failureOf(asClerk.sessionOf('other'))).exception, 'InvalidOperation');
    } finally {
      await asClerk.close();
    }
  }));

test('grants are taken back with their transaction, and are of a snapshot as code is', () =>
  withLake(async (engine) => {
    await engine.exec(LAKE);
    await engine.exec('begin; grant select on table salaries to clerk; rollback');
    const clerk = await engine.sessionOf('clerk');
    assert.is((await failureOf(clerk.exec('select * from salaries'))).code, 'PLG1804');
    await engine.exec('grant select on table salaries to clerk; drop role clerk');
    assert.equal(await rowsOf(engine, 'show grants'), []);
    assert.is((await failureOf(clerk.exec('select 1'))).exception, 'ObjectNotFound');
  }));

test.run();
