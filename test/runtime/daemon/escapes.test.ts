import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { connect, type Client } from '../../../runtime/client/client.ts';
import { Wire } from '../../../runtime/client/wire.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { open } from '../../../runtime/engine.ts';
import { silentLog } from '../../../runtime/host/log.ts';
import { encodeRequest } from '../../../runtime/protocol/messages.ts';

/*
 * Ways that a client with few rights may think of to reach what is not its own. Each ends with a coded error, and the service serves on.
 */
const root = mkdtempSync(join(tmpdir(), 'gobi-escapes-'));
const folder = join(root, 'lake');
const address = { path: join(root, 's.sock') };
const outside = join(root, 'outside.csv');
let service: Service;
let owner: Client;
let clerk: Client;
let token = '';

const test = suite('escapes');

test.before(async () => {
  mkdirSync(folder);
  writeFileSync(outside, 'n\n1\n');
  writeFileSync(join(root, 'own.plg'), 'select * from salaries');
  symlinkSync(outside, join(folder, 'link.csv'));
  writeFileSync(join(folder, 'inside.csv'), 'n\n1\n');
  const setup = await open(folder, { workers: 0 });
  writeFileSync(join(folder, '.gobi/key'), '0f'.repeat(32), { mode: 0o600 });
  await setup.exec(`
    create table mine(id int primary key, body json); insert into mine values (1, '{"a": 1}');
    create table salaries(name string primary key, amount int); insert into salaries values ('Ann', 10);
    create view pay as select * from salaries;
    upsert procedure secret_pay() returns int { return len(select * from salaries) };
    upsert procedure size_of as <{ rights: invoker }> (source string) returns int { return len(select * from source) };
    upsert procedure relay as <{ rights: invoker }> () returns int { return secret_pay() };
    create role clerk; create role boss;
    grant select, insert on table mine to clerk; grant execute on procedure size_of to clerk;
    grant execute on procedure relay to clerk; grant all on schema main to boss`);
  await setup.exec("type secret as pass (kind: 'https', value: $value)", { value: 'hunter2' });
  token = (await setup.createToken('clerk')).token;
  await setup.close();
  const pool = { idle: 1, most: 3 };
  service = await Service.start({
    ...{ name: 'Test', version: '0', folder, log: silentLog, pool },
    owner: { fileFolders: [] },
    onStopped: () => undefined,
  });
  await service.listen(address.path);
  owner = await connect(address);
  clerk = await connect(address, { token });
});

test.after(async () => {
  owner.close();
  clerk.close();
  await service.stop('the test ends');
  rmSync(root, { recursive: true });
});

/** Texts of a client with the role `clerk`. */
const texts: readonly string[] = [
  // other tables, by all the names that they have
  'select * from salaries',
  'select * from `salaries`',
  'select * from main.salaries',
  'select * from pay',
  'select (select max(amount) from salaries)',
  'select * from mine where exists (select 1 from salaries)',
  'with w as (select * from salaries) select * from w',
  'insert into mine select amount, null from salaries',
  'create temporary table copied as select * from salaries',
  'create view window_in as select * from salaries',
  "insert into salaries values ('Eve', 1)",
  'update salaries set amount = 0',
  'delete from salaries',
  'delete from mine',
  'drop table salaries',
  'alter table salaries add column x int',
  'create temporary table mine(id int)',
  'select * from salaries at (version => 1)',
  'describe salaries',
  // the rights of others
  'grant select on table salaries to clerk',
  'grant execute on procedure secret_pay to clerk',
  'create role other',
  'drop role boss',
  'call secret_pay()',
  'select secret_pay()',
  'call relay()',
  "call size_of('salaries')",
  "call size_of('main.salaries')",
  "call size_of('system.tokens')",
  'upsert procedure thief() returns int { return len(select * from salaries) }',
  'upsert function thief(a int) returns int { return a }',
  'upsert trigger thief on mine after insert { }',
  // secrets, tokens and who else is there
  'select * from system.tokens',
  'select * from system.secrets',
  'select * from system.grants',
  'select * from system.procedures',
  'select pass',
  'drop secret pass',
  "type secret as pass (kind: 'https', value: 'mine')",
  // files and other lakes
  "select * from 'inside.csv'",
  `select * from '${outside}'`,
  "select * from 'link.csv'",
  "copy mine to 'out.csv'",
  "copy mine from 'inside.csv'",
  `attach '${root}' as other`,
  `attach '${root}/own.plg' as own; execute own`,
  "call size_of('inside.csv')",
  // what is behind the language
  'select globalThis',
  'select process.env',
  'select constructor',
  'select 1::constructor',
  'show constructor',
  "select body.constructor.constructor('return process')() from mine",
  'select id.__proto__.polluted from mine',
  "select require('fs')",
  "select eval('1')",
  'select (x -> x).constructor',
];

test('no text of a role reaches what the role has no right to', async () => {
  for (const text of texts) await refused(() => clerk.exec(text), text);
  const session = clerk.session();
  for (const text of texts) await refused(() => session.exec(text), `in a session: ${text}`);
  assert.equal(await (await owner.query('select name, amount from salaries')).rows(), [{ name: 'Ann', amount: 10 }]);
  assert.is((await owner.query('select id from mine')).rowCount, 1);
});

test('files outside are out of reach for the owner too', async () => {
  for (const path of [
    outside,
    'link.csv',
    '../outside.csv',
    '.gobi/key',
    '.gobi/catalog.sqlite',
    '/etc/passwd',
    '/proc/self/environ',
  ])
    await refused(() => owner.query(`select * from '${path}'`), path);
});

test('values of JSON that are named as what objects have are values and no more', async () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
  for (const name of names) {
    const rows = await (
      await owner.query('select $1::json as j', [JSON.stringify({ [name]: { polluted: 1 } })])
    ).rows();
    assert.is(rows.length, 1);
    await owner.query(`select 1 as \`${name}\``);
  }
  assert.is(({} as Record<string, unknown>)['polluted'], undefined);
});

test('no frame of a role reaches other sessions, other rights or the service', async () => {
  const hidden = owner.session();
  await hidden.exec('begin; create temporary table hidden(a int); insert into hidden values (1)');
  const wire = await Wire.open(address, { token });
  const ask = (body: Uint8Array): Promise<unknown> => wire.request(body, () => undefined);
  for (const session of [0, 1, 2, 3])
    await refused(
      () => ask(encodeRequest('EXECUTE_SQL', { session, text: 'select * from hidden' })),
      `session ${session}`,
    );
  for (const [what, body] of [
    ['start', encodeRequest('SESSION', { session: 9, action: 'start', role: 'boss' })],
    ['commit of others', encodeRequest('SESSION', { session: 8, action: 'commit' })],
    ['call', encodeRequest('CALL_PROCEDURE', { procedure: 'secret_pay' })],
    ['call with texts', encodeRequest('CALL_PROCEDURE', { procedure: 'secret_pay', texts: {} })],
    [
      'call of a text',
      encodeRequest('CALL_PROCEDURE', { procedure: 'size_of(1); select * from salaries; --', texts: {} }),
    ],
    ['ingest', encodeRequest('INGEST', { table: 'salaries', mode: 'upsert' })],
    ['token', encodeRequest('TOKEN', { action: 'create', role: 'boss' })],
    ['deploy', encodeRequest('DEPLOY', { files: [] })],
    ['rollback', encodeRequest('ROLLBACK_CODE', {})],
    ['maintain', encodeRequest('MAINTAIN', {})],
    ['profile', encodeRequest('PROFILE', { procedure: 'size_of', texts: {} })],
    ['stop', encodeRequest('SERVICE_CONTROL', { action: 'stop' })],
    ['drain', encodeRequest('SERVICE_CONTROL', { action: 'drain' })],
  ] as const)
    if (what !== 'ingest') await refused(() => ask(body), what);
  await refused(() => clerk.ingest('salaries', [{ name: 'Eve', amount: 1 }]), 'ingest');
  wire.close();
  assert.is((await hidden.query('select a from hidden')).rowCount, 1);
  await hidden.close();
});

async function refused(work: () => Promise<unknown>, what: string): Promise<void> {
  try {
    await work();
  } catch (error) {
    assert.instance(error, GobiError, what);
    const { code, exception } = error as GobiError;
    assert.match(code, /^[A-Z]+_?\d+$/, what);
    assert.not.match(exception, /Internal|WorkerLost|Disconnected/, `${what}: ${exception}`);
    return;
  }
  assert.unreachable(`it was let through: ${what}`);
}

test.run();
