import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { checkCorpus } from '../support/corpus/check-corpus.ts';
import { readCorpus } from '../support/corpus/corpus-file.ts';

/** How many programs each side of the corpus has at least. */
const atLeast = 150;

for (const side of ['mistakes', 'no-mistakes']) {
  const files = globSync(`test/golden/${side}/*.plg`).sort();
  const corpus = files.map((path) => ({ path, file: readCorpus(readFileSync(path, 'utf8')) }));

  test(`${side}: there are ${atLeast} programs`, () => {
    const count = corpus.reduce((sum, { file }) => sum + file.programs.length, 0);
    assert.ok(count >= atLeast, `${count} programs`);
  });

  for (const { path, file } of corpus) {
    const found = checkCorpus(file);
    for (const [i, { title, text, marked }] of file.programs.entries()) {
      test(`${side}: ${basename(path, '.plg')}: ${title}`, () => {
        assert.fixture(
          found[i] ?? '',
          marked,
          `${path}: \`node test/support/corpus/accept.ts ${path}\` takes the new text`,
        );
        if (side === 'mistakes') assert.is.not(marked, text, 'a mistake needs a marker');
        else assert.is(marked, text, 'a right program has no marker');
      });
    }
  }
}

test.run();
