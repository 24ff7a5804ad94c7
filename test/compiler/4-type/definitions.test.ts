import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CatalogChange } from '../../../compiler/ir/typed-statement.ts';
import { blamed, checkText, localTypes } from '../../support/compile/check.ts';
import { SHOP } from '../../support/compile/tables.ts';

const shop = { view: SHOP };
const changes = (text: string): readonly CatalogChange[] =>
  checkText(text, shop).module.statements.flatMap((s) => (s.kind === 'Ddl' ? [s.change] : []));

test('CREATE TABLE: columns, defaults, keys and checks as data', () => {
  const [change] = changes(
    "create table t (id int primary key, v varchar(3) not null default 'x', n decimal(5,2) check (n > 0), unique (v))",
  );
  assert.equal(change, {
    kind: 'create_table',
    schema: 'main',
    name: 't',
    ifNotExists: false,
    orReplace: false,
    temporary: false,
    as: null,
    columns: [
      {
        name: 'id',
        type: { kind: 'int', bits: 64, unsigned: false },
        nullable: false,
        defaultText: null,
        comment: null,
      },
      { name: 'v', type: { kind: 'string', maxLength: 3 }, nullable: false, defaultText: "'x'", comment: null },
      {
        name: 'n',
        type: { kind: 'decimal', precision: 5, scale: 2 },
        nullable: true,
        defaultText: null,
        comment: null,
      },
    ],
    constraints: [
      { kind: 'primary_key', name: null, columns: ['id'], text: null },
      { kind: 'check', name: 'n_check', columns: [], text: 'n > 0' },
      { kind: 'unique', name: null, columns: ['v'], text: null },
    ],
  });
});

test('CREATE TABLE: what is wrong with it', () => {
  assert.equal(blamed('create table t (a int, a string)'), ["PLG1104 error 'a'"]);
  assert.equal(blamed("create table t (a int default 'x')"), ["PLG1201 error ''x''"]);
  assert.equal(blamed('create table t (a int, check (b > 1))'), ["PLG1302 error 'b'"]);
  assert.equal(blamed('create table t (a int, primary key (b))'), ["PLG1302 error 'b'"]);
  assert.equal(blamed('create table customers (a int)', shop), ["PLG1104 error 'customers'"]);
  assert.equal(blamed('create table t (a table<x: int>)'), ["PLG1227 error 'table<x: int>'"]);
});

test('a table of this file is known to what follows, as ALTER leaves it', () => {
  const made = 'create table t (a int primary key)\n';
  assert.equal(localTypes(`${made}let q = select * from t`)['q'], 'table<a: int>');
  assert.equal(
    localTypes(`${made}alter table t add column b string\nlet q = select * from t`)['q'],
    'table<a: int, b: string?>',
  );
  assert.equal(localTypes(`${made}alter table t rename column a to c\nlet q = select * from t`)['q'], 'table<c: int>');
  assert.equal(blamed(`${made}alter table t drop column x`), ["PLG1302 error 'x'"]);
  assert.equal(
    localTypes('create table u as select id, name from customers\nlet q = select * from u', shop)['q'],
    'table<id: int, name: string>',
  );
});

test('a view is typed where it is used, under the names it has', () => {
  assert.equal(
    localTypes(
      'create view v(r, n) as select region, count(*) from customers group by region\nlet q = select * from v where n > 1',
      shop,
    )['q'],
    'table<r: string?, n: int>',
  );
  const view = {
    ...SHOP,
    views: [
      {
        id: 9,
        schema: 'main',
        name: 'v',
        text: 'select id, upper(name) as big from customers',
        fields: [
          { name: 'id', type: { kind: 'int', bits: 64, unsigned: false } as const, nullable: false },
          { name: 'loud', type: { kind: 'string' } as const, nullable: false },
        ],
      },
    ],
  };
  assert.equal(localTypes('let q = select loud from v', { view })['q'], 'table<loud: string>');
});

test('DROP of what is not there is an error where all is known', () => {
  assert.equal(blamed('drop table nope', shop), ["PLG1114 error 'nope'"]);
  assert.equal(blamed('drop table if exists nope', shop), []);
});

test.run();
