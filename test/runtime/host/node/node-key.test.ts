import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { GobiError } from '../../../../compiler/contract/runtime-error.ts';
import { nodeKey } from '../../../../runtime/host/node/node-key.ts';

const DIGITS = 'a1'.repeat(32);

function withFolder(run: (folder: string, file: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'key-'));
  try {
    mkdirSync(join(folder, '.gobi'));
    run(folder, join(folder, '.gobi/key'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function refusal(run: () => unknown): GobiError {
  try {
    run();
  } catch (error) {
    if (error instanceof GobiError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('a key comes from the variable, else from the file', () =>
  withFolder((folder, file) => {
    writeFileSync(file, `${DIGITS}\n`, { mode: 0o600 });
    assert.is(Buffer.from(nodeKey(folder, {})).toString('hex'), DIGITS);
    assert.is(Buffer.from(nodeKey(folder, { GOBI_KEY: 'B2'.repeat(32) })).toString('hex'), 'b2'.repeat(32));
  }));

test('a file that others may read is refused, and the error tells how to mend it', () =>
  withFolder((folder, file) => {
    writeFileSync(file, DIGITS);
    for (const mode of [0o644, 0o640, 0o604, 0o620, 0o601]) {
      chmodSync(file, mode);
      const error = refusal(() => nodeKey(folder, {}));
      assert.is(error.exception, 'KeyRefused');
      assert.is(error.hint, `chmod 600 '${file}'`);
    }
    chmodSync(file, 0o400);
    assert.is(nodeKey(folder, {}).length, 32);
  }));

test('what is no key is refused, and not repeated', () =>
  withFolder((folder, file) => {
    assert.is(refusal(() => nodeKey(folder, {})).exception, 'KeyMissing');
    for (const text of ['', 'hunter2', DIGITS.slice(1), `${DIGITS}0`, 'z'.repeat(64)]) {
      writeFileSync(file, text, { mode: 0o600 });
      const error = refusal(() => nodeKey(folder, {}));
      assert.is(error.exception, 'KeyRefused');
      assert.not.ok(text !== '' && `${error.message} ${error.hint} ${JSON.stringify(error.params)}`.includes(text));
    }
    assert.is(refusal(() => nodeKey(folder, { GOBI_KEY: 'short' })).exception, 'KeyRefused');
  }));

test.run();
