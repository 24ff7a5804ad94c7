import { spawnSync } from 'node:child_process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

test('replaced procedures are collected: a thousand versions in a small heap', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=96', 'test/process/upserts.ts', '1000'],
    { encoding: 'utf8' },
  );
  assert.is(status, 0, stderr);
  assert.ok(Number(stdout) < 96, `${stdout} MB at the end`);
});

test.run();
