import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as arithmetic from '../../../../runtime/columnar/scalar/arithmetic.ts';

const INT64: readonly [bigint, bigint, string] = [-(2n ** 63n), 2n ** 63n - 1n, 'int'];

test('whole numbers stay numbers while they are safe, and exact beyond', () => {
  assert.is(arithmetic.addExact(1, 2, ...INT64), 3);
  assert.is(arithmetic.addExact(9007199254740991, 1, ...INT64), 9007199254740992n);
  assert.is(arithmetic.subtractExact(9007199254740992n, 1, ...INT64), 9007199254740991);
  assert.is(arithmetic.multiplyExact(3037000500, 3037000499, ...INT64), 9223372033963249500n);
  assert.is(arithmetic.multiplyExact(-1, 0, ...INT64), 0);
  assert.is(arithmetic.addExact(null, 1), null);
});

test('what does not fit its type overflows', () => {
  assert.throws(() => arithmetic.addExact(2n ** 63n - 1n, 1, ...INT64), /does not fit int/);
  assert.throws(() => arithmetic.multiplyExact(10n ** 30n, 10n ** 9n), /does not fit decimal/);
  assert.throws(() => arithmetic.withinRange(200, -128, 127, '+', 'int8'), /does not fit int8/);
});

test('division by zero raises, whatever the type', () => {
  for (const divide of [
    arithmetic.divideDoubles,
    arithmetic.remainderOfDoubles,
    arithmetic.wholeQuotientOfDoubles,
    arithmetic.remainderOf,
    arithmetic.wholeQuotient,
  ]) {
    assert.throws(() => divide(1, 0), /division by zero/);
  }
  assert.throws(() => arithmetic.quotientOfDecimals(1, 0, 2, 100n, 'decimal(3,1)'), /division by zero/);
  assert.throws(() => arithmetic.remainderExact(1n, 0), /division by zero/);
});

test('quotients are cut toward zero, remainders take the sign of the dividend', () => {
  assert.is(arithmetic.wholeQuotient(-7, 2), -3);
  assert.is(arithmetic.remainderOf(-7, 2), -1);
  assert.ok(Object.is(arithmetic.remainderOf(-4, 2), 0));
  assert.is(arithmetic.wholeQuotient(9007199254740991, 2), 4503599627370495);
  assert.is(arithmetic.wholeQuotientExact(-(2n ** 63n), 10, 0), -922337203685477580n);
});

test('quotients of decimals round half away from zero', () => {
  assert.is(arithmetic.quotientOfDecimals(100, 8, 0, 10n ** 9n, 'd'), 13);
  assert.is(arithmetic.quotientOfDecimals(-100, 8, 0, 10n ** 9n, 'd'), -13);
  assert.is(arithmetic.quotientOfDecimals(1, 3, 6, 10n ** 9n, 'd'), 333333);
});

test.run();
