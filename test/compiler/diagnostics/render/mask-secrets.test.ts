import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { maskSecrets } from '../../../../compiler/diagnostics/render/mask-secrets.ts';

test('values of secrets are hidden, and nothing moves', () => {
  for (const [text, shown] of [
    ["type secret as t (kind: 'https', value: 'abc')", "type secret as t (kind: 'https', value: '***')"],
    [
      "TYPE SECRET AS `t` (\n  value : \"a)'b\",\n  kind: 'https')",
      'TYPE SECRET AS `t` (\n  value : "****",\n  kind: \'https\')',
    ],
    ["create secret t type secret as 'it''s'", "create secret t type secret as '*****'"],
    ["select 1; type secret as t (valu: 1, value: 'x", "select 1; type secret as t (valu: 1, value: 'x"],
  ] as const) {
    assert.is(maskSecrets(text), shown);
    assert.is(maskSecrets(text).length, text.length);
  }
});

test('other texts stay as they are', () => {
  const text = "create table t (value string, token type secret)\ninsert into t values ('secret', 'value')\n";
  assert.is(maskSecrets(text), text);
});

test('a long text takes no more than linear time', () => {
  const begun = performance.now();
  maskSecrets(`type secret as ${'a.'.repeat(200_000)} (${"'x', ".repeat(100_000)}`);
  assert.ok(performance.now() - begun < 2000);
});

test.run();
