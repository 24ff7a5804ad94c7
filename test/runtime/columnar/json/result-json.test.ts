import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { DATE, decimal, FLOAT, INT, STRING, TIMESTAMP, TIMESTAMPZ } from '../../../../compiler/contract/data-type.ts';
import { resultJson } from '../../../../runtime/columnar/json/result-json.ts';
import { toRows } from '../../../../runtime/columnar/rows-of.ts';
import { tableFromRows } from '../../../../runtime/columnar/table-from-rows.ts';

const table = tableFromRows(
  [
    { name: 'i', type: INT, nullable: true },
    { name: 'd', type: decimal(12, 2), nullable: true },
    { name: 'f', type: FLOAT, nullable: true },
    { name: 's', type: STRING, nullable: true },
    { name: 'on', type: DATE, nullable: true },
    { name: 'at', type: TIMESTAMP, nullable: true },
    { name: 'z', type: TIMESTAMPZ, nullable: true },
    { name: 'l', type: { kind: 'list', element: INT, elementNullable: true }, nullable: true },
    { name: 'm', type: { kind: 'map', key: STRING, value: decimal(3, 1) }, nullable: true },
    { name: 'o', type: { kind: 'struct', fields: [{ name: 'a b', type: DATE, nullable: true }] }, nullable: true },
    { name: 'b', type: { kind: 'blob' }, nullable: true },
  ],
  [
    [
      1,
      1250,
      0.5,
      'a"b',
      0,
      500000,
      0,
      [1, 2n ** 60n, null],
      [{ $key: 'k', $value: 15 }],
      { '$a b': 1 },
      Uint8Array.of(1, 255),
    ],
    [2n ** 62n, null, NaN, null, null, null, null, null, null, null, null],
  ],
);

test('results are exact JSON', () => {
  const { columns, rows } = JSON.parse(resultJson(table));
  assert.equal(columns.slice(0, 2), [
    { name: 'i', type: 'int' },
    { name: 'd', type: 'decimal(12,2)' },
  ]);
  assert.equal(rows, [
    [
      1,
      '12.50',
      0.5,
      'a"b',
      '1970-01-01',
      '1970-01-01 00:00:00.5',
      '1970-01-01 00:00:00+00',
      [1, '1152921504606846976', null],
      [{ key: 'k', value: '1.5' }],
      { 'a b': '1970-01-02' },
      '\\x01ff',
    ],
    ['4611686018427387904', null, 'NaN', null, null, null, null, null, null, null, null],
  ]);
});

test('rows carry exact values for programs', () => {
  const [first, second] = toRows(table);
  assert.equal(first, {
    i: 1,
    d: '12.50',
    f: 0.5,
    s: 'a"b',
    on: '1970-01-01',
    at: '1970-01-01 00:00:00.5',
    z: '1970-01-01 00:00:00+00',
    l: [1, 2n ** 60n, null],
    m: new Map([['k', '1.5']]),
    o: { 'a b': '1970-01-02' },
    b: Uint8Array.of(1, 255),
  });
  assert.is(second!['i'], 2n ** 62n);
});

test.run();
