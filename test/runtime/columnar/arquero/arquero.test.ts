import { op } from 'arquero';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Field } from '../../../../compiler/contract/data-type.ts';
import { DATE, decimal, FLOAT, INT, showField, STRING, TIMESTAMP } from '../../../../compiler/contract/data-type.ts';
import type { GobiError } from '../../../../compiler/contract/runtime-error.ts';
import { fromArquero } from '../../../../runtime/columnar/arquero/from-arquero.ts';
import { toArquero } from '../../../../runtime/columnar/arquero/to-arquero.ts';
import { rowsOf } from '../../../../runtime/columnar/rows-of.ts';
import { segmentOf, tableFromRows, tableOf } from '../../../../runtime/columnar/table-from-rows.ts';
import { SAMPLE_TYPES } from '../../../support/columnar/arbitrary-values.ts';
import { arbitraryColumn } from '../../../support/columnar/arbitrary-tables.ts';
import { checkProperty } from '../../../support/columnar/check-property.ts';

const FIELDS: Field[] = [
  { name: 'id', type: INT, nullable: true },
  { name: 'price', type: decimal(9, 2), nullable: true },
  { name: 'name', type: STRING, nullable: true },
  { name: 'on', type: DATE, nullable: true },
  { name: 'at', type: TIMESTAMP, nullable: true },
];
const TABLE = tableFromRows(FIELDS, [
  [1, 1250, 'a', 20467, 1768384800123000],
  [2, 50, 'b', null, null],
  [3, 100, 'a', 1, 0],
]);

test('verbs work on our memory', () => {
  const frame = toArquero(TABLE);
  const totals = frame
    .groupby('name')
    .rollup({ total: op.sum('price') })
    .orderby('name');
  assert.equal(totals.objects(), [
    { name: 'a', total: 13.5 },
    { name: 'b', total: 0.5 },
  ]);
  assert.equal(frame.filter((row: { id: number }) => row.id < 2).objects(), [
    { id: 1, price: 12.5, name: 'a', on: new Date('2026-01-14'), at: new Date('2026-01-14T10:00:00.123Z') },
  ]);
});

test('cells that would lose digits are refused', () => {
  const exact = tableFromRows(
    [
      { name: 'd', type: decimal(38, 2), nullable: true },
      { name: 't', type: TIMESTAMP, nullable: true },
    ],
    [[12345678901234567890n, 1]],
  );
  for (const name of ['d', 't']) {
    try {
      toArquero(exact).get(name, 0);
      assert.unreachable(name);
    } catch (error) {
      assert.is((error as GobiError).exception, 'ConversionError');
    }
  }
  assert.equal(toArquero(exact, { decimals: 'text', times: 'text' }).objects(), [
    { d: '123456789012345678.90', t: '1970-01-01 00:00:00.000001' },
  ]);
});

test('frames come back with the types of their values, or given ones', () => {
  const frame = toArquero(TABLE)
    .filter((row: { id: number }) => row.id !== 2)
    .orderby('id')
    .reify();
  const back = fromArquero(frame);
  assert.equal(back.fields.map(showField), [
    'id: int?',
    'price: float?',
    'name: string?',
    'on: timestampz?',
    'at: timestampz?',
  ]);
  assert.equal(
    [...rowsOf(fromArquero(frame, FIELDS))],
    [...rowsOf(TABLE)].filter(([id]) => id !== 2),
  );
  const mixed = fromArquero(
    toArquero(tableFromRows([{ name: 'x', type: FLOAT, nullable: true }], [[1], [2.5], [null]])),
  );
  assert.equal(mixed.fields.map(showField), ['x: float?']);
});

for (const type of SAMPLE_TYPES) {
  test(`${type.kind} through Arquero and back`, () => {
    checkProperty(
      arbitraryColumn(type),
      ({ values, table }) => {
        const back = fromArquero(toArquero(table, { decimals: 'text', times: 'text' }), table.fields);
        assert.equal(
          [...rowsOf(back)].map(([value]) => value),
          values,
        );
      },
      20,
    );
  });
}

test('segments are joined and deleted rows left out', () => {
  const [segment] = TABLE.segments;
  const two = tableOf(FIELDS, [
    { ...segment!, deleted: Uint8Array.of(1), deletedCount: 1 },
    segmentOf(segment!.columns, 3),
  ]);
  assert.equal([...(toArquero(two).array('id') as unknown[])], [2, 3, 1, 2, 3]);
});

test.run();
