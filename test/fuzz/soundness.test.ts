import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { checkSoundness } from '../support/soundness/check-soundness.ts';

const COUNT = 300;

test('well-typed programs check and run without an error of types', () => {
  const seed = Number(process.env['SEED'] ?? 1);
  const found = checkSoundness(seed, seed + COUNT);
  assert.equal(
    [...found.values()].map(({ smallest }) => smallest),
    [],
    `SEED=${seed}: again with \`node test/fuzz/soundness.ts --seed ${seed} --count ${COUNT}\``,
  );
});

test.run();
