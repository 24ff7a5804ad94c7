import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const runner = resolve('test/support/run-tests.ts');

/** Runs the runner over a folder made of these test files; gives its exit code and output. */
function runOver(files: Readonly<Record<string, string>>, ...patterns: string[]): { code: number; lines: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'run-tests-'));
  try {
    mkdirSync(join(folder, 'test'));
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const [name, body] of Object.entries(files)) {
      writeFileSync(join(folder, 'test', name), `import { test } from 'uvu';\n${body}\n`);
    }
    const done = spawnSync(process.execPath, [runner, ...patterns], { cwd: folder, encoding: 'utf8' });
    return { code: done.status ?? -1, lines: done.stdout.trimEnd().split('\n') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const last = (lines: readonly string[]): string => lines[lines.length - 1] ?? '';

test('counts passed, failed and skipped tests', () => {
  const { code, lines } = runOver({
    'a.test.ts': `test('good', () => {}); test('bad', () => { throw new Error('boo'); }); test.skip('none'); test.run();`,
  });
  assert.is(last(lines), '1 passed, 1 failed, 1 skipped');
  assert.is(code, 1);
  assert.ok(lines.some((line) => line.includes('boo')));
});

test('a process that ends early, a failing hook and a file without tests count as failed', () => {
  const { code, lines } = runOver({
    'exit.test.ts': `test('exits', async () => { setTimeout(() => process.exit(0), 5); await new Promise(() => {}); }); test.run();`,
    'hook.test.ts': `test.before(() => { throw new Error('no'); }); test('never', () => {}); test.run();`,
    'none.test.ts': `test('forgotten', () => {});`,
    'reject.test.ts': `test('late', async () => { void Promise.reject(new Error('x')); await new Promise((r) => setTimeout(r, 50)); }); test.run();`,
  });
  assert.is(last(lines), '0 passed, 4 failed');
  assert.is(code, 1);
});

test('patterns choose files by path, and choosing none is a failure', () => {
  const files = { 'a.test.ts': `test('a', () => {}); test.run();`, 'b.test.ts': `test('b', () => {}); test.run();` };
  assert.is(last(runOver(files, 'b.test').lines), '1 passed, 0 failed');
  assert.is(runOver(files, 'b.test').code, 0);
  assert.is(runOver(files, 'zebra').code, 1);
});

test.run();
