import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { parseAddress } from '../../../runtime/client/address.ts';
import { connect } from '../../../runtime/client/client.ts';
import { Service } from '../../../runtime/daemon/service.ts';
import { open } from '../../../runtime/engine.ts';
import { silentLog } from '../../../runtime/host/log.ts';

const pem = (ending: string): string =>
  readFileSync(new URL(`../../fixtures/tls/localhost.${ending}`, import.meta.url), 'utf8');
const ca = pem('crt');
const folder = mkdtempSync(join(tmpdir(), 'gobi-tcp-'));
let service: Service;
let [plain, secure, token] = ['', '', ''];

const test = suite('a service on TCP');

test.before(async () => {
  const setup = await open(folder, { workers: 0 });
  await setup.exec(
    'create table t(a int); insert into t values (1); create role clerk; grant select on table t to clerk',
  );
  token = (await setup.createToken('clerk')).token;
  await setup.close();
  const pool = { idle: 1, most: 2 };
  const options = { name: 'Test', version: '0', folder, owner: {}, log: silentLog, pool, onStopped: () => undefined };
  service = await Service.start(options);
  const host = '127.0.0.1';
  plain = `gobi://${host}:${await service.listenTcp({ host, port: 0, tls: null })}`;
  secure = `gobis://localhost:${await service.listenTcp({ host, port: 0, tls: { cert: ca, key: pem('key') } })}`;
});

test.after(async () => {
  await service.stop('the test ends');
  rmSync(folder, { recursive: true });
});

async function failureOf(work: Promise<unknown>): Promise<GobiError> {
  try {
    await work;
  } catch (error) {
    assert.instance(error, GobiError);
    return error as GobiError;
  }
  throw new Error('it did not fail');
}

test('who has a token comes in with the rights of its role, with TLS and on this machine without', async () => {
  for (const [address, options] of [
    [plain, { token }],
    [secure, { token, ca }],
  ] as const) {
    const client = await connect(address, options);
    assert.equal(await (await client.query('select a from t')).rows(), [{ a: 1 }]);
    assert.is((await failureOf(client.query('delete from t'))).code, 'PLG1804');
    client.close();
  }
  const engine = await open(secure, { token, ca, role: 'clerk' });
  const rows = await (await engine.query("select i, 'text ' || i::string as t from range(300000) r(i)")).rows();
  assert.equal(rows.at(-1), { i: 299999, t: 'text 299999' });
  await engine.close();
});

test('nobody else comes in', async () => {
  assert.is((await failureOf(connect(plain))).exception, 'LoginRefused');
  assert.is((await failureOf(connect(plain, { role: 'clerk' }))).exception, 'LoginRefused');
  assert.is((await failureOf(connect(secure, { ca, token: `${token}x` }))).exception, 'LoginRefused');
  // a certificate that is not trusted, and words that are not the protocol of the port
  assert.is((await failureOf(connect(secure, { token }))).exception, 'ConnectionFailed');
  assert.is((await failureOf(connect(secure.replace('gobis', 'gobi'), { token }))).exception, 'ConnectionFailed');
  assert.is((await failureOf(connect(plain.replace('gobi', 'gobis'), { token, ca }))).exception, 'ConnectionFailed');
  const elsewhere = await failureOf(connect('gobi://192.0.2.1:4624', { token }));
  assert.match(elsewhere.message, /a token is not sent to another machine without TLS/);
});

test('beyond this machine a service listens with TLS only', async () => {
  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'example.org']) {
    const error = await failureOf(service.listenTcp({ host, port: 0, tls: null }));
    assert.is(error.exception, 'InvalidOperation');
    assert.match(error.message, /needs TLS/);
  }
  const damaged = await failureOf(service.listenTcp({ host: '127.0.0.1', port: 0, tls: { cert: 'no', key: 'no' } }));
  assert.is(damaged.exception, 'IoFailure');
});

test('addresses are read with and without port and brackets', () => {
  assert.equal(parseAddress('gobis://shop.example'), { host: 'shop.example', port: 4624, tls: true });
  assert.equal(parseAddress('gobi://[::1]:80/'), { host: '::1', port: 80, tls: false });
  for (const bad of ['gobi://', 'gobi://a:0', 'gobi://a:70000', 'gobi://a b', 'gobi://u@a', 'gobi://a/x', 'http://a'])
    assert.throws(
      () => parseAddress(bad),
      (error: GobiError) => error.exception === 'InvalidUrl',
    );
});

test.run();
