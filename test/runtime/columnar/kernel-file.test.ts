import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CompiledModule, MadeKernel } from '../../../compiler/contract/manifest.ts';
import { KernelFile } from '../../../runtime/columnar/kernel-file.ts';

const QUERY = { kind: 'query', index: 0 } as const;

function kernel(code: string): MadeKernel {
  return { scans: [], code };
}

function moduleOf(fingerprint: string, ...made: readonly MadeKernel[]): CompiledModule {
  const manifest = { fingerprint } as CompiledModule['manifest'];
  return { code: '', map: '', manifest, kernels: made.map((each) => ({ of: QUERY, kernel: each })) };
}

function inFolder(work: (folder: string, text: () => string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-file-'));
  try {
    work(folder, () => readFileSync(join(folder, '.kernels.json'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a kernel of many modules is written once and read as one', () => {
  inFolder((folder, text) => {
    const file = new KernelFile(folder);
    file.set('a', moduleOf('1', kernel('shared()')));
    file.set('b', moduleOf('2', kernel('shared()')));
    file.write();
    assert.is(text().split('shared()').length, 2);
    const read = new KernelFile(folder);
    assert.equal(read.of('a', '1'), [{ of: QUERY, kernel: kernel('shared()') }]);
    assert.is(read.of('a', '1')[0]!.kernel, read.of('b', '2')[0]!.kernel);
  });
});

test('kernels of another version of a module are not taken', () => {
  inFolder((folder) => {
    const file = new KernelFile(folder);
    file.set('a', moduleOf('1', kernel('old()')));
    file.write();
    assert.equal(new KernelFile(folder).of('a', '2'), []);
  });
});

test('kernels that no module uses any more are dropped, those of other builds stay', () => {
  inFolder((folder, text) => {
    const first = new KernelFile(folder);
    first.set('a', moduleOf('1', kernel('one()')));
    first.set('b', moduleOf('2', kernel('two()')));
    first.write();
    const second = new KernelFile(folder);
    second.set('a', moduleOf('3', kernel('three()')));
    second.write();
    assert.not.match(text(), /one\(\)/);
    assert.match(text(), /two\(\).*three\(\)/);
    second.remove('b');
    second.write();
    assert.not.match(text(), /two\(\)/);
  });
});

test('a file that was cut short holds nothing', () => {
  inFolder((folder) => {
    writeFileSync(join(folder, '.kernels.json'), '{"kernels":{"a"');
    assert.equal(new KernelFile(folder).of('a', '1'), []);
  });
});

test.run();
