import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as numbers from '../../../../runtime/execution/abi/whole-numbers.ts';
import { integerValue } from '../../../../runtime/columnar/value.ts';

const LEAST = -(2n ** 63n);
const GREATEST = 2n ** 63n - 1n;
const edges = [0n, 1n, -1n, 2n ** 31n, 2n ** 53n - 1n, 2n ** 53n, -(2n ** 53n), LEAST, GREATEST, 3037000500n];
const int64 = fc.oneof(fc.constantFrom(...edges), fc.bigInt(LEAST, GREATEST), fc.bigInt(-1000n, 1000n));

const exact: Readonly<Record<'add' | 'subtract' | 'multiply' | 'div' | 'modulo', (a: bigint, b: bigint) => bigint>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  div: (a, b) => a / b,
  modulo: (a, b) => a % b,
};

for (const [name, compute] of Object.entries(exact)) {
  test(`${name} is exact within int64, and an error beyond`, () => {
    const ours = numbers[name as keyof typeof exact];
    fc.assert(
      fc.property(int64, int64, (a, b) => {
        const operands = [integerValue(a), integerValue(b)] as const;
        if (b === 0n && (name === 'div' || name === 'modulo')) {
          assert.throws(() => ours(...operands), /division by zero/);
          return;
        }
        const expected = compute(a, b);
        if (expected < LEAST || expected > GREATEST) assert.throws(() => ours(...operands), /does not fit int/);
        else assert.ok(Object.is(ours(...operands), integerValue(expected)), `${name}(${a}, ${b})`);
      }),
      { numRuns: 2000 },
    );
  });
}

test('decimals round half away from zero', () => {
  assert.is(numbers.dropDigits(125, 1), 13);
  assert.is(numbers.dropDigits(-125, 1), -13);
  assert.is(numbers.dropDigits(124, 1), 12);
  assert.is(numbers.divideDecimals(100, 300, 4), 3333);
  assert.is(numbers.divideDecimals(-200, 300, 2), -67);
  assert.throws(() => numbers.divideDecimals(1, 0, 2), /division by zero/);
  assert.is(numbers.decimalToFloat(1250, 2), 12.5);
});

test.run();
