import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { withBundledModule } from '../support/bundled-module.ts';
import type { killThreads } from './thread-kills.ts';

/* `KILLS=10000 npm test -- thread-kills` is a longer run, which tells its figures. */
const KILLS = process.env['KILLS'];
const file = fileURLToPath(new URL('thread-kills.ts', import.meta.url));

test('run threads may end at any time: each takes its own call along, memory comes back', async () => {
  const run = await withBundledModule(file, (bundled: { readonly killThreads: typeof killThreads }) =>
    bundled.killThreads(Number(KILLS ?? 200), 10),
  );
  if (KILLS !== undefined) process.stderr.write(`${JSON.stringify(run, null, 2)}\n`);
  assert.equal(run.failures, []);
  assert.ok(run.lost <= run.kills, `${run.lost} calls were lost by ${run.kills} kills`);
  assert.ok(run.lost > run.kills / 4, `${run.lost} calls were lost: the threads were not busy`);
  assert.ok(run.answered > run.kills, `${run.answered} calls were answered`);
  const grown = run.residentAfter - run.residentBefore;
  assert.ok(grown < 150 * 2 ** 20, `${grown / 2 ** 20} MiB more at the end`);
});

test.run();
