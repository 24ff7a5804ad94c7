import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, STRING } from '../../../../compiler/contract/data-type.ts';
import { columnFromValues } from '../../../../runtime/columnar/builders/column-builder.ts';
import { passColumns } from '../../../../runtime/columnar/operators/result.ts';
import { rowsOf } from '../../../../runtime/columnar/rows-of.ts';

const fields = [
  { name: 'n', type: INT, nullable: true },
  { name: 's', type: STRING, nullable: true },
];
const segment = {
  columns: [columnFromValues(INT, [1, null, 3]), columnFromValues(STRING, ['a', 'b', null])],
  length: 3,
  deleted: null,
  deletedCount: 0,
};

test('columns are shared with the table', () => {
  const passed = passColumns({ fields, segments: [segment], rowCount: 3 }, [fields[1]!, fields[1]!], [1, 1]);
  assert.is(passed.segments[0]!.columns[0], segment.columns[1]);
  assert.equal(
    [...rowsOf(passed)],
    [
      ['a', 'a'],
      ['b', 'b'],
      [null, null],
    ],
  );
});

test('deleted rows are left out', () => {
  const deleted = { ...segment, deleted: Uint8Array.of(0b010), deletedCount: 1 };
  const gone = { ...segment, deleted: Uint8Array.of(0b111), deletedCount: 3 };
  const passed = passColumns({ fields, segments: [gone, deleted], rowCount: 2 }, [fields[0]!], [0]);
  assert.is(passed.rowCount, 2);
  assert.is(passed.segments.length, 1);
  assert.equal([...rowsOf(passed)], [[1], [3]]);
});

test.run();
