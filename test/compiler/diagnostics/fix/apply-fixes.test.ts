import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Fix } from '../../../../compiler/contract/diagnostic.ts';
import { applyFixes } from '../../../../compiler/diagnostics/fix/apply-fixes.ts';

function fix(title: string, ...edits: readonly [start: number, end: number, replacement: string][]): Fix {
  return { title, edits: edits.map(([start, end, replacement]) => ({ span: { start, end }, replacement })) };
}

test('all edits are made at once, whatever their order', () => {
  const fixes = [fix('later', [4, 5, 'E']), fix('insert', [2, 2, '--']), fix('two', [0, 1, 'A'], [6, 7, ''])];
  assert.equal(applyFixes('abcdefg', fixes).text, 'Ab--cdEf');
  assert.equal(applyFixes('abcdefg', [...fixes].reverse()).text, 'Ab--cdEf');
});

test('of fixes that overlap the first in the text is made, and wholly', () => {
  const { text, applied } = applyFixes('abcdef', [fix('b', [2, 4, 'x'], [5, 6, 'y']), fix('a', [1, 3, '_'])]);
  assert.is(text, 'a_def');
  assert.equal(
    applied.map(({ title }) => title),
    ['a'],
  );
});

test('two insertions at one place are an overlap; neighbours are none', () => {
  assert.is(applyFixes('ab', [fix('a', [1, 1, 'x']), fix('b', [1, 1, 'y'])]).text, 'axb');
  assert.is(applyFixes('ab', [fix('a', [0, 1, 'x']), fix('b', [1, 2, 'y'])]).text, 'xy');
});

test.run();
