import { pathToFileURL } from 'node:url';
import type { TestJob } from './find-tests.ts';
import type { Counts } from './test-process.ts';

/** One suite as uvu queues it: [text of failures or true, passed, skipped, total]. */
type QueuedSuite = () => Promise<readonly [string | true, number, number, number]>;

const shared = globalThis as typeof globalThis & { UVU_DEFER?: number; UVU_QUEUE?: QueuedSuite[][] };

/** Imports the job's file, which queues its suites, and runs them. */
async function runJob(job: TestJob, count: number): Promise<Counts> {
  const suites: QueuedSuite[] = [];
  shared.UVU_DEFER = 1;
  shared.UVU_QUEUE = [suites];
  if (job.cases === undefined) delete process.env['TEST_CASES'];
  else process.env['TEST_CASES'] = job.cases.join('\n');
  await import(`${pathToFileURL(job.file).href}?job=${count}`);

  const counts = { passed: 0, failed: 0, skipped: 0, errors: '' };
  for (const suite of suites) {
    const [errors, passed, skipped, total] = await suite();
    counts.passed += passed;
    counts.skipped += skipped;
    counts.failed += total - passed;
    if (errors !== true) counts.errors += errors;
    // uvu swallows what a `before` hook throws: then tests are missing, but no text.
    else if (passed < total) counts.errors += `${total - passed} tests did not run: a hook failed\n`;
  }
  if (counts.passed + counts.failed + counts.skipped === 0) {
    return { ...counts, failed: 1, errors: 'no tests: does the file end with test.run()?' };
  }
  return counts;
}

/** uvu writes a dot for each test; the runner's own report stands instead. */
function muteDots(): void {
  const write = process.stdout.write.bind(process.stdout);
  const isDot = /^(• |✘ | {2}\(\d+ \/ \d+\)\n| .* {2})$/;
  process.stdout.write = ((chunk: string | Uint8Array, ...rest: []) =>
    typeof chunk === 'string' && isDot.test(chunk) ? true : write(chunk, ...rest)) as typeof process.stdout.write;
}

muteDots();
let count = 0;
process.on('message', (job: TestJob) => {
  void runJob(job, count++)
    .catch((error: unknown) => ({
      passed: 0,
      failed: 1,
      skipped: 0,
      errors: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }))
    .then((counts) => process.send?.(counts));
});
