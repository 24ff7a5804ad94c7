import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { checkCorpus } from './check-corpus.ts';
import { readCorpus, writeCorpus } from './corpus-file.ts';

/** `node test/support/corpus/accept.ts PATTERN…`: writes what the check finds into the corpus files whose path holds a pattern. */
function accept(patterns: readonly string[]): void {
  const files = globSync('test/golden/{mistakes,no-mistakes}/*.plg').sort();
  for (const path of files.filter((each) => patterns.some((pattern) => each.includes(pattern)))) {
    const file = readCorpus(readFileSync(path, 'utf8'));
    writeFileSync(path, writeCorpus(file, checkCorpus(file)));
  }
}

accept(process.argv.slice(2));
