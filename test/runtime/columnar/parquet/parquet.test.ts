import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DataType, Field } from '../../../../compiler/contract/data-type.ts';
import { decimal, INT, showDataType, STRING, TIMESTAMP, TIMESTAMPZ } from '../../../../compiler/contract/data-type.ts';
import { GobiError } from '../../../../compiler/contract/runtime-error.ts';
import { memorySource } from '../../../../runtime/columnar/byte-source.ts';
import { groupBounds } from '../../../../runtime/columnar/parquet/group-bounds.ts';
import { openParquet, readParquet } from '../../../../runtime/columnar/parquet/read-parquet.ts';
import type { FieldIds } from '../../../../runtime/columnar/parquet/write-parquet.ts';
import { parquetBytes, writeParquet } from '../../../../runtime/columnar/parquet/write-parquet.ts';
import { valuePrinter } from '../../../../runtime/columnar/convert/print-value.ts';
import { rowsOf } from '../../../../runtime/columnar/rows-of.ts';
import { tableFromRows } from '../../../../runtime/columnar/table-from-rows.ts';
import type { Table } from '../../../../runtime/columnar/table.ts';
import type { Value } from '../../../../runtime/columnar/value.ts';
import { arbitraryColumn } from '../../../support/columnar/arbitrary-tables.ts';
import { arbitraryValues, SAMPLE_TYPES } from '../../../support/columnar/arbitrary-values.ts';
import { checkProperty } from '../../../support/columnar/check-property.ts';

function read(bytes: Uint8Array): Table {
  return readParquet(openParquet(memorySource('test.parquet', bytes)));
}

function valuesOf(table: Table): Value[] {
  return [...rowsOf(table)].map(([value]) => value!);
}

/** Parquet has only whole milliseconds and no negative parts. */
const parquetIntervals = arbitraryValues({ kind: 'interval' }, 15).map((list) =>
  list.map((value) => {
    if (value === null) return null;
    const { months, days, micros } = value as { months: number; days: number; micros: number };
    return {
      months: Math.abs(months) % 1000,
      days: Math.abs(days) % 1000,
      micros: (Math.abs(micros) % 4000000) * 1000,
    };
  }),
);

for (const type of SAMPLE_TYPES) {
  test(`${showDataType(type)} through Parquet and back`, () => {
    checkProperty(
      arbitraryColumn(type, type.kind === 'interval' ? parquetIntervals : undefined),
      ({ values, table }) => {
        const compression = (['none', 'snappy', 'zstd'] as const)[values.length % 3]!;
        const back = read(parquetBytes(table, { compression }));
        assert.equal(back.fields, table.fields);
        assert.equal(valuesOf(back), values);
      },
      20,
    );
  });
}

const NESTED: DataType = {
  kind: 'struct',
  fields: [
    { name: 'x', type: INT, nullable: true },
    { name: 'l', type: { kind: 'list', element: STRING, elementNullable: true }, nullable: true },
  ],
};
const FIELDS: Field[] = [
  { name: 'id', type: INT, nullable: false },
  { name: 'n.o', type: NESTED, nullable: true },
  { name: 'm', type: { kind: 'map', key: STRING, value: decimal(20, 2) }, nullable: true },
  { name: 'f', type: { kind: 'float', bits: 64 }, nullable: true },
  { name: 'b', type: { kind: 'boolean' }, nullable: true },
];
const ROWS: Value[][] = [
  [2n ** 60n, { $x: 1, $l: ['a', null] }, [{ $key: 'k', $value: 150 }], NaN, true],
  [-5, { $x: null, $l: [] }, null, -1.5, false],
  [7, null, [], null, null],
];
const IDS: FieldIds[] = [
  { id: 1, parts: [] },
  {
    id: 2,
    parts: [
      { id: 3, parts: [] },
      { id: 4, parts: [{ id: 5, parts: [] }] },
    ],
  },
  {
    id: 6,
    parts: [
      { id: 7, parts: [] },
      { id: 8, parts: [] },
    ],
  },
  { id: 9, parts: [] },
  { id: 10, parts: [] },
];

test('field ids stand on every column and part, statistics on every leaf', () => {
  const written = writeParquet(tableFromRows(FIELDS, ROWS), { fieldIds: IDS });
  const file = openParquet(memorySource('x', written.bytes));
  const ids = (fields: typeof file.fields): unknown =>
    fields.map(({ fieldId, children }) => (children.length === 0 ? fieldId : [fieldId, ids(children)]));
  assert.equal(ids(file.fields), [1, [2, [3, [4, [5]]]], [6, [7, 8]], 9, 10]);
  assert.is(written.footerBytes, new DataView(written.bytes.buffer).getUint32(written.bytes.length - 8, true));
  assert.equal(
    written.columns.map(({ fieldId, values, nulls, min, max, hasNaN }) => [fieldId, values, nulls, min, max, hasNaN]),
    [
      [1, 3, 0, -5, 2n ** 60n, null],
      [3, 1, 2, 1, 1, null],
      [5, 1, 3, 'a', 'a', null],
      [7, 1, 2, 'k', 'k', null],
      [8, 1, 2, 150, 150, null],
      [9, 2, 1, -1.5, -1.5, true],
      [10, 2, 1, false, true, null],
    ],
  );
});

test('columns and row groups are chosen', () => {
  const rows = Array.from({ length: 300000 }, (_, i) => [i, `s${i % 5}`, i % 3 === 0 ? null : i / 2]);
  const table = tableFromRows(
    [
      { name: 'i', type: INT, nullable: false },
      { name: 's', type: STRING, nullable: true },
      { name: 'f', type: { kind: 'float', bits: 64 }, nullable: true },
    ],
    rows,
  );
  const file = openParquet(memorySource('x', parquetBytes(table)));
  assert.equal(
    file.footer.rowGroups.map(({ rowCount }) => rowCount),
    [131072, 131072, 37856],
  );
  const part = readParquet(file, { columns: [2, 0], rowGroups: (group) => group !== 0 });
  assert.equal(
    part.fields.map(({ name }) => name),
    ['f', 'i'],
  );
  assert.equal(
    [...rowsOf(part)],
    rows.slice(131072).map(([i, , f]) => [f, i]),
  );
  assert.is(readParquet(file, { columns: [] }).rowCount, 300000);
  const whole = readParquet(file);
  const [first, second] = whole.segments;
  assert.is(
    (first!.columns[1] as { dictionary: unknown }).dictionary,
    (second!.columns[1] as { dictionary: unknown }).dictionary,
  );
});

test('DuckDB reads what is written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
  try {
    const fields: Field[] = [
      ...FIELDS,
      { name: 'at', type: TIMESTAMP, nullable: true },
      { name: 'z', type: TIMESTAMPZ, nullable: true },
      { name: 'u', type: { kind: 'uuid' }, nullable: true },
      { name: 'iv', type: { kind: 'interval' }, nullable: true },
      { name: 't', type: { kind: 'time' }, nullable: true },
      { name: 'd', type: { kind: 'date' }, nullable: true },
    ];
    const extra: Value[] = [
      1000001,
      0,
      '0f2b1c3d-0000-4000-8000-0123456789ab',
      { months: 14, days: 3, micros: 5000 },
      3600000001,
      19000,
    ];
    const rows = ROWS.map((row, i) => [...row, ...extra.map((value) => (i === 2 ? null : value))]);
    const path = join(folder, 'x.parquet');
    writeFileSync(path, parquetBytes(tableFromRows(fields, rows), { compression: 'zstd' }));
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run("set timezone = 'UTC'");
    const types = await connection.runAndReadAll(`select column_type from (describe from '${path}')`);
    assert.equal(types.getRows().flat(), [
      'BIGINT',
      'STRUCT(x BIGINT, l VARCHAR[])',
      'MAP(VARCHAR, DECIMAL(20,2))',
      'DOUBLE',
      'BOOLEAN',
      'TIMESTAMP',
      'TIMESTAMP WITH TIME ZONE',
      'UUID',
      'INTERVAL',
      'TIME',
      'DATE',
    ]);
    const result = await connection.runAndReadAll(`select cast(columns(*) as varchar) from '${path}'`);
    assert.equal(result.getRows(), [
      [
        '1152921504606846976',
        "{'x': 1, 'l': [a, NULL]}",
        '{k=1.50}',
        'nan',
        'true',
        '1970-01-01 00:00:01.000001',
        '1970-01-01 00:00:00+00',
        '0f2b1c3d-0000-4000-8000-0123456789ab',
        '1 year 2 months 3 days 00:00:00.005',
        '01:00:00.000001',
        '2022-01-08',
      ],
      [
        '-5',
        "{'x': NULL, 'l': []}",
        null,
        '-1.5',
        'false',
        '1970-01-01 00:00:01.000001',
        '1970-01-01 00:00:00+00',
        '0f2b1c3d-0000-4000-8000-0123456789ab',
        '1 year 2 months 3 days 00:00:00.005',
        '01:00:00.000001',
        '2022-01-08',
      ],
      ['7', null, '{}', null, null, null, null, null, null, null, null],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what DuckDB writes is read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
  try {
    const path = join(folder, 'd.parquet');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`copy (select i::utinyint as a, i * 1000000000000 as b, case when i % 2 = 0 then 'even' end as c, (i / 4)::decimal(9,3) as d,
      date '2026-01-01' + i::int as e, timestamp '2026-01-01 10:00:00.5' as f, [i, null] as g, {'p': i, 'q': 'x'} as h, map {'k': i} as m, uuid() is not null as k,
      'ab'::blob as l, i::hugeint::double as n, '{"a": 1}'::json as o from range(5) t(i)) to '${path}' (format parquet)`);
    const { readFileSync } = await import('node:fs');
    const table = read(readFileSync(path));
    assert.equal(
      table.fields.map(({ type }) => showDataType(type)),
      [
        'uint8',
        'int',
        'string',
        'decimal(9,3)',
        'date',
        'timestamp',
        'int?[]',
        '{p: int?, q: string?}',
        'Dict<string, int>',
        'boolean',
        'blob',
        'float',
        'json',
      ],
    );
    const [, second] = [...rowsOf(table)];
    assert.equal(second, [
      1,
      1000000000000,
      null,
      250,
      20455,
      1767261600500000,
      [1, null],
      { $p: 1, $q: 'x' },
      [{ $key: 'k', $value: 1 }],
      true,
      new Uint8Array(Buffer.from('ab')),
      1,
      '{"a": 1}',
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('pages of every codec and version of DuckDB give its values', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
  try {
    const { readFileSync } = await import('node:fs');
    const path = join(folder, 'p.parquet');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`create table t as select case when i % 7 <> 0 then i end as a, (i * 1000003) % 1000000007 as b, case when i % 3 = 0 then 'str' || (i % 100) end as c,
      'u' || i || repeat('x', (i % 40)::int) as d, case when i between 500 and 900 then null else i / 8.0 end as e, case when i % 11 = 0 then null else i % 3 = 0 end as f,
      date '2000-01-01' + (i % 100)::int as g, timestamp '2000-01-01' + interval (i) second as h, (i % 1000)::decimal(12,2) as k, (i % 200)::utinyint as l, i::float as m from range(3000) s(i)`);
    for (const codec of ['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4_raw']) {
      for (const version of ['V1', 'V2']) {
        await connection.run(
          `copy t to '${path}' (format parquet, codec ${codec}, parquet_version ${version}, row_group_size 2048)`,
        );
        const table = read(readFileSync(path));
        const printers = table.fields.map(({ type }) => (type.kind === 'float' ? String : valuePrinter(type)));
        const rows = [...rowsOf(table)].map((row) =>
          row.map((value, i) => (value === null ? null : printers[i]!(value))),
        );
        const expected = (
          await connection.runAndReadAll(`select cast(columns(* exclude (e, m)) as varchar), e, m from '${path}'`)
        ).getRows();
        const order = table.fields.map(({ name }) =>
          ['a', 'b', 'c', 'd', 'f', 'g', 'h', 'k', 'l', 'e', 'm'].indexOf(name),
        );
        assert.equal(
          rows,
          expected.map((row) => order.map((at) => (row[at] === null ? null : String(row[at])))),
          `${codec} ${version}`,
        );
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('bounds of row groups are known from the footer', () => {
  const rows = Array.from({ length: 200000 }, (_, i) => [i, `s${100000 + i}`, i % 2 === 0 ? null : i / 4, i % 3 === 0]);
  const table = tableFromRows(
    [
      { name: 'i', type: INT, nullable: false },
      { name: 's', type: STRING, nullable: true },
      { name: 'f', type: { kind: 'float', bits: 64 }, nullable: true },
      { name: 'b', type: { kind: 'boolean' }, nullable: true },
    ],
    rows,
  );
  const file = openParquet(memorySource('x', parquetBytes(table)));
  assert.equal(
    [0, 1, 2, 3].map((position) => groupBounds(file, 1, position)),
    [
      { min: 131072, max: 199999, nullCount: 0 },
      { min: 's231072', max: 's299999', nullCount: 0 },
      { min: 32768.25, max: 49999.75, nullCount: 34464 },
      { min: false, max: true, nullCount: 0 },
    ],
  );
});

test('damaged files are refused with place and cause', () => {
  const bytes = parquetBytes(
    tableFromRows(
      [
        { name: 'i', type: INT, nullable: false },
        { name: 's', type: STRING, nullable: true },
      ],
      Array.from({ length: 1000 }, (_, i) => [i, String(i * 7919)]),
    ),
  );
  const corrupt = (damaged: Uint8Array): void => {
    try {
      read(damaged);
    } catch (error) {
      if (!(error instanceof GobiError)) throw error;
      assert.is(error.exception, 'CorruptFile');
      assert.match(error.message, "'test.parquet'");
      return;
    }
    assert.unreachable();
  };
  for (const length of [0, 4, 11, 100, bytes.length - 1]) corrupt(bytes.slice(0, length));
  corrupt(Buffer.from('id,name\n1,a\n2,b\n3,c\n'));
  const footer = new DataView(bytes.buffer).getUint32(bytes.length - 8, true);
  const damagedAt = (start: number): Uint8Array =>
    Uint8Array.from(bytes, (byte, i) => (i >= start && i < start + 30 ? 255 : byte));
  corrupt(damagedAt(bytes.length - 8 - footer));
  corrupt(damagedAt(4));
  assert.is(read(bytes).rowCount, 1000);
});

test.run();
