import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

/* Paths that lead nowhere: each command says so in a line, and never with a JavaScript stack. */
const GOBI = fileURLToPath(new URL('../../runtime/cli/gobi.ts', import.meta.url));
const FULL = '/dev/full';
const test = suite('wrong paths');
let folder = '';

test.before(() => {
  folder = mkdtempSync(join(tmpdir(), 'gobi-paths-'));
  mkdirSync(join(folder, 'project'));
  writeFileSync(join(folder, 'project/gobi.json'), '{}');
  writeFileSync(join(folder, 'project/main.plg'), 'create table t (a int)\n');
  writeFileSync(join(folder, 'file'), '');
});
test.after(() => rmSync(folder, { recursive: true, force: true }));

function gobi(...args: readonly string[]): readonly [code: number | null, said: string] {
  const done = spawnSync(process.execPath, [GOBI, ...args], { cwd: folder, encoding: 'utf8' });
  assert.not.match(done.stderr, /\n\s+at .*(?:\.ts|\.mjs|node:)/);
  return [done.status, done.stderr.trim()];
}

test('a folder is no file of statements', () => {
  for (const args of [
    ['run', 'project'],
    ['sql', '-f', 'project'],
    ['attach', 'project', '-f', 'project'],
  ])
    assert.equal(gobi(...args), [2, "gobi: 'project' is a folder: name a file of statements"]);
});

test('nothing is made below a file', () => {
  const [code, said] = gobi('init', 'file/lake');
  assert.is(code, 1);
  assert.match(said, "could not make the folder 'file/lake': a part of its path is a file");
  for (const option of ['-o', '--client'])
    assert.match(gobi('build', 'project', option, 'file/x')[1], /^(?:error IO_0\d\d|gobi): .*'file/);
});

test('a link to nothing is named', () => {
  symlinkSync('nowhere', join(folder, 'project/link.plg'));
  for (const command of ['check', 'build', 'deploy']) {
    const [code, said] = gobi(command, 'project');
    assert.is(code, 1);
    assert.match(said, "file 'project/link.plg' does not exist");
  }
  const [code, said] = gobi('check', 'project/link.plg');
  assert.is(code, 2);
  assert.match(said, "'project/link.plg': it is a link to something that is not there");
  rmSync(join(folder, 'project/link.plg'));
});

test('output that cannot be written is told', () => {
  if (!existsSync(FULL)) return;
  const full = openSync(FULL, 'w');
  const args = [GOBI, 'sql', '--format', 'csv', '-c', 'select * from range(200000) r(i)'];
  const done = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', full, 'pipe'] });
  assert.is(done.status, 1);
  assert.match(done.stderr, /^gobi: the output could not be written: ENOSPC/);
  assert.not.match(done.stderr, /\n\s+at /);
});

test.run();
