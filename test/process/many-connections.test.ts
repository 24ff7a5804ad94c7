import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectSocket, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { connect } from '../../runtime/client/client.ts';
import { mountFolder } from '../support/mounted.ts';

/** More by the environment. */
const SILENT = Number(process.env['SILENT'] ?? 1000);
const CONNECTIONS = 200;
const REQUESTS = 10_000;

test('many connections, silent ones too, are served in turns within bounds', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-many-'));
  const daemon = await mountFolder(folder);
  const path = daemon.announcement.socket;
  const silent = await opened(path);
  // a queue of connections that are not taken yet is short
  await new Promise((settle) => setTimeout(settle, 300));
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect({ path })));
  const [greedy, ...modest] = clients;
  await greedy!.query('select 1 as a');
  const before = resident(daemon.process.pid!);
  let most = before;
  const look = setInterval(() => (most = Math.max(most, resident(daemon.process.pid!))), 50);
  // one client asks for half of all at once, and before the others
  let greedyLeft = REQUESTS / 2;
  const asked = Array.from({ length: REQUESTS / 2 }, async (_, i) => {
    const rows = await (await greedy!.query('select $1 as a', [i])).rows();
    assert.equal(rows, [{ a: i }]);
    greedyLeft--;
  });
  const first = modest.map(async (client) => void (await client.query('select $1 as a', [1])));
  await Promise.all(first);
  const leftWhenModestHad = greedyLeft;
  const each = Math.floor(REQUESTS / 2 / modest.length);
  const others = modest.flatMap((client) =>
    Array.from({ length: each }, (_, i) => client.query('select $1 as a', [i])),
  );
  await Promise.all([...asked, ...others]);
  clearInterval(look);
  assert.ok(
    leftWhenModestHad > REQUESTS / 4,
    `the others waited until ${leftWhenModestHad} of ${REQUESTS / 2} requests of one were left`,
  );
  assert.ok(most - before < 2 ** 30, `${(most - before) / 2 ** 20} MiB more`);
  for (const socket of silent) socket.destroy();
  for (const client of clients) client.close();
  await daemon.kill();
  rmSync(folder, { recursive: true });
});

/** Resident bytes of a process, as Linux tells. */
function resident(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kilobytes) * 1024;
}

async function opened(path: string): Promise<readonly Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < SILENT) sockets.push(...(await Promise.all(Array.from({ length: 100 }, () => open(path)))));
  return sockets;
}

function open(path: string): Promise<Socket> {
  return new Promise((settle, fail) => {
    const socket = connectSocket(path, () => settle(socket));
    socket.on('error', fail);
  });
}

test.run();
