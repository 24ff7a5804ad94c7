import { gzipSync } from 'node:zlib';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { decimal, FLOAT, INT, showField, STRING, TIMESTAMP } from '../../../compiler/contract/data-type.ts';
import { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { inferSchema, readFile, writeFile } from '../../../runtime/columnar/files.ts';
import { rowsOf } from '../../../runtime/columnar/rows-of.ts';
import { tableFromRows } from '../../../runtime/columnar/table-from-rows.ts';
import { memoryFiles } from '../../../runtime/host/memory/memory-files.ts';

const table = tableFromRows(
  [
    { name: 'id', type: INT, nullable: true },
    { name: 'Name', type: STRING, nullable: true },
    { name: 'at', type: TIMESTAMP, nullable: true },
  ],
  [
    [1, 'x', 1768384800000000],
    [2, null, null],
  ],
);

function fails(exception: string, work: () => unknown): GobiError {
  try {
    work();
  } catch (error) {
    if (!(error instanceof GobiError)) throw error;
    assert.is(error.exception, exception);
    return error;
  }
  return assert.unreachable(exception) as never;
}

for (const name of [
  't.parquet',
  't.csv',
  't.tsv',
  't.json',
  't.ndjson',
  't.jsonl',
  't.arrow',
  't.feather',
  't.csv.gz',
  't.json.zst',
]) {
  test(`${name} is written and read`, () => {
    const files = memoryFiles();
    writeFile(files, `/${name}`, table);
    assert.equal(inferSchema(files, `/${name}`).map(showField), ['id: int?', 'Name: string?', 'at: timestamp?']);
    assert.equal([...rowsOf(readFile(files, `/${name}`))], [...rowsOf(table)]);
    const part = readFile(files, `/${name}`, { columns: ['name', 'id'] });
    assert.equal(part.fields.map(showField), ['Name: string?', 'id: int?']);
    assert.equal(
      [...rowsOf(part)],
      [
        ['x', 1],
        [null, 2],
      ],
    );
    const typed = readFile(files, `/${name}`, {
      fields: [
        { name: 'ID', type: decimal(5, 1), nullable: true },
        { name: 'at', type: STRING, nullable: true },
      ],
    });
    assert.equal(typed.fields.map(showField), ['ID: decimal(5,1)?', 'at: string?']);
    assert.equal(
      [...rowsOf(typed)].map(([id]) => id),
      [10, 20],
    );
    fails('ColumnNotFound', () =>
      readFile(files, `/${name}`, { columns: ['nope'], fields: [{ name: 'nope', type: INT, nullable: true }] }),
    );
  });
}

test('formats that are not known are refused', () => {
  const files = memoryFiles();
  files.create('/x.orc', new Uint8Array(3));
  assert.match(fails('UnknownFormat', () => readFile(files, '/x.orc')).hint!, 'convert the file to Parquet');
  fails('UnknownFormat', () => writeFile(files, '/x.xlsx', table));
  fails('FileNotFound', () => readFile(files, '/none.csv'));
  files.create('/x.csv.gz', gzipSync('a,b\n1,2\n').subarray(0, 20));
  fails('CorruptFile', () => readFile(files, '/x.csv.gz'));
  files.create('/data', Buffer.from('a,b\n1,2\n'));
  assert.is(readFile(files, '/data', { format: 'csv' }).rowCount, 1);
});

test('patterns read all files by the names of their columns', () => {
  const files = memoryFiles();
  files.makeFolder('/in/2026/01');
  files.create('/in/a.csv', Buffer.from('id,x\n1,2\n'));
  files.create('/in/b.csv', Buffer.from('y,id\nq,2.5\n'));
  files.create('/in/2026/01/c.csv', Buffer.from('id\n3\n4\n'));
  files.create('/in/.hidden.csv', Buffer.from('id\n9\n'));
  assert.equal(inferSchema(files, '/in/*.csv'), [
    { name: 'id', type: FLOAT, nullable: true },
    { name: 'x', type: INT, nullable: true },
    { name: 'y', type: STRING, nullable: true },
  ]);
  assert.equal(
    [...rowsOf(readFile(files, '/in/*.csv'))],
    [
      [1, 2, null],
      [2.5, null, 'q'],
    ],
  );
  assert.equal([...rowsOf(readFile(files, '/in/**/*.csv', { columns: ['id'] }))], [[3], [4], [1], [2.5]]);
  assert.equal(
    [...rowsOf(readFile(files, '/in/[ab].{csv,txt}', { columns: ['x', 'id'] }))],
    [
      [2, 1],
      [null, 2.5],
    ],
  );
  fails('FileNotFound', () => readFile(files, '/in/*.parquet'));
});

test.run();
