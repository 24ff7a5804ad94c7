import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { GobiError, open, type Engine, type Parameters } from '../../../runtime/engine.ts';

const test = suite<{ folder: string; engine: Engine }>('types of parameters');

test.before.each(async (context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'parameters-'));
  context.engine = await open(context.folder, { workers: 0 });
  await context.engine.exec(
    'create table t (id int, d date, ts timestamp, tz timestampz, m decimal(10,2), j json, u uuid, i interval)',
  );
  await context.engine.query('insert into t values ($1, $2, $3, $4, $5, $6, $7, $8)', [
    1,
    '2024-01-02',
    '2024-01-02 03:04:05',
    '2024-01-02T03:04:05Z',
    '12.50',
    '{"a": 1}',
    '123e4567-e89b-12d3-a456-426614174000',
    '7 days',
  ]);
});

test.after.each(async ({ engine, folder }) => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a text takes the type that its place needs', async ({ engine }) => {
  const found = async (condition: string, parameters: Parameters): Promise<number> =>
    (await engine.query(`select id from t where ${condition}`, parameters)).rowCount;
  assert.is(await found('d = $1', ['2024-01-02']), 1);
  assert.is(await found('$day = d', { day: '2024-01-03' }), 0);
  assert.is(await found('ts between $1 and $2', ['2024-01-01', '2024-12-31']), 1);
  assert.is(await found('tz > ?', ['2024-01-02T03:04:06Z']), 0);
  assert.is(await found('m = $1', ['12.5']), 1);
  assert.is(await found('u = $1', ['123E4567-E89B-12D3-A456-426614174000']), 1);
  assert.is(await found('d in ($1, $2)', ['2020-01-01', '2024-01-02']), 1);
  assert.is(await found('$1 in (select d from t)', ['2024-01-02']), 1);
  assert.is(await found('d + $1 > $2', ['7 days', '2024-01-08 12:00:00']), 1);
  assert.is(await found('i = $1', ['7 days']), 1);
});

test('it is checked when it is bound', async ({ engine }) => {
  const codeOf = async (text: string, parameters: Parameters): Promise<string> => {
    try {
      await engine.query(text, parameters);
      return 'none';
    } catch (error) {
      return error instanceof GobiError ? error.code : String(error);
    }
  };
  assert.is(await codeOf('select id from t where d = $1', ['2024-02-30']), 'TYPE_004');
  assert.is(await codeOf('insert into t (j) values ($1)', ['{']), 'TYPE_004');
  assert.is(await codeOf('select id from t where id = $1', ['1']), 'PLG1202');
  assert.is(await codeOf('select id from t where d = $1', [new Date(Number.NaN)]), 'TYPE_004');
});

test('a Date is a timestamp, or a date at midnight', async ({ engine }) => {
  const moment = new Date('2024-05-06T07:08:09.123Z');
  const day = new Date('2024-05-06T00:00:00Z');
  await engine.query('insert into t (id, d, ts, tz) values ($1, $2, $3, $4)', [2, day, moment, moment]);
  const { rowCount } = await engine.query(
    "select id from t where d = date '2024-05-06' and ts = timestamp '2024-05-06 07:08:09.123' and tz = $1",
    [moment],
  );
  assert.is(rowCount, 1);
});

test.run();
