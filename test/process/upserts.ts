import { scratchSession } from '../support/run-lake.ts';

/*
 * Replaces one procedure over and over and calls each version: `node --max-old-space-size=256 test/process/upserts.ts 100000`. Ends with the heap in use, in MB.
 * Old versions must go: ES modules would not, functions do.
 */
const count = Number(process.argv[2] ?? 1000);
const { run, rows, close } = scratchSession();
for (let i = 0; i < count; i++) {
  run(
    `upsert procedure version_of (n int) returns int { let label = 'version ${i}'; let s = ${i}; for k in range(0, n) { s = s + k + len(label) } return s }`,
  );
  const [[value]] = rows('call version_of(0)') as [[number]];
  if (value !== i) throw new Error(`version ${i} answered ${value}`);
  if (i % 1000 === 999) globalThis.gc?.();
  if (i % 1000 === 999)
    process.stderr.write(`${i + 1} upserts, ${(process.memoryUsage().heapUsed / 2 ** 20).toFixed(0)} MB\n`);
}
close();
process.stdout.write(`${(process.memoryUsage().heapUsed / 2 ** 20).toFixed(0)}\n`);
