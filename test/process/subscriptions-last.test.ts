import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { GobiError } from '../../compiler/contract/runtime-error.ts';
import type { Change } from '../../runtime/client/change.ts';
import { connect, type Client, type ClientOptions } from '../../runtime/client/client.ts';
import { open } from '../../runtime/engine.ts';
import { mountFolder, type Mounted } from '../support/mounted.ts';

const test = suite('subscriptions over the end of their service');
const folder = mkdtempSync(join(tmpdir(), 'gobi-lasting-'));
let daemon: Mounted;

test.before(async () => {
  daemon = await mountFolder(folder);
  const client = await daemon.connect();
  await client.exec("create table item(id int primary key, name string); insert into item values (1, 'one')");
  client.close();
});

test.after(async () => {
  await daemon.kill();
  rmSync(folder, { recursive: true });
});

const connected = (options?: ClientOptions): Promise<Client> => connect({ path: daemon.announcement.socket }, options);

async function next(changes: AsyncGenerator<Change, void>): Promise<Change> {
  const late = new Promise<never>((_, fail) => setTimeout(() => fail(new Error('no change came')), 15_000).unref());
  const { value, done } = await Promise.race([changes.next(), late]);
  if (done === true) throw new Error('the subscription ended');
  return value as Change;
}

/** What a change says: whether it has all rows, and its rows. */
async function told(change: Change): Promise<readonly [boolean, readonly string[]]> {
  return [change.whole, (await change.rows()).map((row) => Object.values(row).join(' ')).sort()];
}

async function errorOf(work: Promise<unknown>): Promise<GobiError> {
  return work.then(
    () => assert.unreachable('it was to fail'),
    (error: unknown) => error as GobiError,
  ) as Promise<GobiError>;
}

/** Changes the lake while nobody serves it. */
async function offline(text: string): Promise<void> {
  const engine = await open(folder, { workers: 0, lockMilliseconds: 5000 });
  await engine.exec(text);
  await engine.close();
}

/** Ends the process of the daemon as it is told to end. */
async function terminated(): Promise<void> {
  const ended = new Promise((settle) => daemon.process.once('exit', settle));
  daemon.process.kill('SIGTERM');
  await ended;
}

for (const [how, end] of [
  ['killed', () => daemon.kill()],
  ['stopped', terminated],
] as const)
  test(`one whose service was ${how} goes on with all rows, and says so`, async () => {
    const client = await connected();
    const all = client.subscribe('select id, name from item');
    const other = client.subscribe('select count(*) as n from item');
    assert.equal(await told(await next(all)), [true, ['insert 1 one']]);
    assert.equal(await told(await next(other)), [true, ['insert 1']]);
    await client.exec("insert into item values (2, 'two')");
    assert.equal(await told(await next(all)), [false, ['insert 2 two']]);
    assert.equal(await told(await next(other)), [false, ['delete 1', 'insert 2']]);
    const waiting = next(all);
    await end();
    await offline("delete from item where id = 2; insert into item values (3, 'three')");
    daemon = await mountFolder(folder);
    assert.equal(await told(await waiting), [true, ['insert 1 one', 'insert 3 three']]);
    assert.equal(await told(await next(other)), [true, ['insert 2']]);
    await client.exec('delete from item where id = 3');
    assert.equal(await told(await next(all)), [false, ['delete 3 three']]);
    await all.return();
    await other.return();
    client.close();
  });

test('columns that are others after it end it with a code', async () => {
  const client = await connected();
  const changes = client.subscribe('select * from item');
  await next(changes);
  const waiting = errorOf(next(changes));
  await daemon.kill();
  await offline('alter table item add column more int');
  daemon = await mountFolder(folder);
  const error = await waiting;
  assert.is(error.exception, 'StaleStatement');
  assert.match(error.message, /more/);
  client.close();
});

test('who does not wait any longer is told so by a code', async () => {
  const short = await connected({ reconnectMilliseconds: 300 });
  const patient = await connected();
  const controller = new AbortController();
  const [lost, cancelled, closed] = [
    short.subscribe('select id from item'),
    patient.subscribe('select id from item', [], { signal: controller.signal }),
    patient.subscribe('select id from item'),
  ];
  for (const changes of [lost, cancelled, closed]) await next(changes);
  const errors = [lost, cancelled, closed].map((changes) => errorOf(next(changes)));
  await daemon.kill();
  const start = performance.now();
  assert.is((await errors[0]!).exception, 'ConnectionFailed');
  assert.is((await errors[0]!).code, 'NETWORK_001');
  assert.ok(performance.now() - start < 3000);
  controller.abort();
  assert.is((await errors[1]!).exception, 'Cancelled');
  patient.close();
  assert.is((await errors[2]!).exception, 'Disconnected');
  daemon = await mountFolder(folder);
  short.close();
});

test.run();
