import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Change } from '../../../runtime/client/change.ts';
import { connect, type Client } from '../../../runtime/client/client.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { open } from '../../../runtime/engine.ts';
import { silentLog } from '../../../runtime/host/log.ts';
import type { GobiError } from '../../../compiler/contract/runtime-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'gobi-subscribe-'));
const socket = join(folder, 's.sock');
let service: Service;
let client: Client;

const test = suite('subscriptions');

test.before(async () => {
  service = await Service.start({
    ...{ name: 'Test', version: '0', folder, owner: {}, log: silentLog, pool: { idle: 1, most: 3 } },
    limits: { subscriptions: 3, watchedBytes: 2 ** 18 },
    onStopped: () => undefined,
  });
  await service.listen(socket);
  client = await connect({ path: socket });
  await client.exec('create table item(id int primary key, name string, price int); create table other(a int)');
  await client.exec('create view cheap as select id, name from item where price < 100');
  await client.exec("insert into item values (1, 'one', 10), (2, 'two', 200)");
});

test.after(async () => {
  client.close();
  await service.stop('the test ends');
  rmSync(folder, { recursive: true });
});

/** The next change within 5 seconds. */
async function next(changes: AsyncGenerator<Change, void>): Promise<Change> {
  const late = new Promise<never>((_, fail) => setTimeout(() => fail(new Error('no change came')), 5000).unref());
  const { value, done } = await Promise.race([changes.next(), late]);
  if (done === true) throw new Error('the subscription ended');
  return value as Change;
}

async function rows(change: Change): Promise<string[]> {
  return (await change.rows()).map((row) => Object.values(row).join(' '));
}

async function errorOf(work: Promise<unknown>): Promise<GobiError> {
  return work.then(
    () => assert.unreachable('it was to fail'),
    (error: unknown) => error as GobiError,
  ) as Promise<GobiError>;
}

test('gives the rows first, then what changes, through views and with keys', async () => {
  const changes = client.subscribe('select id, name from cheap where id > $1', [0]);
  const first = await next(changes);
  assert.equal(await rows(first), ['insert 1 one']);
  assert.equal(first.key, ['id']);
  await client.exec('insert into other values (1)');
  await client.exec("update item set name = 'eins' where id = 1");
  assert.equal(await rows(await next(changes)), ['delete 1 one', 'insert 1 eins']);
  await client.exec('update item set price = 5 where id = 2');
  const entered = await next(changes);
  assert.equal(await rows(entered), ['insert 2 two']);
  assert.ok(entered.snapshot > first.snapshot);
  await client.exec('delete from item where id = 2');
  assert.equal(await rows(await next(changes)), ['delete 2 two']);
  await changes.return();
  await client.query('select 1 as a');
  await new Promise((settle) => setTimeout(settle, 50));
  assert.is(service.status['running'], 0);
});

test('equal rows are counted, groups are keys', async () => {
  const plain = client.subscribe('select a from other');
  assert.equal(await rows(await next(plain)), ['insert 1']);
  const grouped = client.subscribe('select a, count(*) as n from other group by a');
  assert.equal(await rows(await next(grouped)), ['insert 1 1']);
  await client.exec('insert into other values (1), (1), (null)');
  assert.equal((await rows(await next(plain))).sort(), ['insert ', 'insert 1', 'insert 1']);
  const change = await next(grouped);
  assert.equal(change.key, ['a']);
  assert.equal(await rows(change), ['delete 1 1', 'insert 1 3', 'insert  1']);
  await plain.return();
  await grouped.return();
});

test('who reads slowly gets the newest state in one change', async () => {
  await client.exec('create table counter(id int primary key, n int); insert into counter values (1, 0)');
  const changes = client.subscribe('select id, n from counter');
  await next(changes);
  for (let i = 1; i <= 30; i++) await client.query('update counter set n = $1 where id = 1', [i]);
  const seen: string[] = [];
  while (!seen.at(-1)?.endsWith(' 30')) seen.push(...(await rows(await next(changes))).slice(-1));
  // while nobody read, at most one change was on its way
  assert.ok(seen.length <= 3, seen.join('; '));
  await changes.return();
});

test('a deploy that leaves the columns is not noticed, one that changes or takes them ends it with a code', async () => {
  await client.exec('create table shape(a int, b int); insert into shape values (1, 2)');
  const all = client.subscribe('select * from shape');
  const part = client.subscribe('select a from shape');
  await next(all);
  await next(part);
  await client.exec('alter table shape add column c int');
  assert.is((await errorOf(next(all))).exception, 'StaleStatement');
  await client.exec('insert into shape values (7, 8, 9)');
  assert.equal(await rows(await next(part)), ['insert 7']);
  const waiting = errorOf(next(part));
  await client.exec('drop table shape');
  assert.is((await waiting).code, 'PLG1301');
});

test('signals, limits and what is no query', async () => {
  const controller = new AbortController();
  const changes = client.subscribe('select a from other', [], { signal: controller.signal });
  await next(changes);
  const waiting = errorOf(next(changes));
  controller.abort();
  assert.is((await waiting).exception, 'Cancelled');
  assert.is((await errorOf(next(client.subscribe('delete from other returning a')))).exception, 'Unsupported');
  const large = client.subscribe('select i, i :: string as t from range(100000) r(i)');
  assert.is((await errorOf(next(large))).exception, 'MemoryLimit');
  const open3 = [1, 2, 3].map(() => client.subscribe('select a from other'));
  for (const each of open3) await next(each);
  assert.is((await errorOf(next(client.subscribe('select a from other')))).exception, 'Overloaded');
  for (const each of open3) await each.return();
});

test('a result that is larger than the window comes whole', async () => {
  const changes = client.subscribe('select i from range(20000) r(i)');
  assert.is((await next(changes)).rowCount, 20000);
  await changes.return();
});

test('an engine of its own tells what its sessions change', async () => {
  const root = mkdtempSync(join(tmpdir(), 'gobi-watched-'));
  for (const workers of [0, 1] as const) {
    const engine = await open(join(root, String(workers)), { workers });
    await engine.exec('create table t(a int primary key)');
    const changes = engine.subscribe('select a from t');
    assert.is((await next(changes)).rowCount, 0);
    const waiting = next(changes);
    await engine.exec('insert into t values (5)');
    assert.equal(await rows(await waiting), ['insert 5']);
    await changes.return();
    await engine.close();
  }
  rmSync(root, { recursive: true });
});

test.run();
