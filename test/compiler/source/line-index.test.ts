import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lineIndex, lineText, positionAt } from '../../../compiler/source/line-index.ts';

test('counts lines by \\n, \\r\\n and \\r', () => {
  const index = lineIndex('a\nbc\r\nd\re');
  assert.equal(index.starts, [0, 2, 6, 8]);
  assert.equal(positionAt(index, 3), { line: 2, column: 2 });
  assert.is(lineText(index, 2), 'bc');
  assert.is(lineText(index, 4), 'e');
});

test('counts columns in code points', () => {
  assert.equal(positionAt(lineIndex('😀x'), 2), { line: 1, column: 2 });
});

test('offsets past the end stand at the end', () => {
  const index = lineIndex('ab\n');
  assert.equal(positionAt(index, 99), { line: 2, column: 1 });
  assert.equal(positionAt(index, -1), { line: 1, column: 1 });
});

test.run();
