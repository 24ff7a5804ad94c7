import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { markedLine, withLineMarks } from '../../../runtime/modules/line-marks.ts';

const code = `import { abi, other } from 'x';
function inner(frame) {
  return abi.query(frame, 1);
}
function main(frame) {
  const own = () => 1;
  abi.tick(frame);
  return inner(frame) + other(frame) + own();
}
export { main };
`;

test('a function stands between a line and what it calls, and no line moves', () => {
  const marked = withLineMarks(code);
  const lines = marked.split('\n');
  assert.is(lines[2], '  return $$3_query(frame, 1);');
  assert.is(lines[7], '  return $$8_inner(frame) + $$8_other(frame) + own();');
  // steps of loops and functions of a function's own are called as before
  assert.is(lines[6], '  abi.tick(frame);');
  assert.match(marked, 'function $$3_query(...a) { return abi.query(...a); }');
});

test('a mark tells its line, and other names tell none', () => {
  assert.is(markedLine('$$12_query'), 12);
  assert.is(markedLine('query'), null);
  assert.is(markedLine('$$_query'), null);
});

test.run();
