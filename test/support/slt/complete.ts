import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { openGobi } from './open-gobi.ts';
import { runScript } from './run-script.ts';

/** `npm run scripts:complete [-- PATTERN…]`: writes what the engine gives now into the scripts whose path holds a pattern. */
async function complete(patterns: readonly string[]): Promise<void> {
  const files = globSync('test/scripts/**/*.slt').filter(
    (file) => patterns.length === 0 || patterns.some((each) => file.includes(each)),
  );
  for (const file of files.sort()) {
    const before = readFileSync(file, 'utf8');
    const { text, failures } = await runScript(before, openGobi);
    if (text !== before) writeFileSync(file, text);
    console.log(`${text === before ? 'same ' : 'wrote'} ${file}`);
    for (const each of failures.filter((failure) => failure.includes('the engine failed'))) console.log(`  ${each}`);
  }
}

await complete(process.argv.slice(2));
