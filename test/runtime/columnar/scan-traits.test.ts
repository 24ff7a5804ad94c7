import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { FLOAT, INT, STRING, type DataType } from '../../../compiler/contract/data-type.ts';
import { columnFromValues } from '../../../runtime/columnar/builders/column-builder.ts';
import { scanTraits } from '../../../runtime/columnar/scan-traits.ts';
import type { Table } from '../../../runtime/columnar/table.ts';
import type { Value } from '../../../runtime/columnar/value.ts';

function table(type: DataType, ...segments: (readonly Value[])[]): Table {
  return {
    fields: [{ name: 'c', type, nullable: true }],
    segments: segments.map((values) => ({
      length: values.length,
      columns: [columnFromValues(type, values)],
      deleted: null,
      deletedCount: 0,
    })),
    rowCount: segments.flat().length,
  };
}

function traitsOf(type: DataType, ...segments: (readonly Value[])[]): unknown {
  return scanTraits(table(type, ...segments)).columns[0];
}

test('segments of different widths join to the wider layout', () => {
  assert.equal(traitsOf(INT, [1, 2], [1000, 3, -5, 250]), {
    layout: 'i32',
    nulls: false,
    plain: true,
    oneDictionary: true,
    codes: null,
    bits: 12,
  });
  assert.equal(traitsOf(INT, [1, 2], [2 ** 40, 3, 2 ** 41 + 1]), {
    layout: 'f64',
    nulls: false,
    plain: true,
    oneDictionary: true,
    codes: null,
    bits: 44,
  });
});

test('a base in one segment is a base in all', () => {
  const traits = traitsOf(INT, [1, 2], [1_000_000_000, 1_000_000_007]) as { plain: boolean };
  assert.is(traits.plain, false);
});

test('a segment of NULLs joins to what the others are', () => {
  assert.equal(traitsOf(INT, [null, null], [3]), {
    layout: 'u8',
    nulls: true,
    plain: true,
    oneDictionary: true,
    codes: null,
    bits: 8,
  });
});

test('numbers that no layout shares are read value by value', () => {
  const traits = traitsOf(INT, [1], [2n ** 62n]) as { layout: string };
  assert.is(traits.layout, 'any');
});

test('different dictionaries are told, magnitudes of floats are not', () => {
  assert.equal(traitsOf(STRING, ['a', 'a', 'b'], ['c', 'c', 'c']), {
    layout: 'dict',
    nulls: false,
    plain: true,
    oneDictionary: false,
    codes: 'u8',
  });
  assert.equal(traitsOf(FLOAT, [1.5]), { layout: 'f64', nulls: false, plain: true, oneDictionary: true, codes: null });
});

test('deleted rows are told', () => {
  const { segments, ...rest } = table(INT, [1, 2]);
  const deleted = {
    ...rest,
    segments: segments.map((segment) => ({ ...segment, deleted: Uint8Array.of(1), deletedCount: 1 })),
  };
  assert.is(scanTraits(deleted).deletions, true);
  assert.is(scanTraits(table(INT, [1])).deletions, false);
});

test.run();
