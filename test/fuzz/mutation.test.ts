import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { foundShare } from '../support/mutation/missed.ts';
import { mutate } from '../support/mutation/mutate.ts';

test('the check finds at least 95 % of the mutations that make a run fail', () => {
  const result = mutate(150, 1);
  assert.is(result.run, 150);
  assert.ok(result.failed.length > 50, `only ${result.failed.length} of the mutants fail`);
  const missed = result.failed.filter(({ found }) => found === null);
  assert.ok(foundShare(result) >= 0.95, JSON.stringify(missed, null, 1));
});

test.run();
