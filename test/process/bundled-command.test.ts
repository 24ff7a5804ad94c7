import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleSources } from '../../runtime/cli/bundle-sources.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bundled-'));

const STATEMENTS = ['parquet', 'csv', 'json', 'arrow'].map((end) => {
  const file = join(folder, `t.${end}`);
  return `copy (select 1 as a, 'é' as b) to '${file}'; select * from '${file}'`;
});

function gobi(command: string): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'runtime/cli', command), 'sql', '-c', `${STATEMENTS.join(';')}; select nothing_there`],
    {
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

test('the command as one file does what its sources do', () => {
  const bundled = gobi('gobi.js');
  assert.equal(bundled, gobi('gobi.ts'));
  assert.is(bundled.status, 1);
  assert.match(bundled.stderr, 'nothing_there');
});

test('a bundle takes the place of those made before it', async () => {
  const made = join(folder, 'bundles');
  await bundleSources(join(made, 'one.mjs'));
  await bundleSources(join(made, 'two.mjs'));
  assert.equal(readdirSync(made), ['two.mjs']);
});

test.after(() => rmSync(folder, { recursive: true, force: true }));
test.run();
