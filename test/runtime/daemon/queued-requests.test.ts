import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { connect, type Client } from '../../../runtime/client/client.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { silentLog } from '../../../runtime/host/log.ts';

const CLIENTS = 40;

const folder = mkdtempSync(join(tmpdir(), 'gobi-queued-'));
const socket = join(folder, 's.sock');
let service: Service;
let clients: readonly Client[];

const test = suite('requests that wait behind others in a thread');

test.before(async () => {
  // two threads work at once, so that of many requests most wait behind others
  const pool = { idle: 1, steady: 2, most: 4 };
  const options = { name: 'Test', version: '0', folder, owner: {}, log: silentLog, pool, onStopped: () => undefined };
  service = await Service.start(options);
  await service.listen(socket);
  clients = await Promise.all(Array.from({ length: CLIENTS }, () => connect({ path: socket })));
  await clients[0]!.exec(
    `create table t(id int primary key, v string not null);
     upsert procedure slow() returns int { let n = 0; while n < 4000000000 { n = n + 1 } return n }`,
  );
});

test.after(async () => {
  for (const client of clients) client.close();
  await service.stop('the test ends');
  rmSync(folder, { recursive: true });
});

test('each request gets its own answer', async () => {
  const got = await Promise.all(
    clients.flatMap((client, who) =>
      Array.from({ length: 20 }, async (_, i) => {
        const rows = await (await client.query(`select ${who * 100 + i} as n`)).rows();
        return rows[0]!['n'] === who * 100 + i;
      }),
    ),
  );
  assert.is(got.filter(Boolean).length, CLIENTS * 20);
});

test('short requests do not wait for a long one that they were queued behind', async () => {
  const [first, ...others] = clients;
  const cancel = new AbortController();
  let ended = false;
  // given with the others at once, so that some of them stand behind it
  const long = first!
    .call('slow', [], { signal: cancel.signal })
    .catch((error: unknown) => error)
    .finally(() => (ended = true));
  await Promise.all(others.map((client) => client.query('select 1')));
  assert.is(ended, false);
  cancel.abort();
  await long;
});

test('a transaction that begins in a thread keeps others out of it', async () => {
  const [first, ...others] = clients;
  const work = first!.transaction(async (it) => {
    await it.exec("insert into t values (1, 'not yet')");
    const seen = await Promise.all(others.map(async (client) => (await client.query('select * from t')).rows()));
    assert.ok(seen.every((rows) => rows.length === 0));
    await it.exec("update t set v = 'now'");
  });
  await Promise.all([work, ...others.map((client) => client.query('select count(*) from t'))]);
  assert.equal(await (await first!.query('select * from t')).rows(), [{ id: 1, v: 'now' }]);
});

test('what waits behind a request whose thread ends is done by another', async () => {
  for (let round = 0; round < 5; round++) {
    const asked = clients.flatMap((client) => Array.from({ length: 10 }, (_, i) => client.query(`select ${i} as n`)));
    await asked[CLIENTS];
    while (!service.crash('run')) await sleep(0);
    const answers = await Promise.allSettled(asked);
    // what ran is lost with its thread
    const lost = answers.filter(({ status }) => status === 'rejected').length;
    assert.ok(lost <= 1, `${lost} of ${answers.length} were lost`);
  }
});

test.run();
