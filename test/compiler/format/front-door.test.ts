import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { format } from '../../../compiler/format/format.ts';
import { sourceFile } from '../../../compiler/source/source-file.ts';

test('a file is laid out', () => {
  assert.equal(format(sourceFile('a.plg', 'LET a=1')), { text: 'let a = 1;\n', diagnostics: [] });
});

test('a file with errors stays as it is, and says why', () => {
  const { text, diagnostics } = format(sourceFile('a.plg', 'let order = 1'));
  assert.is(text, 'let order = 1');
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['PLG1003'],
  );
});

test('a missing comma between options is added', () => {
  const { text, diagnostics } = format(sourceFile('a.plg', "upsert procedure p <{kind: 'FULL' sched: []}> () {}"));
  assert.is(text, "upsert procedure p as <{ kind: 'FULL', sched: [] }> () {}\n");
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['PLG1005'],
  );
});

test.run();
