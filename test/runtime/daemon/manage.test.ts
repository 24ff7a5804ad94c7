import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Announcement } from '../../../runtime/client/discovery.ts';
import { connect, type Client } from '../../../runtime/client/client.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { silentLog } from '../../../runtime/host/log.ts';
import type { GobiError } from '../../../compiler/contract/runtime-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'gobi-manage-'));
const socket = join(folder, 's.sock');
const asked: (string | undefined)[][] = [];
let service: Service;
let client: Client;

const test = suite('objects and the service itself');

test.before(async () => {
  service = await Service.start({
    ...{ name: 'Test', version: '0', folder, owner: {}, log: silentLog, pool: { idle: 1, most: 3 } },
    async mount(other, name) {
      asked.push([other, name]);
      return { name: name ?? 'Other', folder: other, pid: 1, socket: 'x' } as Announcement;
    },
    onStopped: () => undefined,
  });
  await service.listen(socket);
  client = await connect({ path: socket });
  await client.exec('create table orders(id int primary key); create role clerk');
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

async function automation(): Promise<string[]> {
  const { view } = await client.session().catalog();
  return view!.automation
    .map(({ kind, name, options }) => `${kind} ${name} ${String(options['enabled'] ?? true)}`)
    .sort();
}

async function facts(action: string, options: unknown = null): Promise<Record<string, string>> {
  const rows = (await (await client.control(action, options)).rows()) as { name: string; value: string }[];
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

test('structured orders end in the statements of their names', async () => {
  const definition = 'upsert procedure load() { insert into orders values (1); }';
  await client.manage('procedure', 'upsert', 'load', { definition });
  await client.call('load');
  assert.is((await client.query('select * from orders')).rowCount, 1);
  await client.manage('schedule', 'upsert', 'nightly', {
    options: { sched: '@daily', exe: 'procedure', call: 'load' },
  });
  await client.manage('pipeline', 'upsert', 'all', { options: { steps: ['load'], on_error: 'stop' } });
  await client.manage('trigger', 'upsert', 'seen', {
    options: { timing: 'after', event: 'insert', target: 'orders', exe: 'procedure', call: 'load' },
  });
  assert.equal(
    (await automation()).map((each) => each.split(' ').slice(0, 2).join(' ')),
    ['pipeline all', 'schedule nightly', 'trigger seen'],
  );
  const before = await automation();
  await client.manage('trigger', 'disable', 'seen');
  assert.not.equal(await automation(), before);
  await client.manage('trigger', 'enable', 'seen');
  assert.equal(await automation(), before);
  await client.manage('trigger', 'drop', 'seen');
  await client.exec('delete from orders');
  await client.manage('schedule', 'run', 'nightly');
  assert.is((await client.query('select * from orders')).rowCount, 1);
  for (const [object, name] of [
    ['schedule', 'nightly'],
    ['pipeline', 'all'],
    ['procedure', 'load'],
  ] as const)
    await client.manage(object, 'drop', name);
  assert.equal(await automation(), []);
  assert.is((await errorOf(client.call('load'))).category, 'semantic');
});

test('what is no order for the object is refused, and nothing else can be brought in', async () => {
  const refused = async (...order: Parameters<Client['manage']>): Promise<void> =>
    assert.is((await errorOf(client.manage(...order))).exception, 'InvalidOperation', order.join(' '));
  await refused('procedure', 'enable', 'x');
  await refused('pipeline', 'run', 'x');
  await refused('procedure', 'upsert', 'x');
  await refused('procedure', 'upsert', 'x', { definition: 'drop table orders' });
  await refused('procedure', 'upsert', 'x', { definition: 'upsert procedure y() { return 1 }' });
  await refused('procedure', 'upsert', 'x', { definition: 'upsert procedure x() { return 1 }; drop table orders' });
  await refused('schedule', 'upsert', 'x', { options: ['a'] });
  await refused('schedule', 'upsert', 'x', { options: { sched: '@daily' }, definition: '; drop table orders' });
  const quoted = await errorOf(client.manage('schedule', 'drop', 'x`; drop table orders; --'));
  assert.match(quoted.message, 'unknown schedule');
  const guest = await connect({ path: socket }, { role: 'clerk' });
  const definition = 'upsert procedure mine() { return 1 }';
  assert.match((await errorOf(guest.manage('procedure', 'upsert', 'mine', { definition }))).code, /PLG18|SECURITY/);
  assert.is((await errorOf(guest.control('reload'))).exception, 'AccessDenied');
  guest.close();
  assert.is((await client.query('select * from orders')).rowCount, 1);
});

test('the service is reloaded, mounts others, and unmounts itself alone', async () => {
  assert.equal(await facts('reload'), { outcome: 'nothing to deploy' });
  assert.is((await facts('status'))['state'], 'running');
  assert.equal(await facts('mount', { folder: 'other', name: 'Else' }), {
    ...{ name: 'Else', folder: join(folder, 'other'), pid: '1', socket: 'x' },
  });
  assert.equal(asked, [[join(folder, 'other'), 'Else']]);
  assert.is((await errorOf(client.control('mount'))).exception, 'ProtocolError');
  assert.is((await errorOf(client.control('unmount', { folder: 'other' }))).exception, 'InvalidOperation');
  assert.match((await errorOf(client.control('fly'))).message, /knows status, .*mount, unmount, reload, drain, stop/);
  writeFileSync(join(folder, 'main.plg'), 'create table made (id int primary key);');
  const reloaded = await facts('reload');
  assert.ok(['applied', 'unchanged'].includes(reloaded['outcome']!), reloaded['outcome']);
  assert.is((await client.query('select * from made')).rowCount, 0);
});

test('a drained service lets what runs end', async () => {
  await client.exec('upsert procedure slow() returns int { let i = 0; while (i < 3000000) { i = i + 1 } return i }');
  const running = client.call('slow');
  assert.equal(await facts('drain'), { state: 'stopping' });
  assert.is(await running, 3000000);
  await service.stop('it has stopped already');
});

test.run();
