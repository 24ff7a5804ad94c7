import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import { casesToRun } from '../support/find-tests.ts';
import { openGobi } from '../support/slt/open-gobi.ts';
import { runScript } from '../support/slt/run-script.ts';

for (const file of casesToRun('test/scripts/**/*.slt')) {
  test(file, async () => {
    const { failures } = await runScript(readFileSync(file, 'utf8'), openGobi);
    if (failures.length > 0) throw new Error(failures.map((each) => `${file}, ${each}`).join('\n'));
  });
}

test.run();
