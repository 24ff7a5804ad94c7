import { connect as connectSocket, type NetConnectOpts, type Socket } from 'node:net';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { connect } from '../../../runtime/client/client.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { SilentConnections, type TurnedAway } from '../../../runtime/daemon/silent-connections.ts';
import { open } from '../../../runtime/engine.ts';
import type { LogEntry } from '../../../runtime/host/log.ts';
import type { ErrorData } from '../../../runtime/protocol/error-data.ts';
import { decodeError } from '../../../runtime/protocol/error-record.ts';
import { frameBytes, FrameReader } from '../../../runtime/protocol/frame.ts';
import { encodeRequest } from '../../../runtime/protocol/messages.ts';

const SILENT = 20;
const HELLO_MILLISECONDS = 700;
const pem = (ending: string): string =>
  readFileSync(new URL(`../../fixtures/tls/localhost.${ending}`, import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'gobi-silent-'));
const path = join(folder, 's.sock');
const host = '127.0.0.1';
const log: LogEntry[] = [];
let service: Service;
let [plain, secure] = [0, 0];
let token = '';

const test = suite('connections that say nothing');

test.before(async () => {
  const setup = await open(folder, { workers: 0 });
  await setup.exec('create role clerk');
  token = (await setup.createToken('clerk')).token;
  await setup.close();
  const limits = { connections: 5, silent: SILENT, helloMilliseconds: HELLO_MILLISECONDS };
  const options = { name: 'Test', version: '0', folder, owner: {}, pool: { idle: 1, most: 2 }, limits };
  service = await Service.start({ ...options, log: { write: (entry) => log.push(entry) }, onStopped: () => undefined });
  await service.listen(path);
  plain = await service.listenTcp({ host, port: 0, tls: null });
  secure = await service.listenTcp({ host, port: 0, tls: { cert: pem('crt'), key: pem('key') } });
});

test.after(async () => {
  await service.stop('the test ends');
  rmSync(folder, { recursive: true });
});

interface Quiet {
  readonly socket: Socket;
  /** The error that the service closed it with; `null` for none. */
  readonly end: Promise<ErrorData | null>;
  closed: boolean;
}

/** A connection that says nothing but `first`. */
async function quiet(place: NetConnectOpts, first = new Uint8Array(0)): Promise<Quiet> {
  const reader = new FrameReader();
  let error: ErrorData | null = null;
  const socket = connectSocket(place);
  const end = new Promise<ErrorData | null>((settle) => socket.on('close', () => settle(error)));
  socket.on('data', (data: Buffer) => {
    for (const { body } of reader.push(data)) error = decodeError(body);
  });
  socket.on('error', () => undefined);
  await new Promise((settle) => socket.once('connect', settle));
  if (first.length > 0) socket.write(first);
  const one: Quiet = { socket, end, closed: false };
  void end.then(() => (one.closed = true));
  return one;
}

const many = (count: number, place: NetConnectOpts): Promise<Quiet[]> =>
  Promise.all(Array.from({ length: count }, () => quiet(place)));
const silence = (): unknown => service.status['silent_connections'];

async function until(holds: () => boolean): Promise<void> {
  for (let round = 0; round < 500 && !holds(); round++) await new Promise((settle) => setTimeout(settle, 10));
  assert.ok(holds());
}

async function failureOf(work: Promise<unknown>): Promise<GobiError> {
  return work.then(
    () => assert.unreachable('it was to fail'),
    (error: unknown) => error as GobiError,
  ) as Promise<GobiError>;
}

test('there are few of them: the oldest is closed with a reason, and who says hello comes in', async () => {
  const before = await connect({ path });
  for (const place of [{ path }, { host, port: plain }]) {
    const all = await many(SILENT * 4, place);
    await until(() => silence() === SILENT && all.filter(({ closed }) => closed).length === SILENT * 3);
    const error = (await all[0]!.end)!;
    assert.is(error.exception, 'Overloaded');
    assert.match(error.message, /have not said who they are: at most 20/);
    const client = await connect({ path });
    assert.is((await client.query('select 1 as a')).rowCount, 1);
    client.close();
    for (const { socket } of all) socket.destroy();
    await until(() => silence() === 0);
  }
  assert.is((await before.query('select 1 as a')).rowCount, 1);
  before.close();
  const told = log.filter(({ message }) => message === 'connections were closed that had said nothing');
  await until(() => log.some(({ facts }) => Number(facts['displaced']) > 0));
  assert.ok(told.length < SILENT, 'a line for each');
});

test('they are closed when their time is over, also within a first frame and before TLS stands', async () => {
  const start = performance.now();
  const places = [{ path }, { host, port: plain }, { host, port: secure }];
  const nothing = await Promise.all(places.map((place) => quiet(place)));
  const begun = await quiet({ path }, frameBytes('hello', 0, new Uint8Array(100)).subarray(0, 50));
  assert.is(silence(), 4);
  for (const { end } of [nothing[0]!, nothing[1]!, begun]) {
    const error = (await end)!;
    assert.is(error.exception, 'ProtocolError');
    assert.match(error.message, /did not say who it is in time/);
  }
  assert.is(await nothing[2]!.end, null);
  const took = performance.now() - start;
  assert.ok(took > HELLO_MILLISECONDS - 50 && took < HELLO_MILLISECONDS + 3000, `${took} ms`);
  await until(() => silence() === 0);
});

test('those before TLS are counted, and keep nobody out', async () => {
  const all = await many(SILENT * 2, { host, port: secure });
  await until(() => all.filter(({ closed }) => closed).length === SILENT);
  const client = await connect(`gobis://localhost:${secure}`, { token, ca: pem('crt') });
  assert.is((await client.query('select 1 as a')).rowCount, 1);
  client.close();
  for (const { socket } of all) socket.destroy();
});

test('a first frame is short', async () => {
  const long = frameBytes('hello', 0, new Uint8Array(70_000));
  const error = (await (await quiet({ path }, long)).end)!;
  assert.is(error.exception, 'ProtocolError');
  assert.match(error.message, /65536 are allowed/);
  const client = await connect({ path });
  assert.is((await client.query(`select '${'x'.repeat(200_000)}' as a`)).rowCount, 1);
  client.close();
  const other = (await (await quiet({ path }, frameBytes('request', 1, encodeRequest('CANCEL', { request: 1 })))).end)!;
  assert.match(other.message, /the first frame is `request`/);
});

test('those that are served have a limit of their own', async () => {
  const served = await Promise.all(Array.from({ length: 5 }, () => connect({ path })));
  const error = await failureOf(connect({ path }));
  assert.is(error.exception, 'Overloaded');
  assert.match(error.message, /too many connections: at most 5/);
  for (const client of served) assert.is((await client.query('select 1 as a')).rowCount, 1);
  served[0]!.close();
  await until(() => Number(service.status['connections']) < 5);
  served.push(await connect({ path }));
  for (const client of served) client.close();
});

test('wrong tokens are refused, and after five for a minute the right one too', async () => {
  const wrong = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
  const address = `gobi://${host}:${plain}`;
  const inside = await connect(address, { token });
  for (let i = 0; i < 5; i++) {
    const error = await failureOf(connect(address, { token: wrong }));
    assert.is(error.exception, 'LoginRefused');
    assert.match(error.message, /not one of this lake/);
  }
  const error = await failureOf(connect(address, { token }));
  assert.is(error.exception, 'LoginRefused');
  assert.match(error.message, /too many failed logins from 127\.0\.0\.1/);
  assert.is((await inside.query('select 1 as a')).rowCount, 1);
  inside.close();
  const owner = await connect({ path });
  const failed = await owner.query(
    "select count(*) as n from system.audit_log where action = 'login' and code is not null",
  );
  assert.equal(await failed.rows(), [{ n: 6 }]);
  owner.close();
});

test('the oldest of the address that has the most makes room', async () => {
  const told: TurnedAway[] = [];
  const silent = new SilentConnections({ silent: 3, helloMilliseconds: 10_000 }, (each) => told.push(each));
  const gone: string[] = [];
  const one = (address: string, name: string) => ({ address, turnAway: () => void gone.push(name) });
  const first = one('a', 'a1');
  const all = [first, one('b', 'b1'), one('b', 'b2'), one('b', 'b3'), one('c', 'c1')];
  for (const each of all) silent.enter(each);
  assert.equal(gone, [], 'nobody has had the time to say anything');
  await new Promise((settle) => setTimeout(settle, 20));
  assert.equal(gone, ['b1', 'b2']);
  assert.is(silent.size, 3);
  silent.leave(first);
  silent.leave(first);
  assert.is(silent.size, 2);
  // more than twice as many: no waiting
  for (let i = 0; i < 5; i++) silent.enter(one('d', `d${i}`));
  assert.equal(gone.slice(2), ['d0', 'd1', 'd2', 'd3']);
  for (const each of all) silent.leave(each);
  await new Promise((settle) => setTimeout(settle, 1100));
  assert.equal(told, [{ displaced: 6, late: 0 }]);
  for (let i = 0; i < 5; i++) silent.leave(all[i]!);
});

test.run();
