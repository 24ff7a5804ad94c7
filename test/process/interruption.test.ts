import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const GOBI = fileURLToPath(new URL('../../runtime/cli/gobi.ts', import.meta.url));

const COMMAND = fileURLToPath(new URL('../../runtime/cli/gobi.js', import.meta.url));

interface Done {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a text in a lake; `interrupt` sends Ctrl-C when this text was printed. */
function gobi(folder: string, text: string, interrupt?: RegExp): Promise<Done> {
  const child = spawn(process.execPath, [GOBI, 'sql', '--db', folder, '-c', text]);
  let [out, err, sent] = ['', '', false];
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
    if (sent || interrupt?.test(out) !== true) return;
    sent = true;
    child.kill('SIGINT');
  });
  return new Promise((settle) => child.on('close', (code) => settle({ code, out, err })));
}

test('Ctrl-C ends the statement that runs, says what was kept, and ends with 130', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-interruption-'));
  try {
    const endless = 'let i = 0; print(i); while i < 100000000000 { i = i + 1; }';
    const one = await gobi(folder, `create table t (a int); insert into t values (1); ${endless}`, /^0$/m);
    assert.is(one.code, 130);
    assert.match(one.err, 'gobi: interrupted in statement 5 of 5: nothing of it, or of a transaction');
    const two = await gobi(folder, `begin; insert into t values (2); ${endless}`, /^0$/m);
    assert.is(two.code, 130);
    const rest = await gobi(folder, 'select a from t');
    assert.is(rest.code, 0);
    assert.match(rest.out, /1\s*│/);
    assert.match(rest.out, '(1 row)');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a command ends when the process that launched it is killed: no statement begins behind it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-launched-'));
  try {
    const busy = 'i = 0; while i < 300000000 { i = i + 1 }';
    const text = `create table t (a int); let i = 0; print(1); ${busy}; insert into t values (1); ${busy}`;
    // as `gobi.js` does under a Node that is too old
    const launcher = `require('node:child_process').spawn(process.execPath, ${JSON.stringify([COMMAND, 'sql', '--db', folder, '-c', text])},
      { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env: { ...process.env, GOBI_LAUNCHER: String(process.pid) } })`;
    const child = spawn(process.execPath, ['-e', launcher], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((settle) =>
      child.stdout.on('data', (data: Buffer) => /^1$/m.test(String(data)) && settle()),
    );
    child.kill('SIGKILL');
    await new Promise((settle) => child.stdout.on('close', settle));
    const rest = await gobi(folder, 'select count(*) as n from t');
    assert.match(rest.out, /│ +0 │/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
