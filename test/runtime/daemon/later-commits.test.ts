import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { connect, type Client } from '../../../runtime/client/client.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { silentLog } from '../../../runtime/host/log.ts';

const CLIENTS = 12;
const ROUNDS = 15;

const folder = mkdtempSync(join(tmpdir(), 'gobi-later-'));
const socket = join(folder, 's.sock');
let service: Service;
let clients: readonly Client[];

const test = suite('commits that no thread waits for');

test.before(async () => {
  const pool = { idle: 1, steady: 2, most: 4 };
  const options = { name: 'Test', version: '0', folder, owner: {}, log: silentLog, pool, onStopped: () => undefined };
  service = await Service.start(options);
  await service.listen(socket);
  clients = await Promise.all(Array.from({ length: CLIENTS }, () => connect({ path: socket })));
  await clients[0]!.exec(
    `create table counter(id int primary key, n int not null); insert into counter select i, 0 from range(20) r(i);
     create table mark(id int primary key, who int not null);
     upsert procedure bump(which int) returns int? {
       update counter set n = n + 1 where id = {which};
       return (select n from counter where id = {which});
     }
     upsert procedure bump_and_say(which int) {
       print('counting');
       update counter set n = n + 1 where id = {which};
     }`,
  );
});

test.after(async () => {
  for (const client of clients) client.close();
  await service.stop('the test ends');
  rmSync(folder, { recursive: true });
});

/** Does something with every client at once, some times over. */
async function together(work: (client: Client, who: number, round: number) => Promise<void>): Promise<void> {
  await Promise.all(
    clients.map(async (client, who) => {
      for (let round = 0; round < ROUNDS; round++) await work(client, who, round);
    }),
  );
}

async function numbers(query: string): Promise<readonly unknown[]> {
  return (await (await clients[0]!.query(query)).rows()).map((row) => Object.values(row)[0]);
}

test('of calls that count on one row each gives a number of its own', async () => {
  const seen: unknown[] = [];
  await together(async (client) => void seen.push(await client.call('bump', [1])));
  assert.equal(
    seen.map(Number).sort((a, b) => a - b),
    Array.from({ length: CLIENTS * ROUNDS }, (_, i) => i + 1),
  );
  assert.equal(await numbers('select n from counter where id = 1'), [CLIENTS * ROUNDS]);
});

test('what was answered is seen by the next request of whoever asks', async () => {
  await together(async (client, who, round) => {
    await client.call('bump', [who + 2]);
    const [row] = await (await client.query('select n from counter where id = $1', [who + 2])).rows();
    assert.equal(row, { n: round + 1 });
  });
});

test('of those who insert one key, one has done it, and the others are told so', async () => {
  const done: unknown[] = [];
  const refused: unknown[] = [];
  await together(async (client, who, round) => {
    try {
      await client.query('insert into mark values ($1, $2)', [round, who]);
      done.push(round);
    } catch (error) {
      refused.push((error as { readonly exception: string }).exception);
    }
  });
  assert.is(done.length, ROUNDS);
  assert.equal([...new Set(refused)], ['UniqueViolation']);
  assert.equal(await numbers('select count(*) from mark'), [ROUNDS]);
});

test('what says something while it runs says it once', async () => {
  let said = 0;
  await together(async (client, who) => {
    const onPrint = (line: string): void => void (said += Number(line === 'counting'));
    await client.exec('call bump_and_say($1)', [who + 2], { onPrint });
  });
  assert.equal(await numbers('select sum(n)::int from counter where id >= 2'), [2 * CLIENTS * ROUNDS]);
  assert.is(said, CLIENTS * ROUNDS);
});

test.run();
