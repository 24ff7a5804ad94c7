import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { showDataType } from '../../../compiler/contract/data-type.ts';
import { connect } from '../../../runtime/client/client.ts';
import type { Runner } from '../../../runtime/client/runner.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { GobiError, open, type Engine, type Parameters } from '../../../runtime/engine.ts';
import { silentLog } from '../../../runtime/host/log.ts';

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
  assert.is(await codeOf('select $1 + 1', ['5']), 'PLG1202');
  assert.is(await codeOf('select $1 - 1', ['5']), 'PLG1202');
  assert.is(await codeOf('select ($1 :: date) + 1', ['2024-01-02']), 'none');
});

const messageOf = async (runner: Runner, text: string, parameters: Parameters): Promise<string> => {
  try {
    await runner.query(text, parameters);
    return 'none';
  } catch (error) {
    return error instanceof GobiError ? `${error.code} ${error.message}` : String(error);
  }
};

/** What is so whether the lake is this process's own or a service's. */
async function keepsDigits(runner: Runner): Promise<void> {
  const insert = 'insert into t (id, m) values (9, $1)';
  for (const value of ['12.50', '12.5000', '1250e-2', 12.5]) {
    await runner.query(insert, [value]);
    assert.is((await runner.query('select m from t where id = 9 and m = 12.5')).rowCount, 1, String(value));
    await runner.query('delete from t where id = 9');
  }
  assert.match(
    await messageOf(runner, insert, ['12.505']),
    /^TYPE_004 '12.505' of parameter `\$1` is not a valid decimal\(10,\s*2\) for column `m`: it has more than 2 digits after the point/,
  );
  assert.match(await messageOf(runner, insert, [0.1 + 0.2]), /TYPE_004 0.30000000000000004 of parameter `\$1`/);
  assert.match(
    await messageOf(runner, insert, [1e9 + 0.5]),
    /RUNTIME_005 1000000000.5 of parameter `\$1` does not fit/,
  );
  assert.match(await messageOf(runner, insert, [Number.NaN]), /RUNTIME_005 .* of parameter `\$1` does not fit/);
  assert.match(await messageOf(runner, 'select id from t where m = $price', { price: '0.001' }), /parameter `\$price`/);
  assert.match(await messageOf(runner, 'select id from t where d = $1', ['2024-02-30']), /of parameter `\$1`/);
  assert.is((await runner.query('select $1 :: decimal(10, 2) as m', ['12.505'])).rowCount, 1);
  assert.is((await runner.query('select id from t where m > $1', [12.499])).rowCount, 1);
}

test('no digit of a decimal is lost', async ({ engine }) => {
  await keepsDigits(engine);
});

test('nor over a connection to a service', async ({ engine, folder }) => {
  await engine.close();
  const socket = join(folder, 's.sock');
  const pool = { idle: 1, most: 1 };
  const options = { name: 'P', version: '0', folder, owner: {}, log: silentLog, pool, onStopped: () => undefined };
  const service = await Service.start(options);
  await service.listen(socket);
  const client = await connect({ path: socket });
  try {
    await keepsDigits(client);
    const { rowCount } = await client.query('select id from t where coalesce(d, $1) = $2', [
      '2020-01-01',
      '2024-01-02',
    ]);
    assert.is(rowCount, 1);
    const big = 2n ** 70n;
    assert.equal(await (await client.query('select $1 as big, $2 as list', [big, [1, 2.5]])).rows(), [
      { big: String(big), list: [1, 2.5] },
    ]);
  } finally {
    client.close();
    await service.stop('the test ends');
  }
});

test('a text takes the type of what it stands in for', async ({ engine }) => {
  const typeOf = async (expression: string, parameters: Parameters): Promise<string> => {
    const { fields } = await engine.query(`select ${expression} as it from t`, parameters);
    return showDataType(fields[0]!.type);
  };
  assert.is(await typeOf('coalesce(d, $1)', ['2024-01-02']), 'date');
  assert.is(await typeOf('coalesce($1, d)', ['2024-01-02']), 'date');
  assert.is(await typeOf('coalesce(m, $1)', ['1.25']), 'decimal(10,2)');
  assert.is(await typeOf('case when id = 1 then ts else $1 end', ['2024-01-02 00:00:00']), 'timestamp');
  assert.is(await typeOf('[d, $1]', ['2024-01-02']), 'date?[]');
  assert.is(await typeOf("coalesce($1, 'x')", ['y']), 'string');
  assert.match(await messageOf(engine, 'select coalesce(d, $1) from t', ['soon']), /'soon' of parameter `\$1`/);
  assert.match(await messageOf(engine, 'select coalesce(id, $1) from t', ['1']), /^PLG/);
});

test('whole numbers beyond 64 bits are decimals, lists have elements of one type', async ({ engine }) => {
  const big = 2n ** 70n;
  assert.equal(await (await engine.query('select $1 as big', [big])).rows(), [{ big: String(big) }]);
  assert.match(await messageOf(engine, 'select $1', [10n ** 38n]), /it has more than 38 digits/);
  assert.equal(await (await engine.query('select $1 as list', [[1, 2.5]])).rows(), [{ list: [1, 2.5] }]);
  assert.match(await messageOf(engine, 'select $1', [[1, 'a']]), /the elements of a list are of one type/);
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
