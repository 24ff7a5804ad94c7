import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { KeyIndex, encodeKey } from '../../../../runtime/lake/rows/key-index.ts';

test('keys of all kinds lead to their rows', () => {
  const index = new KeyIndex();
  const keys = [0, 1, -1, 0.5, NaN, Infinity, 2 ** 53 - 1, 2 ** 40, 'a', '', 9007199254740993n];
  keys.forEach((key, row) => index.set(key, row));
  keys.forEach((key, row) => assert.is(index.get(key), row));
  assert.is(index.get(2), -1);
  assert.is(index.get('b'), -1);
  index.remove(1, 99);
  assert.is(index.get(1), 1);
  index.remove(1, 1);
  index.remove('a', 8);
  assert.is(index.get(1), -1);
  assert.is(index.get('a'), -1);
  index.set(1, 5);
  assert.is(index.get(1), 5);
});

test('a hundred thousand keys, many of them removed, are found', () => {
  const index = new KeyIndex();
  for (let i = 0; i < 100_000; i++) index.set(i * 7 - 1000, i);
  for (let i = 0; i < 100_000; i += 3) index.remove(i * 7 - 1000, i);
  for (let i = 0; i < 100_000; i++) assert.is(index.get(i * 7 - 1000), i % 3 === 0 ? -1 : i);
});

test('keys of several values do not run together, NULL is no key, zero has no sign', () => {
  assert.not.equal(encodeKey(['a', 'bc']), encodeKey(['ab', 'c']));
  assert.not.equal(encodeKey([1, 23]), encodeKey([12, 3]));
  assert.is(encodeKey([1, null]), null);
  assert.is(encodeKey([null]), null);
  assert.ok(Object.is(encodeKey([-0]), 0));
  assert.is(encodeKey([true]), 1);
  assert.not.equal(encodeKey([new Uint8Array([1, 2])]), encodeKey([new Uint8Array([1, 3])]));
});

test.run();
