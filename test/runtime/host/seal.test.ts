import { randomBytes } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { seal, unseal } from '../../../runtime/host/seal.ts';

const key = randomBytes(32);

test('what was sealed opens under its identity and key alone', () => {
  for (const text of ['', 'bearer abc', 'ü🦥'.repeat(1000)]) {
    const envelope = seal(text, key, 'secret a');
    assert.equal(unseal(envelope, key, 'secret a'), { kind: 'text', text });
    assert.equal(unseal(envelope, key, 'secret b'), { kind: 'damaged' });
    assert.equal(unseal(envelope, randomBytes(32), 'secret a'), { kind: 'key' });
    assert.equal(unseal(envelope.replace(/^v1/, 'v2'), key, 'secret a'), { kind: 'version' });
    assert.not.ok(text !== '' && envelope.includes(text));
  }
});

test('every seal has a nonce of its own', () => {
  const nonces = Array.from({ length: 1000 }, () => seal('x', key, 'a').split('.')[2]!.slice(0, 16));
  assert.is(new Set(nonces).size, 1000);
});

test('any changed bit, and any cut, is found', () => {
  const [version, name, body] = seal('bearer abc', key, 'a').split('.');
  const bytes = Buffer.from(body!, 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    const opened = unseal([version, name, changed.toString('base64url')].join('.'), key, 'a');
    assert.is(opened.kind, 'damaged', `bit ${bit}`);
  }
  for (let length = 0; length < bytes.length; length++) {
    const cut = bytes.subarray(0, length).toString('base64url');
    assert.is(unseal([version, name, cut].join('.'), key, 'a').kind, 'damaged', `${length} bytes`);
  }
});

test.run();
