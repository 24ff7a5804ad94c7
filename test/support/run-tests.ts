import { availableParallelism } from 'node:os';
import { findTests } from './find-tests.ts';
import type { TestJob } from './find-tests.ts';
import { startTestProcess } from './test-process.ts';
import type { FileResult } from './test-process.ts';

/** `npm test [-- PATTERN…]`: runs the test files and cases whose path holds a pattern, ends with a count. */
async function main(patterns: readonly string[]): Promise<void> {
  const started = performance.now();
  const jobs = findTests(patterns);
  if (jobs.length === 0) console.log(`no test matches ${patterns.join(' ')}`);
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const failures: string[] = [];
  const queue = jobs.values();

  const drain = async (): Promise<void> => {
    let worker = startTestProcess();
    for (const job of queue) {
      if (worker.isSpent()) {
        worker.stop();
        worker = startTestProcess();
      }
      const result = await worker.run(job);
      report(job, result);
      totals.passed += result.passed;
      totals.failed += result.failed;
      totals.skipped += result.skipped;
      if (result.failed > 0) failures.push(`${job.title}: ${result.failed} failed`);
    }
    worker.stop();
  };
  const processes = Math.max(1, Math.min(jobs.length, availableParallelism()));
  await Promise.all(Array.from({ length: processes }, drain));

  if (failures.length > 0) console.log(`\n${failures.join('\n')}`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`\n${jobs.length} test files in ${seconds} s`);
  const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
  console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
  process.exitCode = totals.failed > 0 || jobs.length === 0 ? 1 : 0;
}

function report(job: TestJob, result: FileResult): void {
  const mark = result.failed > 0 ? '✘' : '✔';
  console.log(`${mark} ${job.title} (${result.passed}) ${Math.round(result.milliseconds)} ms`);
  if (result.output.trim() !== '') console.log(indent(result.output));
  if (result.errors.trim() !== '') console.log(indent(result.errors));
}

function indent(text: string): string {
  return text.trimEnd().replace(/^/gm, '    ');
}

await main(process.argv.slice(2).filter((each) => !each.startsWith('-')));
