import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { wireLink } from '../../../runtime/client/wire-link.ts';
import { Wire } from '../../../runtime/client/wire.ts';
import { connect, type Client } from '../../../runtime/client/client.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { Engine } from '../../../runtime/engine.ts';
import { silentLog } from '../../../runtime/host/log.ts';

const folder = mkdtempSync(join(tmpdir(), 'gobi-service-roles-'));
const socket = join(folder, 's.sock');
const address = { path: socket };
let service: Service;
let client: Client;
let owner: Engine;

const test = suite('roles of a service');

test.before(async () => {
  const pool = { idle: 1, most: 3 };
  const options = { name: 'Test', version: '0', folder, owner: {}, log: silentLog, pool, onStopped: () => undefined };
  service = await Service.start(options);
  await service.listen(socket);
  client = await connect(address);
  owner = new Engine(wireLink(await Wire.open(address)));
  await client.exec(
    `create table orders(id int primary key, amount int); insert into orders values (1, 10);
     create table salaries(name string primary key, amount int); insert into salaries values ('Ann', 10);
     upsert procedure total() returns int { return len(select * from salaries) };
     create role clerk; create role guest; grant select, insert on table orders to clerk; grant execute on procedure total to clerk`,
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

test('a token gives the rights of its role, and no others', async () => {
  const { token } = await owner.createToken('clerk');
  const clerk = await connect(address, { token });
  assert.equal(await (await clerk.query('select amount from orders where id = 1')).rows(), [{ amount: 10 }]);
  assert.is(await clerk.call('total'), 1);
  const session = clerk.session();
  for (const runner of [clerk, session])
    assert.is((await failureOf(runner.query('select * from salaries'))).code, 'PLG1804');
  await session.begin();
  await session.query('insert into orders values (2, 20)');
  assert.is((await failureOf(session.query('delete from orders'))).code, 'PLG1804');
  await session.rollback();
  await session.query('select 1');
  assert.is((await failureOf(session.query('select * from salaries'))).code, 'PLG1804');
  assert.is((await failureOf(clerk.query('select * from system.tokens'))).code, 'PLG1804');
  clerk.close();
});

test('statements of the same text serve roles and the owner apart', async () => {
  const guest = await connect(address, { role: 'guest' });
  for (let round = 0; round < 3; round++) {
    assert.is((await client.query('select amount from orders where id = 1')).rowCount, 1);
    assert.is((await failureOf(guest.query('select amount from orders where id = 1'))).code, 'PLG1804');
  }
  guest.close();
});

test('the owner may lower a connection or one session to a role; a token may not change it', async () => {
  const lowered = await connect(address, { role: 'clerk' });
  assert.is((await failureOf(lowered.query('select * from salaries'))).code, 'PLG1804');
  const session = await owner.sessionOf('guest');
  assert.is((await failureOf(session.query('select * from orders'))).code, 'PLG1804');
  assert.is((await owner.query('select * from orders')).rowCount, 1);
  const { token } = await owner.createToken('guest');
  assert.is((await failureOf(connect(address, { token, role: 'clerk' }))).exception, 'AccessDenied');
  assert.is((await failureOf(connect(address, { role: 'cler' }))).exception, 'ObjectNotFound');
  const guest = new Engine(wireLink(await Wire.open(address, { token })));
  assert.is((await failureOf(guest.sessionOf('clerk'))).exception, 'AccessDenied');
  await guest.close();
  lowered.close();
});

test('code, tokens and the service itself are for the owner alone', async () => {
  const { token, id } = await owner.createToken('clerk');
  const wire = await Wire.open(address, { token });
  const clerk = new Engine(wireLink(wire));
  for (const work of [
    () => clerk.deploy([]),
    () => clerk.rollbackCode(),
    () => clerk.createToken('clerk'),
    () => clerk.revokeToken(id),
  ])
    assert.is((await failureOf(work())).exception, 'AccessDenied');
  await clerk.close();
  const controls = await connect(address, { token });
  assert.is((await failureOf(controls.control('stop'))).exception, 'AccessDenied');
  assert.ok((await controls.control('status')).rowCount > 0);
  controls.close();
});

test('a revoked token, one that has expired and one of a dropped role let nobody in, and those who are in do no more', async () => {
  const { id, token } = await owner.createToken('clerk');
  const clerk = await connect(address, { token });
  await clerk.query('select 1');
  await owner.revokeToken(id);
  assert.is((await failureOf(clerk.query('select 1'))).exception, 'LoginRefused');
  assert.is((await failureOf(connect(address, { token }))).exception, 'LoginRefused');
  const short = await owner.createToken('clerk', new Date(Date.now() + 300));
  const brief = await connect(address, { token: short.token });
  await new Promise((settle) => setTimeout(settle, 350));
  assert.is((await failureOf(brief.query('select 1'))).exception, 'LoginRefused');
  await client.exec('create role passing');
  const passing = await connect(address, { token: (await owner.createToken('passing')).token });
  await client.exec('drop role passing; create role passing');
  assert.is((await failureOf(passing.query('select 1'))).exception, 'LoginRefused');
  assert.is((await failureOf(owner.createToken('nobody'))).exception, 'ObjectNotFound');
  assert.is((await failureOf(owner.createToken('clerk', new Date(0)))).exception, 'InvalidOperation');
  assert.is((await failureOf(owner.revokeToken('nothing'))).exception, 'ObjectNotFound');
});

test('tokens are kept as hashes, and listed without them', async () => {
  const { id, token } = await owner.createToken('guest');
  const [row] = await (await client.query('select * from system.tokens where id = $1', [id])).rows();
  assert.equal(Object.keys(row!), ['id', 'role', 'created_at', 'expires_at']);
  const secret = token.slice(token.lastIndexOf('_') + 1);
  for (const file of ['catalog.sqlite', 'catalog.sqlite-wal'])
    assert.not.ok(readFileSync(join(folder, '.gobi', file)).includes(secret), file);
});

test.run();
