import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DataType } from '../../../../compiler/contract/data-type.ts';
import {
  BOOLEAN,
  DATE,
  decimal,
  FLOAT,
  INT,
  INTERVAL,
  showDataType,
  STRING,
  TIMESTAMP,
  TIMESTAMPZ,
} from '../../../../compiler/contract/data-type.ts';
import { GobiError } from '../../../../compiler/contract/runtime-error.ts';
import { columnFromValues } from '../../../../runtime/columnar/builders/column-builder.ts';
import { castColumn } from '../../../../runtime/columnar/cast-column.ts';
import { readValue } from '../../../../runtime/columnar/column-reader.ts';
import { convertValue, converter } from '../../../../runtime/columnar/convert/convert-value.ts';
import { valuePrinter } from '../../../../runtime/columnar/convert/print-value.ts';
import type { Value } from '../../../../runtime/columnar/value.ts';
import { arbitraryValues, SAMPLE_TYPES } from '../../../support/columnar/arbitrary-values.ts';
import { checkProperty } from '../../../support/columnar/check-property.ts';

const INT8: DataType = { kind: 'int', bits: 8, unsigned: false };
const TIME: DataType = { kind: 'time' };
const JSON_TYPE: DataType = { kind: 'json' };

function fails(exception: string, value: Value, from: DataType, to: DataType): void {
  try {
    convertValue(value, from, to);
  } catch (error) {
    if (!(error instanceof GobiError)) throw error;
    assert.is(error.exception, exception);
    return;
  }
  assert.unreachable(`${String(value)} should not become ${showDataType(to)}`);
}

for (const type of SAMPLE_TYPES) {
  const name = showDataType(type);
  if (!['list', 'struct', 'map'].includes(type.kind)) {
    test(`text of ${name} reads back`, () => {
      checkProperty(arbitraryValues(type), (values) => {
        for (const value of values) assert.equal(convertValue(convertValue(value, type, STRING), STRING, type), value);
      });
    });
  }
  if (type.kind !== 'string')
    test(`JSON of ${name} reads back`, () => {
      const there = converter(type, JSON_TYPE);
      const back = converter(JSON_TYPE, type);
      checkProperty(arbitraryValues(type), (values) => {
        for (const value of values) if (value !== null) assert.equal(back(there(value)), value);
      });
    });
}

test('numbers are checked against the range of their type', () => {
  assert.is(convertValue(127, INT, INT8), 127);
  fails('NumericOverflow', 128, INT, INT8);
  fails('NumericOverflow', NaN, FLOAT, INT);
  fails('NumericOverflow', 1e19, FLOAT, INT);
  assert.is(convertValue(2 ** 62, FLOAT, INT), 2n ** 62n);
  assert.is(convertValue(2n ** 62n, INT, FLOAT), 2 ** 62);
  fails('NumericOverflow', 1000, INT, decimal(4, 2));
  assert.is(convertValue(99, INT, decimal(4, 2)), 9900);
  fails('NumericOverflow', 1e39, FLOAT, { kind: 'float', bits: 32 });
  fails('ConversionError', 'x', STRING, INT);
  fails('ConversionError', '9223372036854775808', STRING, INT);
  assert.is(convertValue('9223372036854775807', STRING, INT), 9223372036854775807n);
  fails('IncompatibleOperation', 1, INT, DATE);
  fails('ConversionError', 'abcd', STRING, { kind: 'string', maxLength: 3 });
});

test('numbers are rounded by the rules of their kind', () => {
  assert.equal(
    [0.5, 1.5, 2.5, -0.5, -1.5].map((value) => convertValue(value, FLOAT, INT)),
    [0, 2, 2, 0, -2],
  );
  assert.equal(
    [15, 25, -15, 14].map((value) => convertValue(value, decimal(5, 1), INT)),
    [2, 3, -2, 1],
  );
  assert.is(convertValue(1255, decimal(6, 3), decimal(5, 2)), 126);
  assert.is(convertValue(0.1, FLOAT, decimal(5, 2)), 10);
  assert.is(convertValue(1.005, FLOAT, decimal(5, 2)), 101);
  assert.is(convertValue('1e-3', STRING, decimal(5, 2)), 0);
  assert.is(convertValue(12345678901234567890n, decimal(38, 10), FLOAT), 1234567890.1234567);
});

test('times have one text form and are read from several', () => {
  const at = convertValue('2026-01-14T07:05:09.5+02:00', STRING, TIMESTAMPZ);
  assert.is(convertValue(at, TIMESTAMPZ, STRING), '2026-01-14 05:05:09.5+00');
  assert.is(convertValue('2026-01-14T00:00:00Z', STRING, TIMESTAMP), convertValue('2026-01-14', STRING, TIMESTAMP));
  assert.is(convertValue(convertValue('1969-12-31 23:59:59.999999', STRING, TIMESTAMP), TIMESTAMP, DATE), -1);
  assert.is(convertValue(-1, TIMESTAMP, TIME), 86399999999);
  assert.is(convertValue(-719528, DATE, STRING), '0000-01-01');
  for (const bad of ['2026-02-29', '2026-13-01', '2026-1', 'x', '2026-01-01 ']) {
    if (bad.endsWith(' ')) assert.is(convertValue(bad, STRING, DATE), 20454);
    else fails('ConversionError', bad, STRING, DATE);
  }
  for (const bad of ['24:00', '1:60', '1']) fails('ConversionError', bad, STRING, TIME);
  fails('ConversionError', '2026-01-01 10:00:00+99', STRING, TIMESTAMP);
});

test('intervals are read in words and as ISO 8601', () => {
  const read = (text: string): Value => convertValue(convertValue(text, STRING, INTERVAL), INTERVAL, STRING);
  assert.is(read('1 year 2 months 3 days 04:05:06.5'), '1 year 2 months 3 days 04:05:06.5');
  assert.is(read('P1Y2M3DT4H5M6.5S'), '1 year 2 months 3 days 04:05:06.5');
  assert.is(read('7 days'), '7 days');
  assert.is(read('1.5 hours ago'), '-01:30:00');
  assert.is(read('1.5 months'), '1 month 15 days');
  assert.is(read('2 weeks, 1 day and 1 minute'), '15 days 00:01:00');
  assert.is(read('-25:00'), '-25:00:00');
  for (const bad of ['', '1', 'days', '1 lightyear', 'P', 'PT', '1 day x'])
    fails('ConversionError', bad, STRING, INTERVAL);
});

test('JSON becomes lists, structs and maps', () => {
  const list: DataType = {
    kind: 'list',
    element: { kind: 'struct', fields: [{ name: 'a', type: INT, nullable: true }] },
    elementNullable: true,
  };
  assert.equal(convertValue('[{"a":1,"b":2},{},null]', STRING, list), [{ $a: 1 }, { $a: null }, null]);
  assert.equal(convertValue('{"x":1.5}', JSON_TYPE, { kind: 'map', key: STRING, value: FLOAT }), [
    { $key: 'x', $value: 1.5 },
  ]);
  assert.is(convertValue('12345678901234567890.5', JSON_TYPE, decimal(38, 1)), 123456789012345678905n);
  assert.is(convertValue('1.0', JSON_TYPE, INT), 1);
  fails('ConversionError', '[1', STRING, list);
  fails('ConversionError', '"a"', JSON_TYPE, BOOLEAN);
  assert.equal(
    convertValue(
      { $x: 1, $y: 2 },
      {
        kind: 'struct',
        fields: [
          { name: 'x', type: INT, nullable: true },
          { name: 'y', type: INT, nullable: true },
        ],
      },
      { kind: 'struct', fields: [{ name: 'Y', type: STRING, nullable: true }] },
    ),
    { $Y: '2' },
  );
});

test('columns are cast as their values are', () => {
  const pairs: readonly (readonly [DataType, DataType])[] = [
    [{ kind: 'int', bits: 32, unsigned: true }, INT],
    [{ kind: 'int', bits: 16, unsigned: false }, FLOAT],
    [INT, decimal(38, 2)],
    [{ kind: 'int', bits: 32, unsigned: false }, decimal(12, 2)],
    [DATE, TIMESTAMP],
    [TIMESTAMP, STRING],
    [{ kind: 'uuid' }, STRING],
  ];
  for (const [from, to] of pairs) {
    checkProperty(arbitraryValues(from), (values) => {
      const cast = castColumn(columnFromValues(from, values), to);
      const convert = converter(from, to);
      values.forEach((value, row) => assert.equal(readValue(cast, row), convert(value)));
    });
  }
});

test('float32 prints its shortest text', () => {
  checkProperty(fc.float({ noNaN: true }), (value) => {
    const text = valuePrinter({ kind: 'float', bits: 32 })(value);
    assert.is(Math.fround(Number(text)), value);
  });
  assert.is(valuePrinter({ kind: 'float', bits: 32 })(Math.fround(0.1)), '0.1');
});

test.run();
