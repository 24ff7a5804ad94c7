import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { open } from '../../runtime/engine.ts';

const kills = Number(process.env['CRASH_DEPLOYS'] ?? 6);
const child = fileURLToPath(new URL('crash-deploy-child.ts', import.meta.url));

/** Runs the child until it has deployed once, and some milliseconds more. */
function killLater(folder: string, milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [child, folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { NODE_COMPILE_CACHE: 'node_modules/.cache/node', ...process.env },
    });
    let [deployed, errors] = [false, ''];
    running.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    running.stdout.on('data', () => {
      if (!deployed) setTimeout(() => running.kill('SIGKILL'), milliseconds);
      deployed = true;
    });
    running.on('close', (_, signal) => {
      if (signal === 'SIGKILL') resolve();
      else reject(new Error(`the child ended by itself: ${errors}`));
    });
  });
}

test(`after each of ${kills} kills in the middle of deploys one version is there whole`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-deploy-'));
  try {
    for (let i = 0; i < kills; i++) {
      await killLater(folder, (i * 37) % 100);
      const engine = await open(folder, { workers: 0, lockMilliseconds: 5000 });
      const all = async (query: string): Promise<unknown[]> =>
        (await (await engine.query(query)).rows()).map((row) => Object.values(row)[0]);
      const number = await engine.call('f0');
      const numbers = await Promise.all(Array.from({ length: 8 }, (_, at) => engine.call(`f${at}`)));
      assert.equal([...new Set(numbers)], [number]);
      const columns = await all('select count(*) from system.columns');
      assert.equal(columns, [number === 0 ? 8 : 16]);
      const seen = await Promise.all(
        Array.from({ length: 8 }, async (_, at) => (await engine.query(`select * from v${at}`)).columns.length),
      );
      assert.equal([...new Set(seen)], [number === 0 ? 1 : 2]);
      assert.equal(await all('select count(distinct version) from system.modules'), [1]);
      await engine.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.run();
