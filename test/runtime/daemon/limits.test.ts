import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { connect, type Client } from '../../../runtime/client/client.ts';
import { wireLink } from '../../../runtime/client/wire-link.ts';
import { Wire } from '../../../runtime/client/wire.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { Engine } from '../../../runtime/engine.ts';
import { silentLog } from '../../../runtime/host/log.ts';

const folder = mkdtempSync(join(tmpdir(), 'gobi-service-limits-'));
const address = { path: join(folder, 's.sock') };
const MEGABYTE = 2 ** 20;
let service: Service;
let client: Client;
let owner: Engine;

const test = suite('limits of calls');

test.before(async () => {
  const pool = { idle: 1, most: 3 };
  const limits = { memoryBytes: 300 * MEGABYTE, milliseconds: 120_000, idleMilliseconds: 5000 };
  const options = { name: 'Test', version: '0', folder, log: silentLog, pool, onStopped: () => undefined };
  service = await Service.start({ ...options, owner: { limits } });
  await service.listen(address.path);
  client = await connect(address);
  owner = new Engine(wireLink(await Wire.open(address)));
  await client.exec(
    `create table t(a int primary key); insert into t select i from range(1000) r(i);
     create role clerk (statement_timeout: 100, row_limit: 10); create role guest; grant select on table t to clerk;
     upsert procedure endless() { let i = 0; while (true) { i = i + 1 } };
     upsert procedure deeper(n int) returns int { return deeper(n + 1) };
     upsert procedure texts() { let all = ['x']; while (true) { all = all || all } }`,
  );
});

test.after(async () => {
  client.close();
  await owner.close();
  await service.stop('the test ends');
  rmSync(folder, { recursive: true });
});

async function failureOf(work: Promise<unknown>): Promise<GobiError> {
  try {
    await work;
  } catch (error) {
    return error as GobiError;
  }
  throw new Error('it did not fail');
}

/** Runs work while others ask, whose answers must come. */
async function beside<T>(work: () => Promise<T>): Promise<T> {
  let done = false;
  const others = (async () => {
    while (!done) assert.is((await client.query('select count(*) as n from t')).rowCount, 1);
  })();
  try {
    return await work();
  } finally {
    done = true;
    await others;
  }
}

test('a statement that takes too long ends with a coded error, and its session goes on', async () => {
  const session = client.session();
  await session.exec('set statement_timeout = 150');
  const error = await beside(() => failureOf(session.exec('call endless()')));
  assert.is(error.exception, 'TimeLimit');
  assert.is(error.code, 'RUNTIME_041');
  assert.is(error.params['milliseconds'], 150);
  assert.is((await session.query('select 1')).rowCount, 1);
  await session.close();
});

test('time goes on where no code looks at the clock', async () => {
  const session = client.session();
  await session.exec('set statement_timeout = 200');
  const start = performance.now();
  const error = await beside(() =>
    failureOf(
      session.query('select count(*) as n from range(300000) a(i), range(300000) b(j) where (a.i * b.j) % 7 = 3'),
    ),
  );
  assert.is(error.exception, 'TimeLimit');
  assert.ok(performance.now() - start < 5000, `${performance.now() - start} ms`);
});

test('a call that takes memory in buffers ends alone, and gives it back', async () => {
  const before = process.memoryUsage().rss;
  const error = await beside(() =>
    failureOf(client.query('select a.i * 1.5 as x, b.j * 1.5 as y from range(20000) a(i), range(5000) b(j)')),
  );
  assert.is(error.exception, 'MemoryLimit', error.message);
  assert.is((await client.query('select 1')).rowCount, 1);
  let after = Infinity;
  for (let i = 0; i < 50 && after - before > 250 * MEGABYTE; i++) {
    await new Promise((settle) => setTimeout(settle, 100));
    after = process.memoryUsage.rss();
  }
  assert.ok(after - before < 250 * MEGABYTE, `${(after - before) / MEGABYTE} MiB more`);
});

test('a call that takes memory in the heap ends alone', async () => {
  const error = await beside(() => failureOf(client.call('texts')));
  assert.is(error.exception, 'MemoryLimit', error.message);
});

test('a recursion without an end ends alone', async () => {
  const error = await beside(() => failureOf(client.call('deeper', [1])));
  assert.is(error.exception, 'StackOverflow');
});

test('a run thread that is lost fails its call alone', async () => {
  const endless = failureOf(client.exec('call endless()'));
  await new Promise((settle) => setTimeout(settle, 100));
  service.crash('run');
  const error = await endless;
  assert.is(error.exception, 'WorkerLost');
  assert.is((await client.query('select 1')).rowCount, 1);
});

test('the compile thread may be lost: calls that run go on, and what it was asked is asked again', async () => {
  const answers = Array.from({ length: 20 }, (_, i) => client.query(`select ${i} + a as b${i} from t where a = ${i}`));
  const running = client.query('select count(*) as n from range(3000000) r(i) where i % 7 = 3');
  for (let i = 0; i < 3; i++) {
    await new Promise((settle) => setTimeout(settle, 30));
    service.crash('compile');
  }
  for (const answer of await Promise.all(answers)) assert.is(answer.rowCount, 1);
  assert.is((await running).rowCount, 1);
  assert.is((await client.query('select a + 77 as afterwards from t where a = 5')).rowCount, 1);
});

test('a role has the limits that it was made with, and cannot raise them', async () => {
  const clerk = await owner.sessionOf('clerk');
  assert.is((await clerk.query('select a from t where a < 10')).rowCount, 10);
  assert.is((await failureOf(clerk.query('select a from t where a < 11'))).exception, 'RowLimit');
  await clerk.exec('set row_limit = 0; set statement_timeout = 0');
  assert.is((await failureOf(clerk.query('select a from t'))).exception, 'RowLimit');
  assert.is((await failureOf(clerk.exec('let i = 0; while (true) { i = i + 1 }'))).exception, 'TimeLimit');
  await clerk.exec('set row_limit = 3');
  assert.is((await failureOf(clerk.query('select a from t where a < 4'))).params['limit'], 3);
  await clerk.close();
});

test('a change of too many rows leaves nothing', async () => {
  const session = client.session();
  await session.exec('set row_limit = 5');
  assert.is(
    (await failureOf(session.exec('insert into t select i from range(5000, 5006) r(i)'))).exception,
    'RowLimit',
  );
  assert.is((await client.query('select a from t where a >= 5000')).rowCount, 0);
  await session.close();
});

test('options of a role are checked', async () => {
  assert.is((await failureOf(client.exec('create role r1 (row_limt: 5)'))).code, 'PLG1401');
  assert.is((await failureOf(client.exec("create role r1 (row_limit: 'many')"))).code, 'PLG1410');
  const refusal = await failureOf(client.exec('set row_limit = 1.5'));
  assert.match(refusal.message, /whole number of rows/, refusal.message);
});

test('a transaction that waits too long is rolled back, and its next request is told', async () => {
  const session = client.session();
  await session.exec('set idle_timeout = 100');
  await session.begin();
  await session.exec('insert into t values (7777)');
  await new Promise((settle) => setTimeout(settle, 400));
  const error = await failureOf(session.exec('insert into t values (7778)'));
  assert.is(error.exception, 'IdleLimit');
  assert.is(error.params['milliseconds'], 100);
  assert.is((await session.query('select a from t where a >= 7777')).rowCount, 0);
  await session.begin();
  await session.exec('insert into t values (7779)');
  await session.commit();
  assert.is((await client.query('select a from t where a = 7779')).rowCount, 1);
  await session.close();
});

test('an ingest whose client sends nothing ends, and its thread is free', async () => {
  const session = client.session();
  await session.exec('set idle_timeout = 150');
  let release = (): void => undefined;
  const held = new Promise<void>((settle) => (release = settle));
  async function* rows(): AsyncGenerator<Record<string, number>[]> {
    yield [{ a: 9000 }];
    await held;
  }
  const ingest = failureOf(session.ingest('t', rows()));
  await new Promise((settle) => setTimeout(settle, 600));
  release();
  assert.is((await ingest).exception, 'IdleLimit');
  assert.is((await client.query('select a from t where a = 9000')).rowCount, 0);
  await session.close();
});

test.run();
