import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { unifiedDiff } from '../../../../runtime/cli/output/unified-diff.ts';

test('changed lines stand between three that are not', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\n';
  assert.is(
    unifiedDiff('x.plg', before, before.replace('e\n', 'E\n').replace('l\n', 'l\nm\n')),
    `--- a/x.plg
+++ b/x.plg
@@ -2,7 +2,7 @@
 b
 c
 d
-e
+E
 f
 g
 h
@@ -10,3 +10,4 @@
 j
 k
 l
+m
`,
  );
  assert.is(unifiedDiff('x.plg', before, before), '');
});

test('git applies it to what it was made from', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-diff-'));
  const lines = Array.from({ length: 60 }, (_, i) => `line ${i % 7}\n`);
  const pairs: readonly (readonly [string, string])[] = [
    ['a\nb\n', 'b\n'],
    ['a', 'a\nb'],
    ['a\n', 'a'],
    ['\n\n', 'x\n\ny\n'],
    [lines.join(''), lines.filter((_, i) => i % 9 !== 0).join('') + 'end\n'],
    [lines.join(''), lines.map((line, i) => (i % 20 === 3 ? `new\n${line}` : line)).join('')],
  ];
  for (const [before, after] of pairs) {
    const file = join(folder, 'x.plg');
    writeFileSync(file, before);
    const done = spawnSync('git', ['apply', '--unidiff-zero', '-'], {
      cwd: folder,
      input: unifiedDiff('x.plg', before, after),
      encoding: 'utf8',
    });
    assert.is(done.status, 0, done.stderr + unifiedDiff('x.plg', before, after));
    assert.is(readFileSync(file, 'utf8'), after);
  }
  rmSync(folder, { recursive: true });
});

test.run();
