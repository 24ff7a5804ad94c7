import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, STRING, type Field } from '../../../../compiler/contract/data-type.ts';
import { tableFromRows } from '../../../../runtime/columnar/table-from-rows.ts';
import type { Table } from '../../../../runtime/columnar/table.ts';
import { tableToList } from '../../../../runtime/execution/abi/rows.ts';
import { RowStream } from '../../../../runtime/execution/query/row-stream.ts';

const FIELDS: readonly Field[] = [
  { name: 'id', type: INT, nullable: false },
  { name: 'note', type: STRING, nullable: true },
];

/** Two segments of two rows and one of one, the second row of the first deleted. */
function rows(): Table {
  const parts = [
    [
      [1, 'a'],
      [2, 'b'],
    ],
    [
      [3, null],
      [4, 'd'],
    ],
    [[5, 'e']],
  ].map((part) => tableFromRows(FIELDS, part).segments[0]!);
  const [first, ...others] = parts;
  const segments = [{ ...first!, deleted: new Uint8Array([0b10]), deletedCount: 1 }, ...others];
  return { fields: FIELDS, segments, rowCount: 4 };
}

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'nothing';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('rows come in order, without deleted ones, over the ends of segments', () => {
  const stream = new RowStream(rows());
  const seen = [];
  while (stream.hasNext()) seen.push(stream.next(false));
  assert.equal(seen, [
    { $id: 1, $note: 'a' },
    { $id: 3, $note: null },
    { $id: 4, $note: 'd' },
    { $id: 5, $note: 'e' },
  ]);
  assert.is(
    codeOf(() => stream.next(false)),
    'RUNTIME_010',
  );
  assert.is(stream.rowCount, 0);
});

test('as a table a stream is what is left at each row', () => {
  const stream = new RowStream(rows());
  for (const left of [4, 3, 2, 1, 0]) {
    assert.is(stream.rowCount, left);
    assert.equal(
      tableToList(stream).map((row) => (row as unknown as { $id: number }).$id),
      [1, 3, 4, 5].slice(4 - left),
    );
    if (left > 0) stream.next(false);
  }
});

test('a closed stream answers nothing but close', () => {
  const stream = new RowStream(rows());
  stream.next(false);
  assert.is(stream.drain().rowCount, 3);
  stream.close();
  for (const ask of [() => stream.hasNext(), () => stream.next(true), () => stream.segments, () => stream.rowCount])
    assert.is(codeOf(ask), 'RUNTIME_009');
});

test.run();
