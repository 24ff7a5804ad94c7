import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { connect, type Client } from '../../../runtime/client/client.ts';
import { wireLink } from '../../../runtime/client/wire-link.ts';
import { Wire } from '../../../runtime/client/wire.ts';
import type { AuditSettings } from '../../../runtime/daemon/audit-log.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { Engine } from '../../../runtime/engine.ts';
import { silentLog } from '../../../runtime/host/log.ts';

const test = suite('the audit log');
let folder = '';

test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'gobi-audit-'));
  mkdirSync(join(folder, '.gobi'));
  writeFileSync(join(folder, '.gobi/key'), '0123456789abcdef'.repeat(4), { mode: 0o600 });
});
test.after.each(() => rmSync(folder, { recursive: true, force: true }));

const refused = (): never => assert.unreachable('it is refused') as never;

async function served(audit: AuditSettings | undefined, work: (client: Client, socket: string) => Promise<void>) {
  const socket = join(folder, 's.sock');
  const service = await Service.start({
    ...{ name: 'Test', version: '0', folder, owner: {}, log: silentLog, pool: { idle: 1, most: 2 } },
    ...(audit === undefined ? {} : { audit }),
    onStopped: () => undefined,
  });
  await service.listen(socket);
  const client = await connect({ path: socket }, { client: 'tester' });
  try {
    await work(client, socket);
  } finally {
    client.close();
    await service.stop('the test ends');
  }
}

/** The entries, once there are so many; without times and numbers. */
async function entries(client: Client, count: number): Promise<readonly Record<string, unknown>[]> {
  for (let round = 0; ; round++) {
    const result = await client.query(
      'select client, token, role, action, text, outcome, code, connection is null as alone from system.audit_log order by at',
    );
    const rows = await result.rows();
    if (rows.length >= count || round > 100) return rows;
    await sleep(20);
  }
}

test('tells definitions, rights, refusals and failed logins, and no secrets; not what is read', () =>
  served(undefined, async (client, socket) => {
    await client.exec('create table t (id int primary key); insert into t values (1); select * from t');
    await client.exec('create role clerk');
    await client.exec("type secret as tok (kind: 'https', key: 'authorization', value: 'bearer hush')");
    const owner = new Engine(wireLink(await Wire.open({ path: socket })));
    const { token } = await owner.createToken('clerk');
    const clerk = await connect({ path: socket }, { token, client: 'clerk app' });
    await clerk.query('select * from t').then(refused, () => undefined);
    const other = connect({ path: socket }, { token: `${token.slice(0, -2)}xx` });
    await other.then(refused, () => undefined);
    const found = await entries(client, 7);
    const short = found.map(({ client, role, action, outcome }) => [client, role, action, outcome]);
    assert.equal(short, [
      ['tester', null, 'create table', 'done'],
      ['tester', null, 'create role', 'done'],
      ['tester', null, 'type secret', 'done'],
      ['pl-grizzly', null, 'create token', 'done'],
      ['clerk app', 'clerk', 'login', 'done'],
      ['clerk app', 'clerk', 'execute', 'denied'],
      ['pl-grizzly', null, 'login', 'denied'],
    ]);
    assert.ok(!JSON.stringify(found).includes('hush'));
    assert.is(found[2]!['text'], null);
    assert.type(found[4]!['token'], 'string');
    assert.is(found[5]!['code'], 'PLG1804');
    clerk.close();
    await owner.close();
  }));

test('of everything, it tells what is read too; of nothing, nothing; it outlives the service', async () => {
  await served({ level: 'all', days: 90 }, async (client) => {
    await client.query('select 1 as one');
    await client.exec('create table t (id int)');
    await client.query('select nope').then(refused, () => undefined);
    const found = await entries(client, 4);
    assert.equal(
      found.slice(0, 4).map(({ action, outcome }) => [action, outcome]),
      [
        ['login', 'done'],
        ['execute', 'done'],
        ['create table', 'done'],
        ['execute', 'failed'],
      ],
    );
  });
  let kept = 0;
  await served({ level: 'none', days: 90 }, async (client) => {
    kept = (await entries(client, 5)).length;
    await client.exec('drop table t');
    await sleep(50);
    assert.is((await entries(client, kept)).length, kept);
  });
  await served({ level: 'definitions', days: 1e-9 }, async (client) => {
    await sleep(10);
    await client.exec('create table u (id int)');
    await sleep(100);
    assert.is((await entries(client, 0)).length, 0, 'what is too old is forgotten');
  });
});

test('others read it who may read the schema of the system, and nobody writes it', () =>
  served(undefined, async (client, socket) => {
    await client.exec('create role auditor; create role other; grant select on schema system to auditor');
    const owner = new Engine(wireLink(await Wire.open({ path: socket })));
    for (const [role, may] of [
      ['auditor', true],
      ['other', false],
    ] as const) {
      const { token } = await owner.createToken(role);
      const it = await connect({ path: socket }, { token });
      const code = await it.query('select * from system.audit_log').then(
        () => null,
        (error: unknown) => (error as GobiError).code,
      );
      assert.is(code, may ? null : 'PLG1804');
      it.close();
    }
    await client.exec('delete from system.audit_log').then(refused, () => undefined);
    await owner.close();
  }));

test.run();
