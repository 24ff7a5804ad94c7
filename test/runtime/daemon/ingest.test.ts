import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { connect, type Client } from '../../../runtime/client/client.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { silentLog } from '../../../runtime/host/log.ts';

const folder = mkdtempSync(join(tmpdir(), 'gobi-ingest-'));
const socket = join(folder, 's.sock');
let service: Service;
let client: Client;

const test = suite('ingest and stream');

test.before(async () => {
  const pool = { idle: 1, most: 3 };
  const options = { name: 'Test', version: '0', folder, owner: {}, log: silentLog, pool, onStopped: () => undefined };
  service = await Service.start(options);
  await service.listen(socket);
  client = await connect({ path: socket });
  await client.exec(
    "create table t(id int primary key, price decimal(10, 2), day date, note string default 'none', small int8)",
  );
});

test.after(async () => {
  client.close();
  await service.stop('the test ends');
  rmSync(folder, { recursive: true });
});

test.before.each(async () => void (await client.exec('delete from t')));

const count = async (): Promise<unknown> => (await (await client.query('select count(*) as n from t')).rows())[0]!['n'];

const snapshots = async (): Promise<number> =>
  Number((await (await client.query('select count(*) as n from system.snapshots')).rows())[0]!['n']);

async function refused(work: Promise<unknown>, pattern: RegExp): Promise<void> {
  let value: unknown;
  try {
    value = await work;
  } catch (error) {
    assert.match(String(error), pattern);
    return;
  }
  assert.unreachable(`gave ${String(value)}`);
}

test('rows go in by name, with defaults, values becoming those of the columns', async () => {
  const day = new Date('2026-02-03');
  assert.is(
    await client.ingest('t', [
      { ID: 1, price: '12.5', day: '2026-01-14' },
      { ID: 2, price: '7', day: '2026-01-15' },
    ]),
    2,
  );
  assert.is(await client.ingest('main.t', { id: [3], price: [0.25], day: [day], note: ['n'], small: [7] }), 1);
  assert.equal(await (await client.query('select * from t order by id')).rows(), [
    { id: 1, price: '12.50', day: '2026-01-14', note: 'none', small: null },
    { id: 2, price: '7.00', day: '2026-01-15', note: 'none', small: null },
    { id: 3, price: '0.25', day: '2026-02-03', note: 'n', small: 7 },
  ]);
});

test('an upsert takes the place of rows with the same key; an insert is refused', async () => {
  await client.ingest('t', [{ id: 1, note: 'a' }]);
  await refused(client.ingest('t', [{ id: 2 }, { id: 1 }]), /id/);
  assert.is(await count(), 1);
  assert.is(
    await client.ingest(
      't',
      [
        { id: 1, note: 'b' },
        { id: 2, note: 'c' },
      ],
      { mode: 'upsert' },
    ),
    2,
  );
  assert.equal(await (await client.query('select id, note from t order by id')).rows(), [
    { id: 1, note: 'b' },
    { id: 2, note: 'c' },
  ]);
});

test('a value that would lose something is refused with its column, and nothing is left', async () => {
  const bad: readonly (readonly [Record<string, unknown>, RegExp])[] = [
    [{ id: 1, price: '1.255' }, /'1\.255'.*decimal\(10,2\).*`price`.*lost/],
    [{ id: 1, price: 1.255 }, /1\.255.*`price`/],
    [{ id: 1.5 }, /1\.5.*`id`/],
    [{ id: 1, small: 300 }, /300.*`small`/],
    [{ id: 1, day: new Date('2026-02-03T04:00:00Z') }, /`day`/],
    [{ id: 1, day: true }, /column day.*boolean/],
    [{ id: 1, prize: 3 }, /`prize`.*`price`/],
    [{ price: 3 }, /id/],
  ];
  for (const [row, pattern] of bad) await refused(client.ingest('t', [row]), pattern);
  await refused(client.ingest('nowhere', [{ a: 1 }]), /nowhere/);
  await refused(client.ingest('t', [{ id: 1 }, { id: 2, day: '2026-01-01' }]), /first row/);
  assert.is(await count(), 0);
  assert.is((await client.query('select 1')).rowCount, 1);
});

test('many batches are one commit; when the rows fail in the middle nothing is left', async () => {
  async function* rows(end: number, fail: boolean): AsyncGenerator<{ id: number; note: string }> {
    for (let id = 0; id < end; id++) yield { id, note: `row ${id} ${'x'.repeat(100)}` };
    if (fail) throw new Error('the source failed');
  }
  await refused(client.ingest('t', rows(40_000, true)), /the source failed/);
  assert.is(await count(), 0);
  const before = await snapshots();
  assert.is(await client.ingest('t', rows(40_000, false)), 40_000);
  assert.is(await snapshots(), before + 1);
  assert.is(await count(), 40_000);
  assert.is(await client.ingest('t', []), 0);
});

test('a client that is gone in the middle leaves nothing', async () => {
  const other = await connect({ path: socket });
  async function* rows(): AsyncGenerator<{ id: number }> {
    for (let id = 0; id < 20_000; id++) yield { id };
    other.close();
    yield { id: -1 };
  }
  await refused(other.ingest('t', rows()), /closed/);
  assert.is(await count(), 0);
  assert.is(await client.ingest('t', [{ id: 1 }]), 1);
});

test('a stream gives all rows, and takes no memory for those that are not read yet', async () => {
  const from = process.memoryUsage().arrayBuffers;
  let rows = 0;
  let sum = 0;
  let most = 0;
  for await (const batch of client.stream("select i, 'text ' || i::string as t from range(3000000) r(i)")) {
    rows += batch.rowCount;
    sum += Number((await batch.arrow()).getChild('i')!.get(batch.rowCount - 1));
    if (rows < 500_000) await new Promise((settle) => setTimeout(settle, 20));
    most = Math.max(most, process.memoryUsage().arrayBuffers - from);
  }
  assert.is(rows, 3_000_000);
  assert.ok(sum > 0);
  assert.ok(most < 160 * 2 ** 20, `${Math.round(most / 2 ** 20)} MiB`);
});

test('leaving a stream ends what runs', async () => {
  for await (const batch of client.stream('select i from range(5000000) r(i)')) {
    assert.ok(batch.rowCount > 0);
    break;
  }
  await refused(
    (async () => {
      for await (const batch of client.stream('select nothing_there')) assert.unreachable(String(batch));
    })(),
    /nothing_there/,
  );
  for (let tries = 0; service.status['running'] !== 0; tries++) {
    assert.ok(tries < 100, 'the request still runs');
    await new Promise((settle) => setTimeout(settle, 20));
  }
  const batches: number[] = [];
  for await (const batch of client.stream('select 1 as a where false')) batches.push(batch.rowCount);
  assert.equal(batches, [0]);
});

test.run();
