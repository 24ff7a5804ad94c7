import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { connect, GobiError, sql, type Client } from '../../../runtime/client/library.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { silentLog } from '../../../runtime/host/log.ts';

const folder = mkdtempSync(join(tmpdir(), 'gobi-client-'));
const socket = join(folder, 's.sock');
let service: Service;
let client: Client;

const test = suite('client library');

test.before(async () => {
  const pool = { idle: 1, most: 3 };
  const options = { name: 'Test', version: '0', folder, owner: {}, log: silentLog, pool, onStopped: () => undefined };
  service = await Service.start(options);
  await service.listen(socket);
  client = await connect(socket);
  await client.exec('create table n(id int primary key, value int); insert into n values (1, 0)');
});

test.after(async () => {
  client.close();
  await service.stop('the test ends');
  rmSync(folder, { recursive: true });
});

test('values of an sql text are parameters, and texts nest', async () => {
  const evil = "'; drop table n; --";
  const where = sql`b = ${evil} and c > ${2}`;
  const query = sql`select ${7} as a where ${evil} = ${evil} or (${where})`;
  assert.is(query.text, 'select $1 as a where $2 = $3 or (b = $4 and c > $5)');
  assert.equal(query.parameters, [7, evil, evil, evil, 2]);
  const rows = await (await client.query(sql`select ${7} + ${1} as a, ${evil} as b`)).rows();
  assert.equal(rows, [{ a: 8, b: evil }]);
  for await (const batch of client.stream(sql`select ${5} as a`)) assert.equal(await batch.rows(), [{ a: 5 }]);
});

test('locals and parameters keep the types that they are given with', async () => {
  const locals = { day: 20_455 };
  const localTypes = { day: { kind: 'date' } } as const;
  const results = await client.exec('parameters (day date); select day::string as d', [], { locals, localTypes });
  assert.equal(await results.at(-1)!.rows(), [{ d: '2026-01-02' }]);
});

test('a transaction that meets the commit of another is done again', async () => {
  let tries = 0;
  await client.transaction(async (runner) => {
    tries++;
    const [row] = await (await runner.query('select value from n where id = 1')).rows();
    if (tries === 1) await client.exec('update n set value = 100 where id = 1');
    await runner.query(sql`update n set value = ${Number(row!['value']) + 1} where id = 1`);
  });
  assert.is(tries, 2);
  assert.equal(await (await client.query('select value from n')).rows(), [{ value: 101 }]);
});

test('a transaction that fails leaves nothing and is not done again', async () => {
  let tries = 0;
  try {
    await client.transaction(async (runner) => {
      tries++;
      await runner.query('insert into n values (2, 2)');
      throw new Error('no');
    });
    assert.unreachable();
  } catch (error) {
    assert.is((error as Error).message, 'no');
  }
  assert.is(tries, 1);
  assert.is((await client.query('select * from n')).rowCount, 1);
});

test('a folder that nobody has mounted, and a name that is none, are told', async () => {
  for (const [target, exception] of [
    [folder, 'ConnectionFailed'],
    ['no such service here', 'ServiceNotFound'],
    [join(folder, 'nothing.sock'), 'ConnectionFailed'],
  ] as const) {
    try {
      (await connect(target)).close();
      assert.unreachable();
    } catch (error) {
      assert.instance(error, GobiError);
      assert.is((error as GobiError).exception, exception);
    }
  }
});

test.run();
