import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { casesToRun } from '../support/find-tests.ts';
import { readGolden } from '../support/golden/read-golden.ts';
import { runGolden } from '../support/golden/run-golden.ts';

for (const file of casesToRun('test/golden/**/*.md')) {
  test(file, async () => {
    const golden = readGolden(readFileSync(file, 'utf8'));
    assert.ok(golden.outputs.size > 0, 'nothing is checked: add the section of a stage, and `npm run golden:accept`');
    for (const [name, text] of await runGolden(golden)) {
      assert.fixture(
        text,
        golden.outputs.get(name) ?? '',
        `# ${name} differs; \`npm run golden:accept -- ${file}\` takes the new text`,
      );
    }
  });
}

test.run();
