import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { JoinTable, Matches, unmarkedRows } from '../../../../runtime/columnar/operators/join.ts';
import { vectorOf, type Vector } from '../../../../runtime/columnar/operators/vector.ts';

function found(table: JoinTable, keys: readonly Vector[], n: number, missing = -1): number[] {
  const rows = new Int32Array(n);
  table.find(keys, n, rows, missing);
  return [...rows];
}

test('narrow whole keys are looked up directly; NULL keys have no rows on either side', () => {
  const table = new JoinTable([vectorOf('i32', Int32Array.of(7, 0, 9), Uint8Array.of(0, 1, 0))], 3);
  assert.is(table.unique, true);
  assert.equal(
    found(table, [vectorOf('f64', Float64Array.of(9, 0, 7.5, 7), Uint8Array.of(0, 0, 0, 0))], 4),
    [2, -1, -1, 0],
  );
  assert.equal(found(table, [vectorOf('i32', Int32Array.of(9, 9), Uint8Array.of(1, 0))], 2, 3), [3, 2]);
});

test('values of the abi find typed keys, but not what stands beside a NULL', () => {
  const table = new JoinTable([vectorOf('i32', Int32Array.of(3, 2, 0), Uint8Array.of(0, 0, 1))], 3);
  assert.equal(found(table, [vectorOf('any', [0, 3, null, 2n ** 60n])], 4), [-1, 0, -1, -1]);
});

test('codes of one dictionary find strings of another', () => {
  const table = new JoinTable([vectorOf('code', Int32Array.of(0, 1), null, ['a', 'b'])], 2);
  assert.equal(found(table, [vectorOf('code', Int32Array.of(0, 1, 1), null, ['b', 'c'])], 3), [1, -1, -1]);
  assert.equal(found(table, [vectorOf('any', ['a', 'z'])], 2), [0, -1]);
});

test('rows with equal keys follow one another, in chunks', () => {
  const table = new JoinTable([vectorOf('i32', Int32Array.of(1, 2, 1, 1))], 4);
  assert.is(table.unique, false);
  const matches = new Matches(table, 2);
  const rows = new Int32Array(3);
  table.find([vectorOf('i32', Int32Array.of(2, 5, 1))], 3, rows, -1);
  matches.start(rows, 3);
  const pairs: [number, number][] = [];
  for (let n = matches.advance(); n > 0; n = matches.advance())
    for (let j = 0; j < n; j++) pairs.push([matches.positions[j]!, matches.rows[j]!]);
  assert.equal(pairs, [
    [0, 1],
    [2, 0],
    [2, 2],
    [2, 3],
  ]);
});

test('without keys every row matches', () => {
  const table = new JoinTable([], 2);
  assert.equal(found(table, [], 2), [0, 0]);
  assert.equal([...table.next], [1, -1, -1]);
});

test('rows that were not marked are listed, and the marks are gone', () => {
  const flags = Uint8Array.of(1, 0, 1, 0);
  const rows = new Int32Array(4);
  assert.is(unmarkedRows(flags, 4, rows), 2);
  assert.equal([...rows.subarray(0, 2)], [1, 3]);
  assert.equal([...flags], [0, 0, 0, 0]);
});

test.run();
