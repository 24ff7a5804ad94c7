import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { flood, type Phase } from './silent-flood.ts';

/* `node test/process/silent-flood.ts` is the long run: 1,000 served connections and 10,000 silent ones. */
const SERVED = 100;
const SILENT = 3000;

test('silent connections by the thousand are bounded, and those that are served notice nothing', async () => {
  const { before, flooded, opened, after } = await flood(SERVED, SILENT, 4, 1000);
  const told = JSON.stringify({ before, flooded, opened, after });
  for (const { failures, requests } of [before, flooded, after]) {
    assert.equal(failures, [], told);
    assert.ok(requests > SERVED * 4, told);
  }
  assert.ok(opened > SILENT, told);
  assert.ok(flooded.silent >= 500 && flooded.silent <= 2000, told);
  const slowest = ({ p99 }: Phase): number => Math.max(50, p99);
  assert.ok(flooded.p99 < slowest(before) * 10, told);
  assert.ok(flooded.longestConnect < 5000, told);
  assert.ok(flooded.resident - before.resident < 200, told);
});

test.run();
