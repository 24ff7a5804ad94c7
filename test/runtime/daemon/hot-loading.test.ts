import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { connect, type Client } from '../../../runtime/client/client.ts';
import { wireLink } from '../../../runtime/client/wire-link.ts';
import { Wire } from '../../../runtime/client/wire.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { Engine } from '../../../runtime/engine.ts';
import { encodeRequest } from '../../../runtime/protocol/messages.ts';
import type { LogEntry } from '../../../runtime/host/log.ts';

const folder = mkdtempSync(join(tmpdir(), 'gobi-hot-'));
const log: LogEntry[] = [];
let service: Service;
let client: Client;

const test = suite('hot loading');

const version = (n: number): string => `upsert procedure now() returns int as sync { return ${n} }`;
const save = (file: string, text: string): void => writeFileSync(join(folder, file), text);

/** Waits until a deploy has had an outcome after the first `seen` entries of the log. */
async function deployed(seen: number): Promise<LogEntry> {
  for (let round = 0; round < 500; round++) {
    const entry = log.slice(seen).find(({ message }) => message === 'a deploy of the project');
    if (entry !== undefined) return entry;
    await new Promise((settle) => setTimeout(settle, 20));
  }
  throw new Error('nothing was deployed');
}

test.before(async () => {
  save('now.plg', version(1));
  mkdirSync(join(folder, 'scripts'));
  save('scripts/hand.plg', 'drop table nothing_of_this_name');
  const options = { name: 'Hot', version: '0', folder, owner: {}, pool: { idle: 1, most: 2 } };
  service = await Service.start({ ...options, log: { write: (entry) => log.push(entry) }, onStopped: () => undefined });
  await service.listen(join(folder, 's.sock'));
  client = await connect({ path: join(folder, 's.sock') });
});

test.after(async () => {
  client.close();
  await service.stop('the test ends');
  rmSync(folder, { recursive: true });
});

test('what the folder declares is there when the service is', async () => {
  assert.is(await client.call('now'), 1);
});

test('a saved file is served from then on, and calls that run finish on their version', async () => {
  save(
    'slow.plg',
    'upsert procedure slow() returns int as sync { let a = now(); let i = 0; while (i < 30000000) { i = i + 1 } return a * 100 + now() }',
  );
  await deployed(log.length);
  const seen = log.length;
  const slow = client.call('slow');
  slow.catch(() => undefined);
  await new Promise((settle) => setTimeout(settle, 20));
  save('now.plg', version(2));
  assert.is((await deployed(seen)).facts['outcome'], 'applied');
  assert.is(await client.call('now'), 2);
  assert.ok([101, 202].includes((await slow) as number), 'one call saw two versions');
});

test('a file that does not check leaves the version before in place, and says so', async () => {
  const seen = log.length;
  save('now.plg', 'upsert procedure now() returns int as sync { return nothing }');
  const { facts } = await deployed(seen);
  assert.is(facts['outcome'], 'refused');
  assert.is(await client.call('now'), 2);
  assert.match(String(service.status['last_deploy']), /^refused/);
});

test('a deploy that breaks connected typed clients names them and why in the log, and goes on', async () => {
  save('now.plg', version(3));
  await deployed(log.length);
  const wire = await Wire.open({ path: join(folder, 's.sock') });
  const result = { value: { type: { kind: 'int', bits: 64, unsigned: false }, nullable: false } };
  const now = { kind: 'procedure', name: 'now', signature: 'now() returns int', parameters: [], result };
  await wire.request(encodeRequest('BIND', { name: 'reports', hash: '', routines: [now] }), () => undefined);
  let seen = log.length;
  save('now.plg', version(4));
  assert.is((await deployed(seen)).facts['breaks'], undefined);
  seen = log.length;
  save('slow.plg', 'upsert procedure slow() returns int as sync { return 1 }');
  await deployed(seen);
  seen = log.length;
  save('now.plg', "upsert procedure now() returns string as sync { return 'never' }");
  assert.equal((await deployed(seen)).facts['breaks'], [
    'typed client reports: procedure `now` gives something else: it was `now() returns int`, now it is `now() returns string`',
  ]);
  assert.is(await client.call('now'), 'never');
  seen = log.length;
  const deploying = new Engine(wireLink(wire));
  const other = [{ name: 'other.plg', text: 'upsert procedure other() { }' }];
  await deploying.deploy(other, { dryRun: true });
  await deploying.deploy(other, {});
  const told = log.slice(seen).filter(({ message }) => message === 'a deploy by a client');
  assert.equal(
    told.map(({ facts }) => [facts['client'], facts['outcome']]),
    [['pl-grizzly', 'applied']],
  );
  await deploying.close();
});

test.run();
