import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, STRING } from '../../../../compiler/contract/data-type.ts';
import type { ColumnEntry } from '../../../../runtime/catalog/catalog-state.ts';
import { readValue } from '../../../../runtime/columnar/column-reader.ts';
import { tableFromRows } from '../../../../runtime/columnar/table-from-rows.ts';
import type { Value } from '../../../../runtime/columnar/value.ts';
import { RowRun } from '../../../../runtime/lake/rows/row-run.ts';

const entry = (name: string, fieldId: number, type: ColumnEntry['type']): ColumnEntry => ({
  name,
  type,
  nullable: true,
  defaultText: null,
  defaultValue: undefined,
  fieldId,
  storageType: type.kind,
  parts: [],
  initialDefault: null,
  comment: null,
});
const columns = [entry('a', 1, INT), entry('b', 2, STRING)];

function read(run: RowRun, rows: number, column: ColumnEntry): Value[] {
  return run
    .chunks(rows)
    .flatMap((chunk) => Array.from({ length: chunk.length }, (_, row) => readValue(chunk.column(column), row)));
}

test('rows come back in order, by chunk and one by one, up to any length', () => {
  const run = new RowRun(columns);
  for (let i = 0; i < 700; i++) run.append([i, `n${i}`]);
  run.appendSegment(
    tableFromRows(
      columns,
      Array.from({ length: 600 }, (_, i) => [700 + i, null]),
    ).segments[0]!,
  );
  run.appendSegment(tableFromRows(columns, [[1300, 'few']]).segments[0]!);
  for (const length of [0, 1, 699, 700, 701, 1300, 1301]) {
    assert.equal(
      read(run, length, columns[0]!),
      Array.from({ length }, (_, i) => i),
    );
  }
  assert.is(run.value(1300, columns[1]!), 'few');
  assert.is(run.value(699, columns[1]!), 'n699');
  assert.is(run.value(1000, columns[1]!), null);
});

test('a column that the rows do not have is its initial default', () => {
  const run = new RowRun(columns);
  run.append([1, 'x']);
  const added = { ...entry('c', 3, INT), initialDefault: 7 };
  assert.is(run.value(0, added), 7);
  assert.equal(read(run, 1, added), [7]);
});

test('rows that are scanned one after the other stay in few chunks', () => {
  const run = new RowRun(columns);
  for (let i = 0; i < 5000; i++) {
    run.append([i, 'x']);
    run.chunks(run.length);
  }
  assert.ok(run.chunks(5000).length <= 14, String(run.chunks(5000).length));
  assert.equal(
    read(run, 5000, columns[0]!),
    Array.from({ length: 5000 }, (_, i) => i),
  );
});

test('row ids are those that were set, or count up', () => {
  const run = new RowRun(columns);
  for (let i = 0; i < 4; i++) run.append([i, null]);
  assert.is(run.rowId(0), null);
  run.countRowIds(1, 100);
  run.setRowId(2, 7);
  assert.equal(
    [0, 1, 2, 3].map((row) => run.rowId(row)),
    [null, 100, 7, 102],
  );
});

test.run();
