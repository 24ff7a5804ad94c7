import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { open, type Engine } from '../../../runtime/engine.ts';
import { ownCertificate, webServer, type WebServer } from '../../support/web/web-server.ts';
import { failureOf, rowsOf } from './with-lake.ts';

const folder = mkdtempSync(join(tmpdir(), 'gobi-web-'));
const certificate = ownCertificate();
let engine: Engine;
let plain: WebServer;
let safe: WebServer;

const test = suite('web files');
const ROWS = [
  [1, 'one'],
  [2, 'two'],
];

test.before(async () => {
  [plain, safe] = [await webServer(), await webServer(certificate)];
  const http = { maxBytes: 50_000, idleMilliseconds: 400, milliseconds: 5_000, ca: certificate.cert };
  engine = await open(folder, { workers: 0, http });
  writeFileSync(join(folder, '.gobi/key'), '0f'.repeat(32), { mode: 0o600 });
  await engine.exec("type secret as tok (kind: 'https', key: 'authorization', value: 'bearer s3cr3t')");
  await engine.exec("create secret old type secret as 'bearer s3cr3t'; type secret as s3 (kind: 's3', value: 'x')");
});

test.after(async () => {
  await engine.close();
  await Promise.all([plain.close(), safe.close()]);
  rmSync(folder, { recursive: true });
});

test('files of each text format are read, over https and on this machine over http', async () => {
  for (const { origin } of [plain, safe])
    for (const path of ['a.csv', 'a.json', 'a.ndjson', 'moved.csv', 'a.csv?page=1'])
      assert.equal(await rowsOf(engine, `select id, name from '${origin}/${path}' order by id`), ROWS, path);
});

test('DESCRIBE tells the columns, and a join reads several', async () => {
  assert.equal(
    (await rowsOf(engine, `describe '${safe.origin}/a.csv'`)).map((row) => (row as unknown[])[0]),
    ['id', 'name'],
  );
  const join = `select a.id from '${safe.origin}/a.csv' as a join '${plain.origin}/a.json' as b on (a.id == b.id)`;
  assert.equal(await rowsOf(engine, `${join} where b.name == 'two'`), [[2]]);
});

test('httpfs reads what the address alone would', async () => {
  assert.equal(await rowsOf(engine, `select id from httpfs('${safe.origin}/a.csv') order by id`), [[1], [2]]);
  const secret = `select id from httpfs('${safe.origin}/locked.csv') with secret [tok]`;
  assert.equal(await rowsOf(engine, secret), [[7]]);
});

test('COPY puts files of each format, which are read again', async () => {
  for (const end of ['parquet', 'csv', 'json', 'ndjson', 'arrow', 'csv.gz']) {
    const url = `${safe.origin}/out.${end}`;
    await engine.exec(`copy (select id, name from '${safe.origin}/a.csv') to '${url}' with secret ['tok']`);
    assert.equal(await rowsOf(engine, `select id, name from '${url}' order by id`), ROWS, end);
  }
  assert.ok((await safe.seen()).includes('PUT /out.parquet bearer s3cr3t'));
  await engine.exec(`copy '${safe.origin}/out.parquet' to copied`);
  assert.equal(await rowsOf(engine, 'select id, name from copied order by id'), ROWS);
});

test('a secret is sent where it is named, quoted or bare', async () => {
  for (const secret of ["['tok']", '[tok]', '[old]'])
    assert.equal(await rowsOf(engine, `select id from '${safe.origin}/locked.csv' with secret ${secret}`), [[7]]);
  await engine.exec(`copy '${safe.origin}/locked.csv' to locked with secret [tok]`);
  assert.equal(await rowsOf(engine, 'select id from locked'), [[7]]);
  const sum = 'select sum(id) as n from address with secret [tok]';
  await engine.exec(`upsert procedure total (address string) returns int { return (${sum}) ?? 0 }`);
  assert.equal(await rowsOf(engine, `call total('${safe.origin}/locked.csv')`), [[7]]);
  const braces = 'select sum(id) as n from {address} with secret [tok]';
  await engine.exec(`upsert procedure again (address string) returns int { return (${braces}) ?? 0 }`);
  assert.equal(await rowsOf(engine, `call again('${safe.origin}/locked.csv')`), [[7]]);
  const wrong = await failureOf(engine.exec(`select * from '${safe.origin}/locked.csv' with secret [s3]`));
  assert.match(wrong.message, /it is for s3, not for https/);
});

test('a call sees a file as it was when it was first read', async () => {
  await plain.seen();
  await engine.query(`select * from '${plain.origin}/counter.csv'`);
  assert.equal(await plain.seen(), ['GET /counter.csv']);
  await engine.exec(`upsert procedure twice (address string) returns int {
    let a = (select count(*) from address) ?? 0
    let b = (select count(*) from address) ?? 0
    return a + b
  }`);
  assert.equal(await rowsOf(engine, `call twice('${plain.origin}/counter.csv')`), [[2]]);
  assert.equal(await plain.seen(), ['GET /counter.csv']);
});

const FAILURES: readonly (readonly [string, string, RegExp])[] = [
  ['/none.csv', 'HttpStatus', /none\.csv answered 404 Not Found/],
  ['/locked.csv', 'HttpStatus', /answered 401 Unauthorized/],
  ['/page.csv', 'WebPage', /a page to look at \(text\/html; charset=utf-8\)/],
  ['/part.csv', 'HttpStatus', /answered 206/],
  ['/cut.csv', 'DownloadCut', /ended in the middle: 5 of 1000 bytes/],
  ['/big.csv', 'DownloadTooLarge', /larger than 50000 bytes/],
  ['/never.csv', 'NetworkTimeout', /no answer within 400 ms/],
  ['/packed.csv', 'ProtocolError', /in the encoding 'br'/],
  ['/round.csv', 'RedirectRefused', /6th redirection/],
  ['/plain.csv', 'RedirectRefused', /not `https/],
];

test('each failure has its error, which names the address and no key', async () => {
  for (const [path, exception, message] of FAILURES) {
    const error = await failureOf(engine.query(`select * from '${safe.origin}${path}?key=s3cr3t'`));
    assert.is(error.exception, exception, error.message);
    assert.match(error.message, message);
    assert.match(error.message, path);
    assert.not.match(JSON.stringify([error.message, error.hint, error.params]), 's3cr3t');
    assert.ok(error.hint !== undefined || exception === 'NetworkTimeout' || exception === 'ProtocolError', exception);
  }
});

test('what cannot be reached says why', async () => {
  const of = async (url: string): Promise<string> => {
    const { exception, message } = await failureOf(engine.query(`select * from '${url}'`));
    return `${exception} ${message}`;
  };
  assert.match(await of('https://localhost:1/a.csv'), /^ConnectionFailed .*ECONNREFUSED/);
  assert.match(await of('https://none.invalid/a.csv'), /^HostUnknown .*`none\.invalid`/);
  assert.match(await of('http://none.invalid/a.csv'), /^InvalidUrl .*`http:\/\/` is for localhost/);
  assert.match(await of(`https://me:s3cr3t@${safe.host}/a.csv`), /^InvalidUrl 'https:\/\/localhost:\d+\/a\.csv'/);
  assert.match(await of('https://bad host/a.csv'), /^InvalidUrl /);
});

test('a certificate that nobody trusts is refused', async () => {
  const other = await open(mkdtempSync(join(folder, 'other-')), { workers: 0 });
  const error = await failureOf(other.query(`select * from '${safe.origin}/a.csv'`));
  assert.is(error.exception, 'CertificateRefused', error.message);
  assert.match(error.hint!, /NODE_EXTRA_CA_CERTS/);
  await other.close();
});

test('a list of hosts holds for addresses and for where they lead', async () => {
  const at = mkdtempSync(join(folder, 'listed-'));
  const listed = await open(at, { workers: 0, fileFolders: [], http: { hosts: [safe.host], ca: certificate.cert } });
  assert.equal(await rowsOf(listed, `select id from '${safe.origin}/a.csv'`), [[1], [2]]);
  const refused = await failureOf(listed.query(`select * from '${plain.origin}/a.csv'`));
  assert.is(refused.exception, 'HostRefused');
  assert.match(refused.hint!, `"hosts": ["${plain.host}"]`);
  await safe.seen();
  const led = await failureOf(listed.query(`select * from '${safe.origin}/away.csv'`));
  assert.is(led.exception, 'RedirectRefused');
  assert.not.match(JSON.stringify([led.message, led.hint, led.params]), 's3cr3t');
  await listed.close();
  const none = await open(at, { workers: 0, fileFolders: [] });
  assert.is((await failureOf(none.query(`select * from '${safe.origin}/a.csv'`))).exception, 'HostRefused');
  await none.close();
});

test('a secret goes along to an address of the same server, not to another', async () => {
  const led = (from: WebServer, to: WebServer): string =>
    `select id from '${from.origin}/led.csv?to=${to.origin}/locked.csv' with secret [tok]`;
  assert.equal(await rowsOf(engine, led(safe, safe)), [[7]]);
  const other = await webServer(certificate);
  await other.seen();
  assert.is((await failureOf(engine.query(led(safe, other)))).exception, 'HttpStatus');
  assert.equal(await other.seen(), ['GET /locked.csv']);
  await other.close();
});

test('what a call fetches counts towards its memory', async () => {
  const narrow = await open(mkdtempSync(join(folder, 'narrow-')), { workers: 0, limits: { memoryBytes: 100_000 } });
  assert.is((await failureOf(narrow.query(`select * from '${plain.origin}/big.csv'`))).exception, 'MemoryLimit');
  await narrow.close();
});

test('a wait ends with the time of the call', async () => {
  const slow = await open(mkdtempSync(join(folder, 'slow-')), { workers: 0, limits: { milliseconds: 300 } });
  const error = await failureOf(slow.query(`select * from '${plain.origin}/never.csv'`));
  assert.is(error.exception, 'TimeLimit');
  await slow.close();
});

test.run();
