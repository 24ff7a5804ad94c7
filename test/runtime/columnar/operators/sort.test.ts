import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { comparatorOf, sortedRows, TopRows, type SortColumn } from '../../../../runtime/columnar/operators/sort.ts';
import { radixOrder } from '../../../../runtime/columnar/operators/radix-order.ts';
import { vectorOf } from '../../../../runtime/columnar/operators/vector.ts';
import { random } from '../differential/random.ts';

test('many rows by several keys of all forms sort as by comparing, and stay stable', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const source = random(seed);
    const length = 70 + source.below(400);
    const flags = (): Uint8Array => Uint8Array.from({ length }, () => (source.chance(0.2) ? 1 : 0));
    const columns = [
      vectorOf(
        'i32',
        Int32Array.from({ length }, () => source.below(9) - 4),
        flags(),
      ),
      vectorOf(
        'f64',
        Float64Array.from({ length }, () =>
          source.pick([0.5, -0, 0, NaN, Infinity, -Infinity, 2 ** 53, -(2 ** 52), source.below(1000)]),
        ),
      ),
      vectorOf(
        'code',
        Int32Array.from({ length }, () => source.below(4)),
        flags(),
        ['b', 'a', 'ü', '\u{1f600}'],
      ),
      vectorOf(
        'any',
        source.list(length, () => source.pick([null, 5, 7n ** 30n, -3])),
      ),
      vectorOf(
        'f64',
        Float64Array.from({ length }, () => source.below(100) * 60_000_000 + 1e12),
      ),
    ];
    const keys = columns
      .map((vector): SortColumn => ({ vector, descending: source.chance(0.5), nullsFirst: source.chance(0.5) }))
      .filter(() => source.chance(0.6));
    const compare = comparatorOf(keys);
    const expected = Array.from({ length }, (_, row) => row).sort((a, c) => compare(a, c) || a - c);
    assert.equal([...sortedRows(keys, length)], expected, `seed ${seed}`);
  }
});

test('a radix sort orders keys of more than 32 bits', () => {
  const keys = Float64Array.of(2 ** 52, 5, 2 ** 33 + 1, 2 ** 33, 5);
  assert.equal([...radixOrder(keys, 2 ** 53)], [1, 4, 3, 2, 0]);
});

test('top rows keep what may be among the first', () => {
  const top = new TopRows(2, false);
  assert.is(top.boundBy(null), Infinity);
  assert.is(top.wholeBoundBy(null), 2147483647);
  const vector = vectorOf(
    'f64',
    Float64Array.from({ length: 3000 }, (_, i) => (i * 7919) % 3000),
  );
  const kept = top.trim([{ vector, descending: false, nullsFirst: false }], [vector], 3000);
  assert.is(kept, 2);
  assert.equal([...(vector.values as Float64Array).subarray(0, 2)], [0, 1]);
  assert.is(top.boundBy(null), 1);
  assert.is(top.wholeBoundBy(null), 1);
  assert.is(top.wholeBoundBy(Int32Array.of(5, 4)), 4);
});

test('a limit of no rows lets nothing through', () => {
  assert.is(new TopRows(0, true).boundBy(null), Infinity);
});

test.run();
