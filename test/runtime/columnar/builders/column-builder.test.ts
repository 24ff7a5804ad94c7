import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INT, showDataType, STRING, TIMESTAMP } from '../../../../compiler/contract/data-type.ts';
import { columnFromValues } from '../../../../runtime/columnar/builders/column-builder.ts';
import type { Column, IntegerColumn } from '../../../../runtime/columnar/column.ts';
import { valueReader } from '../../../../runtime/columnar/column-reader.ts';
import { compareCodePoints } from '../../../../runtime/columnar/code-point-order.ts';
import type { Value } from '../../../../runtime/columnar/value.ts';
import { arbitraryValues, SAMPLE_TYPES } from '../../../support/columnar/arbitrary-values.ts';
import { checkProperty } from '../../../support/columnar/check-property.ts';

function valuesOf(column: Column): Value[] {
  return Array.from({ length: column.length }, (_, row) => valueReader(column)(row));
}

for (const type of SAMPLE_TYPES) {
  test(`values of ${showDataType(type)} come back from a column`, () => {
    checkProperty(arbitraryValues(type), (values) => {
      const column = columnFromValues(type, values);
      assert.equal(valuesOf(column), values);
      assert.is(column.stats.nullCount, values.filter((value) => value === null).length);
      assert.is(column.validity === null, column.stats.nullCount === 0 || column.layout === 'null');
    });
  });
}

function layoutOf(values: Value[], type = INT): string {
  const column = columnFromValues(type, values);
  const { base, factor } = column as IntegerColumn;
  return base === undefined ? column.layout : `${column.layout} ${base} ${factor}`;
}

test('integers get the narrowest exact layout', () => {
  assert.is(layoutOf([0, 255]), 'u8 0 1');
  assert.is(layoutOf([-1, 127]), 'i8 0 1');
  assert.is(layoutOf([-1, 253]), 'u8 -1 1');
  assert.is(layoutOf([100, 200, 5000]), 'u8 0 100');
  assert.is(layoutOf([130, 1030, 5030]), 'u8 130 100');
  assert.is(layoutOf([1000, 1001]), 'u8 1000 1');
  assert.is(layoutOf([0, 65535, 1]), 'u16 0 1');
  assert.is(layoutOf([0, 65536]), 'u8 0 65536');
  assert.is(layoutOf([0, 65537, 1]), 'i32 0 1');
  assert.is(layoutOf([0, 2 ** 31, 1]), 'f64');
  assert.is(layoutOf([2 ** 40, 2 ** 40 + 7]), `u8 ${2 ** 40} 1`);
  assert.is(layoutOf([0, Number.MAX_SAFE_INTEGER, 1]), 'f64');
  assert.is(layoutOf([-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]), 'f64');
  assert.is(layoutOf([0, 2n ** 53n]), 'i64');
  assert.is(layoutOf([0, 2n ** 63n]), 'i128');
  assert.is(
    layoutOf([1.7e15, 1.7e15 + 60e6, 1.7e15 + 60e6 * 70000], TIMESTAMP as never),
    'i32 1700000000000000 60000000',
  );
  assert.is(layoutOf([null, null]), 'null');
  assert.is(layoutOf([]), 'u8 0 1');
});

test('few distinct strings share a dictionary, many do not', () => {
  const few = columnFromValues(
    STRING,
    Array.from({ length: 10000 }, (_, i) => `s${i % 7}`),
  );
  assert.is(few.layout, 'dict');
  const many = columnFromValues(
    STRING,
    Array.from({ length: 10000 }, (_, i) => (i % 10 === 0 ? null : `s${i}`)),
  );
  assert.is(many.layout, 'utf8');
  assert.is(valuesOf(many)[9999], 's9999');
  assert.is(valuesOf(many)[9990], null);
});

test('half of a surrogate pair is refused where text becomes UTF-8', () => {
  const texts = Array.from({ length: 5000 }, (_, i) => `s${i}`);
  assert.throws(() => columnFromValues(STRING, [...texts, 'x\ud800']), /half of a surrogate pair/);
});

test('statistics bound the values', () => {
  checkProperty(arbitraryValues(STRING), (values) => {
    const { stats } = columnFromValues(STRING, values);
    const present = values.filter((value) => value !== null) as string[];
    const ordered = [...present].sort(compareCodePoints);
    assert.is(stats.min, ordered[0] ?? null);
    assert.is(stats.max, ordered.at(-1) ?? null);
    assert.is(stats.sorted, present.length === values.length && present.every((value, i) => value === ordered[i]));
  });
  const ints = columnFromValues(INT, [3, 3, 5]).stats;
  assert.equal([ints.min, ints.max, ints.sorted], [3, 5, true]);
  const floats = columnFromValues({ kind: 'float', bits: 64 }, [3, NaN, 1]).stats;
  assert.equal([floats.min, floats.max, floats.sorted, floats.hasNaN], [1, 3, false, true]);
});

test.run();
