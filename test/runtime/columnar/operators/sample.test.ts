import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { UNCHECKED } from '../../../../runtime/columnar/operators/checked.ts';
import { sampledRows } from '../../../../runtime/columnar/operators/sample.ts';

const ROWS = { unit: 'rows', exactly: true } as const;
const CHANCE = { unit: 'percent', exactly: false } as const;

test('every row is as likely to be chosen, alone and in pairs', () => {
  const taken = new Int32Array(5);
  let first = 0;
  for (let seed = 0; seed < 20_000; seed++) {
    const rows = sampledRows(5, ROWS, 2, seed, UNCHECKED);
    assert.is(rows.length, 2);
    for (const row of rows) taken[row]!++;
    if (rows[0] === 0 && rows[1] === 1) first++;
  }
  for (const count of taken) assert.ok(Math.abs(count - 8000) < 400, `chosen ${count} times, 8000 expected`);
  assert.ok(Math.abs(first - 2000) < 250, `the pair came ${first} times, 2000 expected`);
});

test('a chance is that of each row', () => {
  const { length } = sampledRows(100_000, CHANCE, 25, 1, UNCHECKED);
  assert.ok(Math.abs(length - 25_000) < 600, `${length} rows, 25000 expected`);
});

test('a seed chooses the same rows, none those of the random source', () => {
  assert.equal(sampledRows(1000, ROWS, 10, 4, UNCHECKED), sampledRows(1000, ROWS, 10, 4, UNCHECKED));
  assert.not.equal(sampledRows(1000, ROWS, 10, 4, UNCHECKED), sampledRows(1000, ROWS, 10, 5, UNCHECKED));
  const from = (value: number) => ({ ...UNCHECKED, random: () => value });
  assert.equal(sampledRows(1000, ROWS, 10, null, from(0.5)), sampledRows(1000, ROWS, 10, null, from(0.5)));
  assert.not.equal(sampledRows(1000, ROWS, 10, null, from(0.5)), sampledRows(1000, ROWS, 10, null, from(0.6)));
});

test('NULL, negative and too large sizes are refused', () => {
  for (const size of [null, -1]) assert.throws(() => sampledRows(5, ROWS, size, 1, UNCHECKED), /SAMPLE/);
  assert.throws(() => sampledRows(5, CHANCE, 101, 1, UNCHECKED), /between 0 and 100/);
  assert.is(sampledRows(5, ROWS, 9, 1, UNCHECKED).length, 5);
});

test.run();
