import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { connect, type Client } from '../../../runtime/client/client.ts';
import { announce } from '../../../runtime/daemon/announce.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { open, type Runner } from '../../../runtime/engine.ts';
import { silentLog } from '../../../runtime/host/log.ts';

const root = mkdtempSync(join(tmpdir(), 'gobi-attach-'));
const before = process.env['XDG_STATE_HOME'];
const services: Service[] = [];
const clients: Client[] = [];
const retract: (() => void)[] = [];

const test = suite('attached services');

async function mount(name: string): Promise<Client> {
  const folder = join(root, name);
  const service = await Service.start({
    ...{ name, version: '0', folder, owner: {}, log: silentLog, pool: { idle: 1, most: 3 } },
    onStopped: () => undefined,
  });
  const socket = join(root, `${name}.sock`);
  await service.listen(socket);
  const facts = { name, folder, socket, pid: process.pid, since: '', version: '0', command: [] };
  services.push(service);
  retract.push(announce(facts));
  const client = await connect({ path: socket });
  clients.push(client);
  return client;
}

test.before(async () => {
  process.env['XDG_STATE_HOME'] = join(root, 'state');
  const gobi = await mount('Gobi');
  await gobi.exec(
    "create table item(id int primary key, name string, price decimal(10, 2)); insert into item values (1, 'one', 1.5), (2, 'two', 2.5); create table stock(item int, n int); insert into stock values (1, 10), (1, 5), (2, 7)",
  );
});

test.after(async () => {
  for (const client of clients) client.close();
  for (const take of retract) take();
  for (const service of services) await service.stop('the test ends');
  if (before === undefined) delete process.env['XDG_STATE_HOME'];
  else process.env['XDG_STATE_HOME'] = before;
  rmSync(root, { recursive: true });
});

async function rows(runner: Runner, text: string): Promise<unknown> {
  return (await runner.query(text)).rows();
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: { code: string }) => error.code,
  );
}

test('an embedded session reads the tables of a service beside its own', async () => {
  const engine = await open(join(root, 'own'), { workers: 1 });
  await engine.exec('create table mine(id int); insert into mine values (2)');
  await engine.exec('ATTACH Gobi');
  assert.equal(await rows(engine, 'select i.name, i.price from mine join gobi.item i on i.id = mine.id'), [
    { name: 'two', price: '2.50' },
  ]);
  assert.equal(
    await rows(
      engine,
      'select i.id, sum(s.n) as n from gobi.item i join gobi.stock s on s.item = i.id group by i.id order by 1',
    ),
    [
      { id: 1, n: '15' },
      { id: 2, n: '7' },
    ],
  );
  assert.equal(await rows(engine, 'select name from gobi.item where id = 1'), [{ name: 'one' }]);
  for (const text of ["insert into gobi.item values (9, 'z', 1)", 'delete from gobi.item', 'drop table gobi.item'])
    assert.match(await codeOf(engine.exec(text)), /PLG1310|SEMANTIC_011/, text);
  assert.is(await codeOf(engine.exec('select no from gobi.item')), 'PLG1302');
  const lines: string[] = [];
  await engine.exec('attach gobi', [], { onPrint: (line) => lines.push(line) });
  assert.equal(lines, ['Gobi is attached already']);
  await engine.exec('detach gobi');
  assert.is(await codeOf(engine.exec('select * from gobi.item')), 'PLG1301');
  await engine.close();
});

test('a transaction reads a service at one snapshot, the next one at a newer', async () => {
  const engine = await open(join(root, 'pinned'), { workers: 1 });
  const session = engine.session();
  await session.exec('attach Gobi as g');
  await session.begin();
  assert.equal(await rows(session, 'select count(*) as n from g.stock'), [{ n: 3 }]);
  await clients[0]!.exec("insert into stock values (2, 1); update item set name = 'zwei' where id = 2");
  assert.equal(await rows(session, 'select count(*) as n from g.stock'), [{ n: 3 }]);
  assert.equal(await rows(session, 'select name from g.item where id = 2'), [{ name: 'two' }]);
  await session.commit();
  assert.equal(await rows(session, 'select count(*) as n from g.stock'), [{ n: 4 }]);
  assert.equal(await rows(session, 'select name from g.item where id = 2'), [{ name: 'zwei' }]);
  await clients[0]!.exec('alter table item add column extra int');
  assert.equal(await rows(session, 'select extra from g.item where id = 1'), [{ extra: null }]);
  await session.close();
  await engine.close();
});

test('a session of another service attaches one; its own is told', async () => {
  const other = await mount('Other');
  const session = other.session();
  const lines: string[] = [];
  await session.exec('attach Gobi; attach Other', [], { onPrint: (line) => lines.push(line) });
  assert.equal(lines, ['Other is the service of this lake: its tables need no prefix']);
  assert.equal(await rows(session, 'select count(*) as n from gobi.item'), [{ n: 2 }]);
  await session.exec('create table copied as select * from gobi.item');
  assert.equal(await rows(session, 'select count(*) as n from copied'), [{ n: 2 }]);
  await session.close();
  assert.is(await codeOf(other.exec('attach Nobody')), 'NETWORK_001');
});

test.run();
