import * as arrow from 'apache-arrow';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, showDataType, STRING } from '../../../../../compiler/contract/data-type.ts';
import { GobiError } from '../../../../../compiler/contract/runtime-error.ts';
import { fromIpc } from '../../../../../runtime/columnar/arrow/from-ipc.ts';
import {
  batchMessage,
  putMessage,
  type BatchMessage,
} from '../../../../../runtime/columnar/arrow/ipc/batch-message.ts';
import { IpcDecoder } from '../../../../../runtime/columnar/arrow/ipc/ipc-decoder.ts';
import { IpcEncoder } from '../../../../../runtime/columnar/arrow/ipc/ipc-encoder.ts';
import { toIpc } from '../../../../../runtime/columnar/arrow/to-ipc.ts';
import { rowsOf } from '../../../../../runtime/columnar/rows-of.ts';
import { tableFromRows } from '../../../../../runtime/columnar/table-from-rows.ts';
import type { Table } from '../../../../../runtime/columnar/table.ts';
import type { Value } from '../../../../../runtime/columnar/value.ts';
import { arbitraryColumn } from '../../../../support/columnar/arbitrary-tables.ts';
import { SAMPLE_TYPES } from '../../../../support/columnar/arbitrary-values.ts';
import { checkProperty } from '../../../../support/columnar/check-property.ts';
import { random } from '../../differential/random.ts';

const encoder = new IpcEncoder();
const decoder = new IpcDecoder();

function valuesOf(table: Table): Value[] {
  return [...rowsOf(table)].map(([value]) => value!);
}

for (const type of SAMPLE_TYPES.filter(({ kind }) => kind !== 'interval')) {
  test(`${showDataType(type)}: what is written is read by the library too, and what the library writes is read`, () => {
    checkProperty(
      arbitraryColumn(type),
      ({ values, table }) => {
        for (const compression of ['none', 'lz4', 'zstd'] as const) {
          const stream = Buffer.concat([...encoder.pieces(table, compression)]);
          for (const read of [fromIpc(stream, 'test'), decoder.read(stream, 'test').table]) {
            assert.equal(read.fields, table.fields);
            assert.equal(valuesOf(read), values);
          }
          assert.equal(valuesOf(decoder.read(toIpc(table, { compression }), 'test').table), values);
        }
      },
      10,
    );
  });
}

const rows = Array.from({ length: 100_000 }, (_, i) => [i % 11 === 0 ? null : i, `name ${i % 50}`]);
const large = tableFromRows(
  [
    { name: 'i', type: INT, nullable: true },
    { name: 's', type: STRING, nullable: false },
  ],
  rows,
);

test('a large table goes in pieces, its text in a dictionary, and metadata with it', () => {
  const pieces = [...encoder.pieces(large, 'none', new Map([['k', 'v']]))];
  assert.ok(pieces.length > 3);
  const stream = Buffer.concat(pieces);
  const { table, rowCount, metadata } = decoder.read(stream, 'test');
  assert.is(rowCount, rows.length);
  assert.is(metadata.get('k'), 'v');
  assert.equal([...rowsOf(table)], rows);
  assert.ok(arrow.DataType.isDictionary(arrow.tableFromIPC(stream).schema.fields[1]!.type));
});

test('text is written out where the dictionary is larger than the rows', () => {
  const few = tableFromRows([{ name: 's', type: STRING, nullable: false }], [['a'], ['b']]);
  assert.not(arrow.DataType.isDictionary(arrow.tableFromIPC(encoder.stream(few)).schema.fields[0]!.type));
});

test('a dictionary that grows is read', () => {
  const table = tableFromRows([{ name: 's', type: STRING, nullable: false }], [['a'], ['b'], ['a'], ['b']]);
  const first = encoder.stream(table);
  const type = arrow.tableFromIPC(first).schema.fields[0]!.type as arrow.Dictionary;
  const entries = {
    ...COLUMN,
    layout: 'text',
    length: 1,
    offsets: Int32Array.of(0, 1),
    values: Buffer.from('c'),
  } as const;
  const codes = { ...COLUMN, length: 2, values: Uint8Array.of(2, 0) };
  const growth = written(batchMessage(1, [entries], 'none', type.id));
  // the flag that it comes after the entries that are there
  growth[8 + 68] = 1;
  const stream = Buffer.concat([
    first.subarray(0, -8),
    growth,
    written(batchMessage(2, [codes], 'none')),
    first.subarray(-8),
  ]);
  assert.equal(valuesOf(decoder.read(stream, 'test').table), ['a', 'b', 'a', 'b', 'c', 'a']);
});

const COLUMN = {
  layout: 'fixed',
  length: 0,
  nullCount: 0,
  validity: null,
  offsets: null,
  values: null,
  children: [],
} as const;

function written(message: BatchMessage): Uint8Array {
  const bytes = new Uint8Array(message.byteLength);
  putMessage(message, bytes, 0);
  return bytes;
}

test('bytes that were changed are an error with a code, or rows', () => {
  const seed = Number(process.env['IPC_SEED'] ?? 1);
  const { below, chance, list } = random(seed);
  const small = tableFromRows(
    [
      { name: 'i', type: INT, nullable: true },
      { name: 's', type: STRING, nullable: true },
      { name: 'l', type: { kind: 'list', element: INT, elementNullable: true }, nullable: true },
    ],
    [
      [1, 'one', [1, null]],
      [null, null, null],
      [3, 'three', [3]],
    ],
  );
  let refused = 0;
  for (const compression of ['none', 'lz4', 'zstd'] as const) {
    const stream = Buffer.concat([...encoder.pieces(small, compression)]);
    for (let round = 0; round < 2000; round++) {
      const bytes = Uint8Array.from(stream);
      for (const at of list(1 + below(3), () => below(bytes.length))) bytes[at] = chance(0.3) ? 255 : below(256);
      try {
        assert.ok([...rowsOf(decoder.read(bytes, 'test').table)].length < 100_000);
      } catch (error) {
        if (!(error instanceof GobiError)) throw new Error(`seed ${seed}, round ${round}`, { cause: error });
        refused++;
      }
    }
  }
  assert.ok(refused > 1000, `${refused} were refused`);
});

test.run();
