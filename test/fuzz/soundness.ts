import { parseArgs } from 'node:util';
import { checkSoundness, worldOf } from '../support/soundness/check-soundness.ts';
import { randomProgram } from '../support/soundness/random-program.ts';

/**
 * `node test/fuzz/soundness.ts [--count N] [--seed N]`: well-typed programs, each of which must check and run without an error of types.
 * Program `i` of a run has the seed `seed + i`; `--only SEED` shows and runs that one.
 */
function main(count: number, seed: number, only: boolean): void {
  const started = performance.now();
  if (only) {
    const world = worldOf(seed);
    console.log(`${world.text}\n\n${randomProgram(seed, world).join('\n')}\n`);
  }
  const found = checkSoundness(seed, seed + count);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const failures = [...found.values()].reduce((sum, { times }) => sum + times, 0);
  console.log(`${count} programs, seeds ${seed} to ${seed + count - 1}: ${failures} unsound, ${seconds} s`);
  for (const [kind, { times, smallest }] of [...found].sort(([, a], [, b]) => b.times - a.times))
    console.log(`\n${times} × ${kind}: ${smallest.message}\nprogram ${smallest.program}:\n${smallest.statement}`);
  process.exitCode = failures > 0 ? 1 : 0;
}

const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const { only, count, seed = String(Date.now() % 1_000_000) } = values;
if (only === undefined) main(Number(count), Number(seed), false);
else main(1, Number(only), true);
