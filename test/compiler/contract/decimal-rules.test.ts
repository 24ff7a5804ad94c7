import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { decimal, showDataType, type DecimalType, type IntType } from '../../../compiler/contract/data-type.ts';
import {
  commonDecimal,
  decimalOfInt,
  decimalRules,
  type DecimalRuleName,
} from '../../../compiler/contract/decimal-rules.ts';

/** `12.2` is decimal(12,2). */
const typeOf = (text: string): DecimalType => {
  const [precision, scale] = text.split('.').map(Number) as [number, number];
  return decimal(precision, scale);
};

const rows: readonly (readonly [rule: DecimalRuleName, operands: string, result: string | null, digits?: number])[] = [
  ['add', '12.2 10.4', '15.4'],
  ['add', '38.0 1.0', '38.0'],
  ['add', '4.2 4.2', '5.2'],
  ['multiply', '12.2 10.4', '22.6'],
  ['multiply', '30.10 30.10', '38.20'],
  ['multiply', '38.20 38.20', null],
  ['divide', '4.2 4.2', '11.7'],
  ['divide', '3.2 2.1', '8.6'],
  ['divide', '38.10 38.10', '38.6'],
  ['modulo', '3.2 1.0', '3.2'],
  ['same', '12.2', '12.2'],
  ['whole', '12.2', '11.0'],
  ['whole', '12.0', '12.0'],
  ['whole', '2.2', '1.0'],
  ['truncate', '12.2', '10.0'],
  ['truncate', '2.2', '1.0'],
  ['round', '4.3', '3.1', 1],
  ['round', '4.3', '4.3', 5],
  ['round', '4.3', '5.3'],
  ['round', '4.3', '2.0', -2],
  ['sum', '12.2', '38.2'],
  ['average', '12.2', '16.6'],
  ['average', '38.0', '38.0'],
];

for (const [rule, operands, result, digits] of rows) {
  test(`${rule} of ${operands}${digits === undefined ? '' : ` to ${digits} digits`}`, () => {
    const type = decimalRules[rule](operands.split(' ').map(typeOf), digits ?? null);
    assert.equal(type, result === null ? null : typeOf(result), type === null ? 'null' : showDataType(type));
  });
}

test('ints and decimals meet in a decimal that holds both', () => {
  const int = (bits: IntType['bits'], unsigned: boolean): IntType => ({ kind: 'int', bits, unsigned });
  assert.equal(decimalOfInt(int(64, false)), decimal(19, 0));
  assert.equal(decimalOfInt(int(64, true)), decimal(20, 0));
  assert.equal(decimalOfInt(int(8, false)), decimal(3, 0));
  assert.equal(commonDecimal(decimal(19, 0), decimal(4, 2)), decimal(21, 2));
  assert.equal(commonDecimal(decimal(38, 0), decimal(38, 38)), decimal(38, 38));
});

test.run();
