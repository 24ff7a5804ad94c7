import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  BOOLEAN,
  DATE,
  FLOAT,
  INT,
  INTERVAL,
  STRING,
  TIMESTAMP,
  TIMESTAMPZ,
  decimal,
  type DataType,
} from '../../../../compiler/contract/data-type.ts';
import type { Value } from '../../../../runtime/columnar/value.ts';
import { fromInlined, inlinedType, toInlined } from '../../../../runtime/lake/text/inlined-value.ts';
import { parseValue, valueText } from '../../../../runtime/lake/text/value-text.ts';

const cases: readonly [DataType, NonNullable<Value>, string][] = [
  [INT, -5, '-5'],
  [INT, 9007199254740993n, '9007199254740993'],
  [decimal(10, 2), -5, '-0.05'],
  [decimal(38, 4), 12345678901234567890123n, '1234567890123456789.0123'],
  [decimal(5, 0), 7, '7'],
  [FLOAT, 1.5, '1.5'],
  [FLOAT, 30, '30.0'],
  [FLOAT, NaN, 'nan'],
  [FLOAT, -Infinity, '-inf'],
  [FLOAT, -0, '-0.0'],
  [FLOAT, 1e300, '1e+300'],
  [BOOLEAN, true, 'true'],
  [STRING, "it's", "it's"],
  [DATE, 18000, '2019-04-14'],
  [DATE, -800000, '0222-09-04 (BC)'],
  [DATE, 2932897, '10000-01-01'],
  [{ kind: 'time' }, 3723500000, '01:02:03.5'],
  [TIMESTAMP, 1577836800500000, '2020-01-01 00:00:00.5'],
  [TIMESTAMP, -1, '1969-12-31 23:59:59.999999'],
  [TIMESTAMP, -62198755200000000n, '0002-01-01 00:00:00 (BC)'],
  [TIMESTAMPZ, 1577836800000000, '2020-01-01 00:00:00+00'],
  [INTERVAL, { months: 14, days: -2, micros: 3500000 }, '14 months -2 days 3500000 microseconds'],
  [{ kind: 'blob' }, new Uint8Array([0, 97, 39, 92, 255]), '\\x00a\\x27\\x5C\\xFF'],
];

for (const [type, value, text] of cases) {
  test(`${type.kind} ${text} is written and read back`, () => {
    assert.is(valueText(value, type), text);
    assert.equal(parseValue(text, type, 'test'), value);
    const stored = toInlined(value, type, type.kind === 'int' ? 'int64' : type.kind);
    assert.equal(fromInlined(stored, type, 'test'), value);
  });
}

test('texts of DuckDB are read as they are meant', () => {
  assert.equal(parseValue('1 year 2 months 3 days -04:05:06.7', INTERVAL, ''), {
    months: 14,
    days: 3,
    micros: -14706700000,
  });
  assert.equal(parseValue('2020-01-01 02:00:00+02', TIMESTAMPZ, ''), 1577836800000000);
  assert.equal(parseValue('1.5', decimal(10, 2), ''), 150);
});

test('what cannot be carried exactly is an error that names its place', () => {
  for (const [text, type] of [
    ['infinity', DATE],
    ['1.005', decimal(10, 2)],
    ['2020-01-01 00:00:00.0000001', TIMESTAMP],
    ['x', INT],
    ['', FLOAT],
    ['maybe', BOOLEAN],
  ] as const) {
    assert.throws(() => parseValue(text, type, 't.c'), /'t\.c'.*is not a/);
  }
});

test('inlined columns are declared as DuckDB declares them', () => {
  const declared = [
    'int8',
    'int64',
    'boolean',
    'uint32',
    'uint64',
    'int128',
    'decimal(4,2)',
    'float64',
    'varchar',
    'date',
    'blob',
    'list',
  ].map(inlinedType);
  assert.equal(declared, [
    'BIGINT',
    'BIGINT',
    'BIGINT',
    'BIGINT',
    'VARCHAR',
    'VARCHAR',
    'VARCHAR',
    'VARCHAR',
    'VARCHAR',
    'VARCHAR',
    'BLOB',
    'VARCHAR',
  ]);
});

test.run();
