import { globSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { emitChecked } from '../../../compiler/index.ts';
import { verify } from '../../../runtime/modules/verify.ts';
import { checkGolden } from '../../support/golden/check-golden.ts';
import { readGolden } from '../../support/golden/read-golden.ts';

test('every golden that checks gives a closed module', () => {
  let modules = 0;
  for (const file of globSync('test/golden/**/*.md')) {
    for (const checked of checkGolden(readGolden(readFileSync(file, 'utf8')))) {
      if (checked.diagnostics.some(({ severity }) => severity === 'error')) continue;
      verify(emitChecked(checked).emitted.code, file, 'module');
      modules++;
    }
  }
  assert.ok(modules > 30, `${modules} modules`);
});

test.run();
