import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ownCertificate, webServer, type WebServer } from '../support/web/web-server.ts';

const GOBI = fileURLToPath(new URL('../../runtime/cli/gobi.ts', import.meta.url));
const CERTIFICATE = fileURLToPath(new URL('../fixtures/tls/localhost.crt', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gobi-web-schemas-'));
let server: WebServer;

function gobi(...words: readonly string[]): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: CERTIFICATE };
  return spawnSync(process.execPath, [GOBI, ...words], { encoding: 'utf8', env });
}

test.before(async () => {
  server = await webServer(ownCertificate());
  const text = `upsert procedure p () returns int { return len(select nam from '${server.origin}/a.csv') }`;
  writeFileSync(join(folder, 'p.plg'), text);
});

test.after(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

test('a check reads the columns of files on web servers, offline those of the schema file', async () => {
  assert.is(gobi('check', folder, '--offline').status, 0);
  assert.equal(await server.seen(), []);
  const found = gobi('check', folder);
  assert.is(found.status, 1, found.stdout);
  assert.match(found.stdout, /`nam`/);
  assert.equal(await server.seen(), ['GET /a.csv']);
  const locked = `upsert procedure q () returns int { return len(select * from '${server.origin}/b.csv' with secret [tok]) }`;
  writeFileSync(join(folder, 'q.plg'), locked);
  gobi('check', folder);
  assert.equal(await server.seen(), ['GET /a.csv'], 'secrets are in the lake: what asks for one is not asked');
  writeFileSync(join(folder, 'gobi.json'), '{ "hosts": ["example.org"] }');
  assert.is(gobi('check', folder).status, 0);
  assert.equal(await server.seen(), []);
  writeFileSync(join(folder, 'gobi.json'), JSON.stringify({ hosts: [server.host] }));
  gobi('sql', '--db', folder, '-c', 'select 1');
  const pulled = gobi('schema', 'pull', folder, '--json');
  assert.is(pulled.status, 0, pulled.stdout);
  assert.is((JSON.parse(pulled.stdout) as { files: number }).files, 1);
  await server.seen();
  const offline = gobi('check', folder, '--offline');
  assert.is(offline.status, 1, offline.stdout);
  assert.match(offline.stdout, /`nam`/);
  assert.equal(await server.seen(), []);
});

test.run();
