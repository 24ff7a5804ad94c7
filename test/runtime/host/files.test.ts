import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { GobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Files } from '../../../runtime/host/files.ts';
import { memoryFiles } from '../../../runtime/host/memory/memory-files.ts';
import { nodeFiles } from '../../../runtime/host/node/node-files.ts';

const bytes = Uint8Array.of(1, 2, 3, 4, 5);

function raises(exception: string, work: () => unknown): void {
  try {
    work();
  } catch (error) {
    assert.is((error as GobiError).exception, exception);
    return;
  }
  assert.unreachable(`expected ${exception}`);
}

function behavesAsFiles(files: Files, root: string): void {
  files.makeFolder(`${root}/a/b`);
  files.create(`${root}/a/one`, bytes);
  raises('FileExists', () => files.create(`${root}/a/one`, bytes));
  assert.equal([...files.read(`${root}/a/one`)], [1, 2, 3, 4, 5]);
  assert.equal([...files.readRange(`${root}/a/one`, 3, 9)], [4, 5]);
  assert.is(files.size(`${root}/a/one`), 5);
  files.replace(`${root}/a/one`, Uint8Array.of(9));
  assert.equal([...files.read(`${root}/a/one`)], [9]);
  assert.equal(files.list(`${root}/a`), [
    { name: 'b', folder: true },
    { name: 'one', folder: false },
  ]);
  assert.ok(files.exists(`${root}/a/b`) && files.exists(`${root}/a/one`));
  files.remove(`${root}/a/one`);
  files.remove(`${root}/a/one`);
  assert.not(files.exists(`${root}/a/one`));
  raises('FileNotFound', () => files.read(`${root}/a/one`));
  raises('FileNotFound', () => files.create(`${root}/none/one`, bytes));
}

test('files in memory', () => behavesAsFiles(memoryFiles(), '/root'));

test('files of the machine', () => {
  const root = mkdtempSync(join(tmpdir(), 'files-'));
  try {
    behavesAsFiles(nodeFiles, root);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('memory can be full', () => {
  const files = memoryFiles(8);
  files.create('/one', bytes);
  raises('DiskFull', () => files.create('/two', bytes));
  assert.not(files.exists('/two'));
  files.replace('/one', new Uint8Array(8));
});

test.run();
