import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { applyFixes } from '../../../../compiler/diagnostics/fix/apply-fixes.ts';
import { diagnostic } from '../../../../compiler/diagnostics/diagnostic.ts';
import { suppress } from '../../../../compiler/diagnostics/suppress/suppress.ts';
import { lex } from '../../../../compiler/1-lex/lex.ts';
import { sourceFile } from '../../../../compiler/source/source-file.ts';
import type { Diagnostic } from '../../../../compiler/contract/diagnostic.ts';

/** A warning at the first `here`, and an error at the first `bad`. */
function suppressed(text: string): readonly Diagnostic[] {
  const file = sourceFile('a.plg', text);
  const at = (word: string) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length });
  const found = [
    ...(text.includes('here') ? [diagnostic('PLG1105', { name: 'here' }, 'a.plg', at('here'))] : []),
    ...(text.includes('bad') ? [diagnostic('PLG1101', { name: 'bad' }, 'a.plg', at('bad'))] : []),
  ];
  return suppress(file, lex(file).comments, found);
}

const cases: readonly (readonly [text: string, ...codes: string[]])[] = [
  ['let here = 1 -- gobi-ignore PLG1105: kept'],
  ['let here = 1 // gobi-ignore PLG1105: kept'],
  ['let here = 1 # gobi-ignore plg1105: kept'],
  ['let here = 1 /* gobi-ignore PLG1105: kept */'],
  ['-- gobi-ignore PLG1105: kept\nlet here = 1'],
  ['-- gobi-ignore PLG1105: kept\n\n-- another\n/* and\none */\nlet here = 1'],
  ['let here = 1 -- gobi-ignore PLG1105, PLG1301: kept', 'PLG1901'],
  ['let here = 1\n-- gobi-ignore PLG1105: kept\n', 'PLG1105', 'PLG1901'],
  ['let here = 1 -- gobi-ignore PLG1308: kept', 'PLG1105', 'PLG1901'],
  ['let here = 1 -- gobi-ignore PLG1105', 'PLG1105', 'PLG1903'],
  ['let here = 1 -- gobi-ignore PLG1105:  ', 'PLG1105', 'PLG1903'],
  ['let here = 1 /* gobi-ignore PLG1105: */', 'PLG1105', 'PLG1903'],
  ['let here = 1 -- gobi-ignore PLG1195: kept', 'PLG1105', 'PLG1902'],
  ['let here = 1 -- gobi-ignore', 'PLG1105', 'PLG1902'],
  ['let here = 1 -- gobi-ignore all: kept', 'PLG1105', 'PLG1902'],
  ['print(bad) -- gobi-ignore PLG1101: kept', 'PLG1101', 'PLG1904'],
  ["let here = '-- gobi-ignore PLG1105: kept'", 'PLG1105'],
  ['let here = 1 -- the next is gobi-ignore PLG1105: kept', 'PLG1105'],
];

for (const [text, ...codes] of cases) {
  test(JSON.stringify(text), () => {
    assert.equal(
      suppressed(text).map(({ code }) => code),
      codes,
    );
  });
}

test('a finding that --strict makes an error can be ignored', () => {
  const text = 'let here = 1 -- gobi-ignore PLG1301: made elsewhere';
  const file = sourceFile('a.plg', text);
  const span = { start: 4, end: 8 };
  const found = diagnostic('PLG1301', { name: 't' }, 'a.plg', span, { severity: 'error' });
  assert.equal(suppress(file, lex(file).comments, [found]), []);
});

test('a file that cannot be read whole has no unused suppressions', () => {
  const text = 'let a = ) -- gobi-ignore PLG1105: kept';
  const file = sourceFile('a.plg', text);
  const broken = diagnostic('PLG1001', { found: '`)`', expected: 'a value' }, 'a.plg', { start: 8, end: 9 });
  assert.equal(suppress(file, lex(file).comments, [broken]), [broken]);
});

test('an unknown code has a near one, and a missing reason a form', () => {
  assert.is(suppressed('let here = 1 -- gobi-ignore PLG1O05: x')[1]?.hint, 'did you mean `PLG1005`?');
  assert.is(
    suppressed('let here = 1 -- gobi-ignore PLG1105, PLG1301')[1]?.hint,
    'say why: `-- gobi-ignore PLG1105, PLG1301: the reason`',
  );
});

test('an unused one is removed by its fix, with its line if nothing else is on it', () => {
  const mended = (text: string) =>
    applyFixes(
      text,
      suppressed(text).flatMap(({ fix }) => fix ?? []),
    ).text;
  assert.is(mended('let a = 1 -- gobi-ignore PLG1105: x\nlet b = 2'), 'let a = 1\nlet b = 2');
  assert.is(mended('let a = 1\n  -- gobi-ignore PLG1105: x\nlet b = 2'), 'let a = 1\nlet b = 2');
  assert.is(mended('f(1, /* gobi-ignore PLG1105: x */ 2)'), 'f(1, 2)');
});

test.run();
