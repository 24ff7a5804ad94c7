import crypto from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Gate } from '../../../runtime/daemon/gate.ts';
import { open } from '../../../runtime/engine.ts';
import type { GobiError } from '../../../compiler/contract/runtime-error.ts';

const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as GobiError).message;
  }
  return 'let in';
};

test('logins that fail again and again are refused for a minute, from their address alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-gate-'));
  const engine = await open(folder, { workers: 0 });
  await engine.exec('create role clerk');
  const { token } = await engine.createToken('clerk');
  let now = Date.now() * 1000;
  const gate = new Gate(folder, { now: () => now });
  const from = (address: string) => ({ address, trusted: false });
  const wrong = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
  for (let i = 0; i < 5; i++)
    assert.match(
      refusal(() => gate.admit({ token: wrong, role: null }, from('10.0.0.1'))),
      /not one of this lake/,
    );
  assert.match(
    refusal(() => gate.admit({ token, role: null }, from('10.0.0.1'))),
    /too many failed logins from 10\.0\.0\.1/,
  );
  assert.equal(gate.admit({ token, role: null }, from('10.0.0.2')).role, 'clerk');
  now += 61e6;
  assert.equal(gate.admit({ token, role: null }, from('10.0.0.1')).role, 'clerk');
  assert.match(
    refusal(() => gate.admit({ token: null, role: null }, from('10.0.0.3'))),
    /it gave no token/,
  );
  assert.match(
    refusal(() => gate.admit({ token: 'gobi_x', role: null }, from('10.0.0.3'))),
    /not one of this lake/,
  );
  gate.close();
  await engine.close();
  rmSync(folder, { recursive: true });
});

test('a token is compared in a time that tells nothing, whether its id is known or not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gobi-gate-'));
  const engine = await open(folder, { workers: 0 });
  await engine.exec('create role clerk');
  const { token } = await engine.createToken('clerk');
  const gate = new Gate(folder, { now: () => 0 });
  const { timingSafeEqual } = crypto;
  const compared: boolean[] = [];
  crypto.timingSafeEqual = (a, b) => {
    compared.push(timingSafeEqual(a, b));
    return compared.at(-1)!;
  };
  syncBuiltinESMExports();
  const from = (address: string) => ({ address, trusted: false });
  const other = (at: number): string => (token[at] === 'a' ? 'b' : 'a');
  const wrongId = `${token.slice(0, 5)}${other(5)}${token.slice(6)}`;
  const wrongSecret = `${token.slice(0, 30)}${other(30)}${token.slice(31)}`;
  for (const wrong of [wrongId, wrongSecret, 'no token', ''])
    assert.match(
      refusal(() => gate.admit({ token: wrong, role: null }, from(wrong))),
      /not one of this lake/,
    );
  assert.is(gate.admit({ token, role: null }, from('here')).role, 'clerk');
  assert.equal(compared, [false, false, false, false, true]);
  crypto.timingSafeEqual = timingSafeEqual;
  syncBuiltinESMExports();
  gate.close();
  await engine.close();
  rmSync(folder, { recursive: true });
});

test.run();
