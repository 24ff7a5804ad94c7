import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { codeList, renderCodeList } from '../../../../compiler/diagnostics/explain/code-list.ts';
import { pages } from '../../../../compiler/diagnostics/explain/explain.ts';

test('every code is listed once, in order', () => {
  const codes = codeList().map(({ code }) => code);
  assert.equal(codes, Object.keys(pages).sort());
  assert.equal(renderCodeList().match(/PLG\d{4}/g), codes);
});

test('a line is no longer than a terminal, and tells severity and fix', () => {
  const lines = renderCodeList().split('\n');
  for (const line of lines) assert.ok(line.length <= 110, line);
  assert.ok(lines.some((line) => line.startsWith('  PLG1003 error   * ')));
  assert.ok(lines.some((line) => line.startsWith('  PLG1105 warning * ')));
  assert.ok(lines.some((line) => line.startsWith('  PLG1304 error     ')));
});

test('what is shown is a sentence', () => {
  for (const { about, code } of codeList()) assert.match(about, /^\S.*\.$/s, code);
});

test.run();
