import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { connect as connectSocket, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { connect, type Client } from '../../../runtime/client/client.ts';
import { Wire } from '../../../runtime/client/wire.ts';
import { WirePool } from '../../../runtime/client/wire-pool.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { silentLog } from '../../../runtime/host/log.ts';
import { encodeRecord } from '../../../runtime/protocol/record.ts';
import type { GobiError } from '../../../compiler/contract/runtime-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'gobi-reconnect-'));
const socket = join(folder, 's.sock');
let service: Service;
let client: Client;

/** Takes no connection for a while, then closes all. */
const CROWDED = `
const { createServer } = require('node:net');
const { parentPort, workerData } = require('node:worker_threads');
createServer((socket) => socket.destroy()).listen({ path: workerData, backlog: 1 }, () => {
  parentPort.postMessage('listening');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
});`;

const test = suite('pool and reconnect');

async function start(): Promise<void> {
  service = await Service.start({
    ...{ name: 'Test', version: '0', folder, owner: { lockMilliseconds: 2000 }, log: silentLog },
    pool: { idle: 1, most: 4 },
    onStopped: () => undefined,
  });
  await service.listen(socket);
}

test.before(async () => {
  await start();
  client = await connect({ path: socket });
  await client.exec('create table t(a int primary key); create table seen(a int)');
  await client.exec(
    'upsert procedure slow(ms int) { insert into seen values (ms); let i = 0; while (i < ms * 20000) { i = i + 1 } }',
  );
});

test.after(async () => {
  client.close();
  await service.stop('the test ends');
  rmSync(folder, { recursive: true });
});

async function errorOf(work: Promise<unknown>): Promise<GobiError> {
  return work.then(
    () => assert.unreachable('it was to fail'),
    (error: unknown) => error as GobiError,
  ) as Promise<GobiError>;
}

test('a client finds its service again, and what waited for it is done once', async () => {
  await service.stop('a restart');
  const waiting = [1, 2, 3].map((a) => client.query('insert into t values ($1)', [a]));
  await new Promise((settle) => setTimeout(settle, 100));
  await start();
  await Promise.all(waiting);
  assert.equal(await (await client.query('select a from t order by a')).rows(), [{ a: 1 }, { a: 2 }, { a: 3 }]);
});

test('a request that ran when the connection was lost is told so, and not done again', async () => {
  const lost = client.call('slow', [1_000_000]).catch((error: unknown) => error as GobiError);
  await new Promise((settle) => setTimeout(settle, 200));
  await service.stop('a crash');
  assert.is(((await lost) as GobiError).exception, 'Disconnected');
  await start();
  await client.query('select 1 as a');
  await new Promise((settle) => setTimeout(settle, 200));
  assert.is((await client.query('select a from seen')).rowCount, 0);
  assert.is(service.status['running'], 0);
});

test('what a stopping service refuses goes to the next one, and what runs ends', async () => {
  const running = client.call('slow', [200]);
  await new Promise((settle) => setTimeout(settle, 50));
  const stopped = service.stop('a restart', { drainMilliseconds: 10_000 });
  const refused = client.query('insert into t values (10) returning a');
  await running;
  await stopped;
  await start();
  assert.equal(await (await refused).rows(), [{ a: 10 }]);
  assert.equal(await (await client.query('select a from seen')).rows(), [{ a: 200 }]);
});

test('a session is lost with its connection; another one begins', async () => {
  const session = client.session();
  await session.begin();
  await session.query('insert into t values (20)');
  await service.stop('a crash');
  await start();
  assert.is((await errorOf(session.query('insert into t values (21)'))).exception, 'Disconnected');
  await session.close();
  const next = client.session();
  assert.equal((await next.query('select a from t where a >= 20')).rowCount, 0);
  await next.close();
});

test('a service that stays away is told within the time for it, one that never was at once', async () => {
  const short = await connect({ path: socket }, { reconnectMilliseconds: 300 });
  await service.stop('it stays away');
  const begun = performance.now();
  assert.is((await errorOf(short.query('select 1 as a'))).exception, 'ConnectionFailed');
  assert.ok(performance.now() - begun < 1500);
  assert.is((await errorOf(connect({ path: join(folder, 'none.sock') }))).exception, 'ConnectionFailed');
  short.close();
  await start();
  assert.is((await errorOf(short.query('select 1 as a'))).exception, 'Disconnected');
});

test('who connects to a crowded socket is let in as soon as there is room', async () => {
  const path = join(folder, 'crowded.sock');
  const crowded = new Worker(CROWDED, { eval: true, workerData: path });
  await once(crowded, 'message');
  const waiting: Socket[] = [];
  const isFull = (): Promise<boolean> =>
    new Promise((settle) => {
      const raw = connectSocket(path, () => settle(false));
      raw.on('error', (error: NodeJS.ErrnoException) => settle(error.code === 'EAGAIN'));
      waiting.push(raw);
    });
  while (!(await isFull()));
  const error = await errorOf(connect({ path }));
  // it was taken, and closed: how soon that is seen is all one
  assert.match(error.message, /the service closed it|EPIPE|ECONNRESET/);
  for (const raw of waiting) raw.destroy();
  await crowded.terminate();
});

test('connections come with the load and go without it', async () => {
  const pool = await WirePool.open(() => ({ path: socket }), { connections: 3, idleMilliseconds: 50 });
  const leases = [];
  for (let i = 0; i < 80; i++) {
    leases.push(await pool.lease());
    if (i % 20 === 19) await new Promise((settle) => setTimeout(settle, 20));
  }
  // a further connection comes while others are at work, as fast as the machine makes it
  for (let waited = 0; pool.size < 3 && waited < 5000; waited += 20) {
    leases.push(await pool.lease());
    await new Promise((settle) => setTimeout(settle, 20));
  }
  assert.is(pool.size, 3);
  for (const lease of leases) lease.release();
  await new Promise((settle) => setTimeout(settle, 150));
  assert.is(pool.size, 1);
  pool.close();
  const loaded = await connect({ path: socket });
  const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => loaded.query('select $1 :: int as a', [i])));
  assert.is(answers.length, 200);
  loaded.close();
});

test('a request that cannot be read ends alone, and says so', async () => {
  const wire = await Wire.open({ path: socket });
  const wrong = await errorOf(wire.request(encodeRecord('NO_SUCH', { a: 'id' }, { a: 1 }), () => undefined));
  assert.is(wrong.exception, 'ProtocolError');
  assert.match(wrong.hint ?? '', /the connection goes on/);
  await wire.request(encodeRecord('EXECUTE_SQL', { text: 'text' }, { text: 'select 1 as a' }), () => undefined);
  wire.close();
});

test.run();
