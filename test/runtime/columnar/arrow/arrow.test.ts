import * as arrow from 'apache-arrow';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { decimal, INT, showDataType, STRING } from '../../../../compiler/contract/data-type.ts';
import { GobiError } from '../../../../compiler/contract/runtime-error.ts';
import { fromArrow } from '../../../../runtime/columnar/arrow/from-arrow.ts';
import { fromIpc } from '../../../../runtime/columnar/arrow/from-ipc.ts';
import { IpcEncoder } from '../../../../runtime/columnar/arrow/ipc/ipc-encoder.ts';
import { toIpc } from '../../../../runtime/columnar/arrow/to-ipc.ts';
import { toArrow } from '../../../../runtime/columnar/arrow/to-arrow.ts';
import { rowsOf } from '../../../../runtime/columnar/rows-of.ts';
import { tableFromRows, tableOf } from '../../../../runtime/columnar/table-from-rows.ts';
import type { Table } from '../../../../runtime/columnar/table.ts';
import type { Value } from '../../../../runtime/columnar/value.ts';
import { arbitraryColumn } from '../../../support/columnar/arbitrary-tables.ts';
import { arbitraryValues, SAMPLE_TYPES } from '../../../support/columnar/arbitrary-values.ts';
import { checkProperty } from '../../../support/columnar/check-property.ts';

function valuesOf(table: Table): Value[] {
  return [...rowsOf(table)].map(([value]) => value!);
}

for (const type of SAMPLE_TYPES) {
  // Arrow has intervals in nanoseconds of 64 bits.
  const values =
    type.kind === 'interval'
      ? arbitraryValues(type, 15).map((list) =>
          list.map(
            (value) =>
              (value === null
                ? null
                : {
                    ...(value as object),
                    micros: Math.trunc((value as { micros: number }).micros / 1024) + 0,
                  }) as Value,
          ),
        )
      : undefined;

  test(`${showDataType(type)} through Arrow and back`, () => {
    checkProperty(arbitraryColumn(type, values), ({ values, table }) => {
      const back = fromArrow(toArrow(table));
      assert.equal(back.fields, table.fields);
      assert.equal(valuesOf(back), values);
    });
  });

  test(`${showDataType(type)} through IPC and back`, () => {
    checkProperty(
      arbitraryColumn(type, values),
      ({ values, table }) => {
        for (const compression of ['none', 'lz4', 'zstd'] as const) {
          const back = fromIpc(toIpc(table, { compression }), 'test');
          assert.equal(back.fields, table.fields);
          assert.equal(valuesOf(back), values);
        }
        assert.equal(valuesOf(fromIpc(toIpc(table, { format: 'file' }), 'test')), values);
      },
      15,
    );
  });
}

test('before a compressed buffer stands its length when it is read, for readers other than the library', () => {
  const rows = Array.from({ length: 10_000 }, () => [7n]);
  const table = tableFromRows([{ name: 'i', type: INT, nullable: false }], rows);
  const magic = { lz4: 0x184d2204, zstd: 0xfd2fb528 };
  for (const compression of ['lz4', 'zstd'] as const) {
    for (const bytes of [toIpc(table, { compression }), ...new IpcEncoder().pieces(table, compression, new Map())]) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let at = 8;
      while (view.getUint32(at, true) !== magic[compression]) at += 8;
      assert.is(view.getBigInt64(at - 8, true), 80_000n);
    }
  }
});

test('the library sees full types and exact values', () => {
  const table = tableFromRows(
    [
      { name: 'i', type: INT, nullable: false },
      { name: 'd', type: decimal(5, 2), nullable: true },
      { name: 's', type: STRING, nullable: true },
    ],
    [
      [7, 1250, 'x'],
      [-1, null, 'y'],
    ],
  );
  const result = toArrow(table);
  assert.is(String(result.schema), 'Schema<{ 0: i: Int64, 1: d: Decimal[5e+2], 2: s: Dictionary<Int8, Utf8> }>');
  assert.equal([...result.getChild('i')!], [7n, -1n]);
  assert.equal([...result.getChild('s')!], ['x', 'y']);
});

test('memory is shared where the layouts agree', () => {
  const table = tableFromRows([{ name: 'f', type: { kind: 'float', bits: 64 }, nullable: false }], [[0.5], [1.5]]);
  const column = table.segments[0]!.columns[0]!;
  assert.is(
    (toArrow(table).getChild('f')!.data[0]!.values as Float64Array).buffer,
    (column as { values: Float64Array }).values.buffer,
  );
});

test('deleted rows are left out', () => {
  const table = tableFromRows([{ name: 'i', type: INT, nullable: false }], [[1], [2], [3]]);
  const marked = tableOf(table.fields, [{ ...table.segments[0]!, deleted: Uint8Array.of(2), deletedCount: 1 }]);
  assert.equal([...toArrow(marked).getChild('i')!], [1n, 3n]);
});

test('types of other writers are understood', () => {
  const vectors = {
    ms: arrow.vectorFromArray([new Date(5), null], new arrow.TimestampMillisecond()),
    day: arrow.vectorFromArray([new Date(86400000), null], new arrow.DateMillisecond()),
    half: arrow.vectorFromArray([1.5, null], new arrow.Float16()),
    fixed: arrow.vectorFromArray(
      [[1, 2], null],
      new arrow.FixedSizeList(2, new arrow.Field('item', new arrow.Int32(), true)),
    ),
    large: arrow.vectorFromArray(['a', null], new arrow.LargeUtf8()),
    span: arrow.vectorFromArray([3n, null], new arrow.DurationSecond()),
    codes: arrow.vectorFromArray(
      ['p', null, 'p'].slice(0, 2),
      new arrow.Dictionary(new arrow.Utf8(), new arrow.Uint32()),
    ),
  };
  const [first, second] = [
    ...rowsOf(fromArrow(arrow.tableFromArrays({}).assign(new arrow.Table(vectors as never)) as never)),
  ];
  assert.equal(first, [5000, 1, 1.5, [1, 2], 'a', { months: 0, days: 0, micros: 3000000 }, 'p']);
  assert.equal(second, [null, null, null, null, null, null, null]);
});

test('nanoseconds and damaged data are errors', () => {
  const fails = (exception: string, work: () => unknown): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof GobiError)) throw error;
      assert.is(error.exception, exception);
      return;
    }
    assert.unreachable(exception);
  };
  const nanos = new arrow.Table({
    t: arrow.makeVector({ type: new arrow.TimestampNanosecond(), data: BigInt64Array.of(1001n), length: 1 } as never),
    i: arrow.vectorFromArray([7], new arrow.Int32()),
  } as never);
  fails('ConversionError', () => fromArrow(nanos));
  // Nothing is read of the columns that nobody wants.
  const wanted = fromArrow(nanos, undefined, [1]);
  assert.equal([...rowsOf(wanted)], [[7]]);
  const bytes = toIpc(tableFromRows([{ name: 'i', type: INT, nullable: false }], [[1], [2]]));
  for (const length of [0, 3, 20, bytes.length - 60])
    fails('CorruptFile', () => fromIpc(bytes.slice(0, length), 'cut.arrows'));
  const file = toIpc(tableFromRows([{ name: 'i', type: INT, nullable: false }], [[1], [2]]), { format: 'file' });
  fails('CorruptFile', () => fromIpc(file.slice(0, file.length - 8), 'cut.arrow'));
  fails('CorruptFile', () => fromIpc(Buffer.from('hello, this is text'), 'text.arrow'));
  fails('Unsupported', () => fromIpc(Buffer.from('FEA1xxxxxxxx'), 'old.feather'));
});

test.run();
