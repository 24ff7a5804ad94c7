import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { createRequire } from 'node:module';
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

test('a bundle stays beside the two before it', async () => {
  const made = join(folder, 'bundles');
  const names = ['1', '2', '3', '4'].map((digit) => digit.repeat(16));
  for (const [i, name] of names.slice(0, 3).entries()) {
    mkdirSync(join(made, name), { recursive: true });
    utimesSync(join(made, name), i, i);
  }
  await bundleSources(join(made, names[3]!));
  assert.equal(
    readdirSync(made).filter((name) => !name.startsWith('typescript-')),
    names.slice(1),
  );
  for (const module of readdirSync(join(made, names[3]!))) {
    if (!/-(?:worker|thread)\.mjs$/.test(module)) await import(join(made, names[3]!, module));
  }
  const library = readdirSync(made).find((name) => name.startsWith('typescript-'))!;
  assert.ok(statSync(join(made, library)).size < 600_000);
  assert.is(typeof createRequire(import.meta.url)(join(made, library)).createPrinter, 'function');
});

test.after(() => rmSync(folder, { recursive: true, force: true }));
test.run();
