import { parseArgs } from 'node:util';
import { foundShare, MISSED, writeMissed } from '../support/mutation/missed.ts';
import { mutate } from '../support/mutation/mutate.ts';

/** The least share of failing mutants that the check finds. */
const LEAST = 0.95;

/** `node test/fuzz/mutation.ts [--count N] [--seed N]`: mutates the programs that check and run well, and writes the list of what the check misses. */
function main(count: number, seed: number): void {
  const started = performance.now();
  const result = mutate(count, seed);
  writeMissed(result, count, seed);
  const share = foundShare(result);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `${result.run} mutants, seed ${seed}: ${result.failed.length} fail, ${(100 * share).toFixed(1)} % of them are found, ${seconds} s`,
  );
  for (const { subject, before, after, error, found } of result.failed)
    if (found === null)
      console.log(`${subject}\n  ${before}\n  ${after}\n  ${error.code} ${error.exception}: ${error.message}`);
  console.log(`the missed are in ${MISSED}`);
  process.exitCode = share < LEAST ? 1 : 0;
}

const { values } = parseArgs({
  options: { count: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
});
main(Number(values.count), Number(values.seed));
