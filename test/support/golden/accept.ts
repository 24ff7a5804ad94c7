import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { readGolden } from './read-golden.ts';
import { runGolden } from './run-golden.ts';
import { writeGolden } from './write-golden.ts';

/** `npm run golden:accept [-- PATTERN…]`: writes what the stages make now into the goldens whose path holds a pattern. */
async function accept(patterns: readonly string[]): Promise<void> {
  const ci = process.env['CI'];
  if (ci !== undefined && ci !== '' && ci !== 'false') {
    console.error('goldens are accepted by people, not in CI: read the difference and run this on your own machine');
    process.exitCode = 1;
    return;
  }
  const files = globSync('test/golden/**/*.md').filter(
    (file) => patterns.length === 0 || patterns.some((each) => file.includes(each)),
  );
  let written = 0;
  for (const file of files.sort()) {
    const before = readFileSync(file, 'utf8');
    try {
      const golden = readGolden(before);
      const after = writeGolden({ ...golden, outputs: await runGolden(golden) });
      if (after === before) continue;
      writeFileSync(file, after);
      console.log(`wrote ${file}`);
      written++;
    } catch (error) {
      console.error(`${file}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      process.exitCode = 1;
    }
  }
  console.log(`${files.length} goldens, ${written} written`);
}

await accept(process.argv.slice(2));
