import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { PackedIds, VectorIds } from '../../../../runtime/columnar/operators/key-ids.ts';
import { packedBlock, packKeys } from '../../../../runtime/columnar/operators/packing.ts';
import { vectorOf } from '../../../../runtime/columnar/operators/vector.ts';

test('keys with known bounds are packed by mixed radix; NULL counts as 0', () => {
  const packing = packKeys([
    { low: 5, high: 9, nullable: false },
    { low: -1, high: 1, nullable: true },
  ]);
  assert.is(packing.fits, true);
  assert.is(packing.size, 5 * 4);
  assert.equal(packing.lows, [5, -2]);
  assert.equal(packing.strides, [1, 5]);
  assert.instance(packedBlock(packing, 4), Int32Array);
});

test('bounds that are unknown or too wide do not fit', () => {
  assert.is(packKeys([null]).fits, false);
  const wide = { low: 0, high: 2 ** 40, nullable: false };
  assert.is(packKeys([wide]).wide, true);
  assert.is(packKeys([wide, wide]).fits, false);
});

test('packed keys get ids in order of appearance, directly and hashed', () => {
  for (const high of [10, 2 ** 40]) {
    const ids = new PackedIds(packKeys([{ low: 0, high, nullable: false }]), 8);
    const out = new Int32Array(4);
    ids.assign(Float64Array.of(7, 3, 7, 9), 4, out);
    assert.equal([...out], [0, 1, 0, 2]);
    assert.equal([...ids.fresh.subarray(0, 3)], [0, 1, 3]);
    ids.assign(Float64Array.of(9, 1), 2, out);
    assert.equal([...out.subarray(0, 2)], [2, 3]);
    assert.equal(ids.fresh[0], 1);
  }
});

test('vectors of any form combine; equal values of different forms are one key', () => {
  const ids = new VectorIds(2, true, 8);
  const out = new Int32Array(4);
  ids.assign(
    [
      vectorOf('f64', Float64Array.of(1, NaN, 1, 0)),
      vectorOf('code', Int32Array.of(0, 1, 0, 1), Uint8Array.of(0, 0, 0, 1), ['x', 'y']),
    ],
    4,
    out,
  );
  assert.equal([...out], [0, 1, 0, 2]);
  ids.assign([vectorOf('any', [1, NaN, -0]), vectorOf('any', ['x', 'y', null])], 3, out);
  assert.equal([...out.subarray(0, 3)], [0, 1, 2]);
  assert.is(ids.count, 3);
});

test('in joins a row with a NULL key has no id, and unknown keys are not found', () => {
  const ids = new VectorIds(2, false, 8);
  const out = new Int32Array(3);
  const nulls = Uint8Array.of(0, 1, 0);
  ids.assign([vectorOf('i32', Int32Array.of(1, 2, 3), nulls), vectorOf('i32', Int32Array.of(5, 5, 5))], 3, out);
  assert.equal([...out], [0, -1, 1]);
  ids.find([vectorOf('i32', Int32Array.of(3, 2, 1)), vectorOf('i32', Int32Array.of(5, 5, 6))], 3, out);
  assert.equal([...out], [1, -1, -1]);
});

test('thousands of keys survive growing', () => {
  const ids = new VectorIds(1, true, 16, true);
  const keys = vectorOf(
    'f64',
    Float64Array.from({ length: 50_000 }, (_, i) => (i % 20_000) * 1.5),
  );
  const out = new Int32Array(50_000);
  ids.assign([keys], 50_000, out);
  assert.is(ids.count, 20_000);
  assert.ok(out.every((id, i) => id === i % 20_000));
});

test.run();
