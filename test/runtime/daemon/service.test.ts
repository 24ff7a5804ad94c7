import { connect as connectSocket } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { connect, type Client } from '../../../runtime/client/client.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { silentLog } from '../../../runtime/host/log.ts';
import { frameBytes, FrameReader, type Frame } from '../../../runtime/protocol/frame.ts';
import { decodeError } from '../../../runtime/protocol/error-record.ts';

const folder = mkdtempSync(join(tmpdir(), 'gobi-service-'));
const socket = join(folder, 's.sock');
let service: Service;
let client: Client;

const test = suite('service');

test.before(async () => {
  const pool = { idle: 1, most: 3 };
  const options = { name: 'Test', version: '0', folder, owner: {}, log: silentLog, pool, onStopped: () => undefined };
  service = await Service.start(options);
  await service.listen(socket);
  client = await connect({ path: socket });
  await client.exec(
    'create table account(id int primary key, balance int not null); insert into account values (1, 100), (2, 0)',
  );
  await client.exec(
    'upsert procedure transfer(a int, b int, amount int) { update account set balance = balance - amount where id = a; update account set balance = balance + amount where id = b; }',
  );
});

test.after(async () => {
  client.close();
  await service.stop('the test ends');
  rmSync(folder, { recursive: true });
});

test('gives results with their types, and errors with their places', async () => {
  const result = await client.query('select $1 as whole, $2 as word, null as nothing', [7, 'ä']);
  assert.equal(await result.rows(), [{ whole: 7, word: 'ä', nothing: null }]);
  try {
    await client.query('select nme from account');
    assert.unreachable();
  } catch (error) {
    const { code, place } = error as {
      readonly code: string;
      readonly place: { readonly span: { readonly start: number } };
    };
    assert.is(code, 'PLG1302');
    assert.is(place.span.start, 7);
  }
});

test('a transaction is seen by its session alone until it commits', async () => {
  const one = client.session();
  await one.begin();
  await one.query('insert into account values (3, 5)');
  assert.is((await client.query('select id from account where id = 3')).rowCount, 0);
  assert.is((await one.query('select id from account where id = 3')).rowCount, 1);
  await one.commit();
  assert.is((await client.query('select id from account where id = 3')).rowCount, 1);
  await one.close();
});

test('what a session keeps is there in its next request, and in no other session', async () => {
  const one = client.session();
  await one.exec('create temporary table mine(a int); insert into mine values (4)');
  assert.equal(await (await one.query('select a from mine')).rows(), [{ a: 4 }]);
  try {
    await client.query('select a from mine');
    assert.unreachable();
  } catch (error) {
    assert.match(String(error), /mine/);
  }
  await one.close();
});

test('an endless loop ends when it is cancelled, and disturbs nobody', async () => {
  const cancelling = new AbortController();
  const endless = client.exec('let i = 0; while (true) { i = i + 1 }', [], { signal: cancelling.signal });
  assert.equal(await (await client.query('select 1 as a')).rows(), [{ a: 1 }]);
  setTimeout(() => cancelling.abort(), 50);
  try {
    await endless;
    assert.unreachable();
  } catch (error) {
    assert.match(String(error), /Cancelled|cancelled/);
  }
});

test('requests of many sides at once give each its own answer', async () => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_, i) => (await client.query('select $1 * 2 as a', [i])).rows()),
  );
  assert.equal(
    answers,
    Array.from({ length: 200 }, (_, i) => [{ a: i * 2 }]),
  );
});

test('a result larger than all windows comes whole, also to a reader that is slow', async () => {
  const result = await client.query("select i, i::string || '-text' as t from range(600000) r(i)");
  assert.is(result.rowCount, 600000);
  const rows = await result.rows();
  assert.equal(rows.at(-1), { i: 599999, t: '599999-text' });
});

test('calls that meet on one row are done one after the other', async () => {
  await Promise.all(Array.from({ length: 40 }, () => client.call('transfer', [1, 2, 1])));
  const rows = await (await client.query('select id, balance from account where id < 3 order by id')).rows();
  assert.equal(rows, [
    { id: 1, balance: 60 },
    { id: 2, balance: 40 },
  ]);
});

test('bytes that are no frames end their connection with a reason, and no other', async () => {
  for (const bytes of [
    Buffer.from('GET / HTTP/1.1\r\n\r\n'),
    frameBytes('request', 1, new Uint8Array(3)),
    frameBytes('hello', 0, new Uint8Array(9)),
  ]) {
    const frame = await firstFrame(bytes);
    assert.is(frame.kind, 'error');
    assert.is(decodeError(frame.body).exception, 'ProtocolError');
  }
  assert.is((await client.query('select 1')).rowCount, 1);
});

function firstFrame(bytes: Uint8Array): Promise<Frame> {
  return new Promise((settle, fail) => {
    const reader = new FrameReader();
    const raw = connectSocket(socket, () => raw.write(bytes));
    raw.on('data', (data: Buffer) => {
      const [frame] = reader.push(data);
      if (frame === undefined) return;
      raw.destroy();
      settle(frame);
    });
    raw.on('error', fail);
    raw.on('close', () => fail(new Error('closed without a word')));
  });
}

test.run();
