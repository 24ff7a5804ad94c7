import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DataType } from '../../../../compiler/contract/data-type.ts';
import { INT, showDataType, showField, STRING } from '../../../../compiler/contract/data-type.ts';
import { GobiError } from '../../../../compiler/contract/runtime-error.ts';
import type { ByteSource } from '../../../../runtime/columnar/byte-source.ts';
import { memorySource } from '../../../../runtime/columnar/byte-source.ts';
import { csvFields, openCsv, readCsv } from '../../../../runtime/columnar/csv/read-csv.ts';
import type { DialectOptions } from '../../../../runtime/columnar/csv/sniff-dialect.ts';
import { csvPieces } from '../../../../runtime/columnar/csv/write-csv.ts';
import { rowsOf } from '../../../../runtime/columnar/rows-of.ts';
import type { Table } from '../../../../runtime/columnar/table.ts';
import type { Value } from '../../../../runtime/columnar/value.ts';
import { arbitraryColumn } from '../../../support/columnar/arbitrary-tables.ts';
import { SAMPLE_TYPES } from '../../../support/columnar/arbitrary-values.ts';
import { checkProperty } from '../../../support/columnar/check-property.ts';

/** A source that hands out small pieces, so that records cross their ends. */
function source(text: string | Uint8Array): ByteSource {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return memorySource('test.csv', bytes);
}

function read(text: string | Uint8Array, options?: DialectOptions): Table {
  const file = openCsv(source(text), options);
  return readCsv(
    file,
    csvFields(file).map(({ type }, position) => ({ position, type })),
  );
}

function shown(text: string | Uint8Array, options?: DialectOptions): [string, Value[][]] {
  const table = read(text, options);
  return [table.fields.map(showField).join(', '), [...rowsOf(table)]];
}

function message(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof GobiError && error.exception === 'CorruptFile') return error.message;
    throw error;
  }
  return assert.unreachable() as never;
}

test('types are the narrowest that read every field', () => {
  assert.equal(
    shown(
      'a,b,c,d,e,f,g,h\n1,1.5,x,true,2026-01-14,2026-01-14 10:00:00,10:00:00,2026-01-14T10:00:00Z\n,2,,FALSE,,2026-01-14,,\n',
    ),
    [
      'a: int?, b: float?, c: string?, d: boolean?, e: date?, f: timestamp?, g: time?, h: timestampz?',
      [
        [1, 1.5, 'x', true, 20467, 1768384800000000, 36000000000, 1768384800000000],
        [null, 2, null, false, null, 1768348800000000, null, null],
      ],
    ],
  );
  const types = (values: string): string =>
    shown(
      `name,x\n${values
        .split(' ')
        .map((value) => `n,${value}`)
        .join('\n')}\n`,
    )[0].slice('name: string?, '.length);
  assert.is(types('007 008'), 'x: string?');
  assert.is(types('9223372036854775807 1'), 'x: int?');
  assert.is(types('9223372036854775808 1'), 'x: decimal(38,0)?');
  assert.is(types('1 2.0 1e5 NaN'), 'x: float?');
  assert.is(types('1 true'), 'x: string?');
  assert.is(types('2026-02-30'), 'x: string?');
  assert.is(types('-0 +5 0'), 'x: int?');
});

test('dialects are found out', () => {
  const rows = [
    [1, 'x;y'],
    [2, 'z'],
  ];
  assert.equal(shown('id;name\n1;"x;y"\n2;z\n'), ['id: int?, name: string?', rows]);
  assert.equal(shown('id\tname\r\n1\tx;y\r\n2\tz'), ['id: int?, name: string?', rows]);
  assert.equal(shown("id|name\n1|'x;y'\n2|z\n"), ['id: int?, name: string?', rows]);
  assert.equal(shown('\uFEFFid,name\r1,x;y\r2,z\r'), ['id: int?, name: string?', rows]);
  assert.equal(shown('1,x;y\n2,z\n'), ['column1: int?, column2: string?', rows]);
  assert.equal(shown('a,a,\nx,1,2\n'), ['a: string?, a_2: int?, column3: int?', [['x', 1, 2]]]);
  assert.equal(shown('year,2019,2020\nx,1.5,2.5\n', { header: true })[0], 'year: string?, 2019: float?, 2020: float?');
  assert.equal(shown('name\nx\n\ny\n'), ['name: string?', [['x'], [null], ['y']]]);
});

test('quotes, line ends and empty fields', () => {
  assert.equal(shown('a,b\n"say ""hi""","two\nlines"\n"",\n\n x ,"ä"\n'), [
    'a: string?, b: string?',
    [
      ['say "hi"', 'two\nlines'],
      ['', null],
      [' x ', 'ä'],
    ],
  ]);
});

test('bad rows are named by line', () => {
  assert.is(
    message(() => read('a,b\n1,2\n3\n4,5,6\n"x\ny",8\n9\n')),
    "'test.csv', line 3 cannot be read: the row has 1 field, the header 2; 3 rows are bad, others on lines 4, 7",
  );
  assert.is(
    message(() => read('a,b\n1,2\n"x,3\n')),
    "'test.csv', line 3 cannot be read: a quote is never closed",
  );
  assert.is(
    message(() => read('a,b\n1,2\n"x"y,3\n')),
    "'test.csv', line 3 cannot be read: there is text after a closing quote",
  );
  assert.is(
    message(() => read(Buffer.from('a,b\n1,x\n2,\xff\n', 'latin1'))),
    "'test.csv', line 3 cannot be read: the text is not UTF-8",
  );
  assert.is(
    message(() => read('')),
    "'test.csv' at byte 0 cannot be read: it has no rows and no header",
  );
  assert.is(
    message(() => read(Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le'))),
    "'test.csv' at byte 0 cannot be read: it is UTF-16; convert it to UTF-8",
  );
  const file = openCsv(source('a,b\n1,2\n\n3,x\n'));
  assert.is(
    message(() => readCsv(file, [{ position: 1, type: INT }])),
    "'test.csv', line 4, column b cannot be read: 'x' is not a valid int",
  );
});

test('records cross the pieces that are read', () => {
  const line = (i: number): string => `${i},"text ""${i}""\n${'x'.repeat(i % 50)}",${i / 4}\n`;
  const text = `id,text,f\n${Array.from({ length: 200000 }, (_, i) => line(i)).join('')}`;
  const table = read(text);
  assert.is(table.rowCount, 200000);
  assert.is(table.segments.length > 1, true);
  let i = 0;
  for (const [id, value, f] of rowsOf(table)) {
    if (id !== i || f !== i / 4 || value !== `text "${i}"\n${'x'.repeat(i % 50)}`) assert.unreachable(`row ${i}`);
    i++;
  }
});

for (const type of SAMPLE_TYPES) {
  test(`${showDataType(type)} through CSV and back`, () => {
    checkProperty(arbitraryColumn(type), ({ values, table }) => {
      const wide: Table = {
        ...table,
        fields: [...table.fields, { name: 'd', type: STRING, nullable: true }],
        segments: table.segments.map((segment) => ({
          ...segment,
          columns: [
            segment.columns[0]!,
            {
              type: STRING,
              length: segment.length,
              validity: null,
              layout: 'null',
              stats: { nullCount: segment.length, min: null, max: null, sorted: false, hasNaN: false },
            },
          ],
        })),
      };
      const file = openCsv(source([...csvPieces(wide)].join('')), { delimiter: ',', quote: '"', header: true });
      const back = readCsv(file, [{ position: 0, type }]);
      assert.equal(
        [...rowsOf(back)].map(([value]) => value),
        values,
      );
    });
  });
}

test('any bytes are read or refused, never taken apart wrongly', () => {
  const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ';', ' ', 'é'), maxLength: 6 });
  checkProperty(fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 8 }), (rows) => {
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const text = `h1,h2\n${rows.map((row) => row.map(quoted).join(',')).join('\n')}`;
    const file = openCsv(source(text), { delimiter: ',', quote: '"', header: true });
    const types: DataType[] = [STRING, STRING];
    assert.equal(
      [
        ...rowsOf(
          readCsv(
            file,
            types.map((type, position) => ({ position, type })),
          ),
        ),
      ],
      rows,
    );
  });
  checkProperty(
    fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', '\r', ';'), maxLength: 40 }),
    (text) => {
      try {
        read(text);
      } catch (error) {
        if (!(error instanceof GobiError)) throw error;
      }
    },
    300,
  );
});

test.run();
