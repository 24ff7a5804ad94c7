import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { ScopeLocal } from '../../../compiler/contract/catalog-view.ts';
import { STRING } from '../../../compiler/contract/data-type.ts';
import { dumpTyped } from '../../../compiler/debug/dump-typed.ts';
import { blamed, checkText, codes, localTypes } from '../../support/compile/check.ts';
import { SHOP } from '../../support/compile/tables.ts';

const shop = { view: SHOP };

const DAILY_ETL = `upsert procedure daily_etl as
<{
    kind: 'INCREMENTAL_BY_TIME_RANGE',
    sched: ['daily_etl_schedule']
}>
(source_path string, target_table string)
raises ETLError
returns int
as async
{
    let latest_timestamp = SELECT MAX(updated_at) FROM target_table;
    let new_data = SELECT * FROM source_path
                   WHERE updated_at > latest_timestamp;
    INSERT INTO target_table SELECT * FROM new_data;
    return len(new_data);
}`;

test('a string parameter in table position makes the statement dynamic, with the locals it uses', () => {
  assert.equal([...codes(DAILY_ETL, { mode: 'project' })].sort(), [
    'PLG1308',
    'PLG1407',
    'PLG1408',
    'PLG1501',
    'PLG1802',
    'PLG1802',
  ]);
  const lines = dumpTyped(checkText(DAILY_ETL).module)
    .split('\n')
    .map((line) => line.trim());
  assert.equal(lines.slice(0, 6), [
    'procedure:daily_etl(source_path string, target_table string) -> int async',
    'effects: reads dynamic; writes dynamic; raises ETLError; async; io; volatile',
    'let latest_timestamp: table<max: dynamic?> = dynamic query with target_table as table: table<max: dynamic?>',
    'let new_data: table<..> = dynamic query with source_path as table, latest_timestamp: table<..>',
    'dynamic dml with target_table as table, new_data as table: void',
    'return table/row_count(new_data): int',
  ]);
});

test('the fix of the watermark has no warning left', () => {
  const text = DAILY_ETL.replace(
    'SELECT MAX(updated_at) FROM target_table',
    "(SELECT MAX(updated_at) FROM target_table) ?? timestamp '1970-01-01T00:00:00Z'",
  );
  assert.not.ok(codes(text).includes('PLG1308'));
});

test('a dynamic value that becomes typed is told, and checked when it runs', () => {
  const text = 'upsert procedure p(src string) returns int { let q = select n from src\nreturn q.n }';
  assert.ok(codes(text).includes('PLG1307'));
  assert.is(checkText(text, { strict: true }).diagnostics.find((each) => each.code === 'PLG1307')?.severity, 'error');
});

test('an unknown table is a warning while not all tables are known', () => {
  assert.equal(blamed('select nme from customers'), ["PLG1301 warning 'customers'"]);
  assert.equal(blamed('select * from custmers', shop), ["PLG1301 error 'custmers'"]);
});

test('a statement is typed again with what its strings name', () => {
  const scope: ScopeLocal[] = [
    { name: 'target', type: STRING, nullable: false, refersTo: { kind: 'table', name: 'main.customers' } },
  ];
  assert.equal(localTypes('let q = select max(joined) as m from target', { ...shop, scope })['q'], 'table<m: date?>');
  assert.equal(blamed('insert into target (id, name, active, joined) values (1, 2, true, null)', { ...shop, scope }), [
    "PLG1201 error '2'",
  ]);
});

test('a file whose columns were read ahead is typed', () => {
  const view = { ...SHOP, files: [{ path: 'a.parquet', fields: [{ name: 'x', type: STRING, nullable: true }] }] };
  assert.equal(localTypes("let q = select * from 'a.parquet'", { view })['q'], 'table<x: string?>');
});

test('a local hides nothing: a column of the same name is an error where columns are known', () => {
  const scope: ScopeLocal[] = [{ name: 'name', type: STRING, nullable: false, refersTo: null }];
  assert.equal(blamed('select * from customers where name = name', { ...shop, scope }), ["PLG1306 error 'name'"]);
});

test.run();
