import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { killThreads } from './thread-kills.ts';

test('run threads may end at any time: each takes its own call along, memory comes back', async () => {
  const run = await killThreads(30, 20);
  assert.equal(run.failures, []);
  assert.ok(run.lost <= run.kills, `${run.lost} calls were lost by ${run.kills} kills`);
  assert.ok(run.lost > run.kills / 4, `${run.lost} calls were lost: the threads were not busy`);
  assert.ok(run.answered > run.kills, `${run.answered} calls were answered`);
  const grown = run.residentAfter - run.residentBefore;
  assert.ok(grown < 150 * 2 ** 20, `${grown / 2 ** 20} MiB more at the end`);
});

test.run();
