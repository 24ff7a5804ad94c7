import { existsSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { explain, explanationOf, pages } from '../../../../compiler/diagnostics/explain/explain.ts';
import { messages } from '../../../../compiler/diagnostics/messages.ts';

test('every code has a page with two different examples', () => {
  assert.equal(Object.keys(pages).sort(), Object.keys(messages).sort());
  for (const [code, page] of Object.entries(pages)) {
    assert.ok(page.about.length >= 40, `${code} says too little`);
    assert.ok(page.wrong !== '' && page.right !== '' && page.wrong !== page.right, `${code} has no example`);
  }
});

test('every code has a golden that shows how it is reported', () => {
  for (const code of Object.keys(messages))
    assert.ok(existsSync(`test/golden/diagnostics/${code.toLowerCase()}.md`), `${code} has no golden`);
});

test('codes are found in any case; other words have no page', () => {
  assert.is(explanationOf('plg1403')?.severity, 'warning');
  assert.is(explain('PLG9999'), undefined);
  assert.is(explain('toString'), undefined);
});

test('the text is wrapped and shows both examples', () => {
  const text = explain('PLG1003') ?? '';
  assert.ok(text.startsWith('PLG1003 (error)\n\n'));
  assert.ok(text.includes('Wrong:\n\n    let order = 1\n\nRight:\n\n    let `order` = 1\n'));
  for (const line of text.split('\n')) assert.ok(line.length <= 104, line);
});

test.run();
