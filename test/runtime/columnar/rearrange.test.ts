import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DataType } from '../../../compiler/contract/data-type.ts';
import { showDataType } from '../../../compiler/contract/data-type.ts';
import { columnFromValues } from '../../../runtime/columnar/builders/column-builder.ts';
import type { Column } from '../../../runtime/columnar/column.ts';
import { valueReader } from '../../../runtime/columnar/column-reader.ts';
import { concat } from '../../../runtime/columnar/concat.ts';
import { compactTable, gatherTable } from '../../../runtime/columnar/gather-table.ts';
import { sameColumnLayout, sameLayout } from '../../../runtime/columnar/layout/same-layout.ts';
import { shareDictionaries } from '../../../runtime/columnar/layout/share-dictionary.ts';
import { rowsOf } from '../../../runtime/columnar/rows-of.ts';
import { slice, sliceSegment } from '../../../runtime/columnar/slice.ts';
import type { Table } from '../../../runtime/columnar/table.ts';
import { segmentOf, tableFromRows, tableOf } from '../../../runtime/columnar/table-from-rows.ts';
import { take } from '../../../runtime/columnar/take.ts';
import type { Value } from '../../../runtime/columnar/value.ts';
import { arbitraryValues, SAMPLE_TYPES } from '../../support/columnar/arbitrary-values.ts';
import { checkProperty } from '../../support/columnar/check-property.ts';

function valuesOf(column: Column): Value[] {
  const read = valueReader(column);
  return Array.from({ length: column.length }, (_, row) => read(row));
}

function tableOfParts(type: DataType, parts: readonly Value[][]): Table {
  return tableOf(
    [{ name: 'c', type, nullable: true }],
    parts.map((values) => segmentOf([columnFromValues(type, values)], values.length)),
  );
}

for (const type of SAMPLE_TYPES) {
  const name = showDataType(type);
  const parts = fc.array(arbitraryValues(type, 12), { minLength: 1, maxLength: 5 });

  test(`take and slice pick rows of ${name}`, () => {
    checkProperty(fc.tuple(arbitraryValues(type), fc.array(fc.nat()), fc.nat(), fc.nat()), ([values, picks, a, b]) => {
      const column = columnFromValues(type, values);
      const rows = Int32Array.from(picks, (pick) => (pick % (values.length + 1)) - 1);
      assert.equal(
        valuesOf(take(column, rows)),
        [...rows].map((row) => (row < 0 ? null : values[row])),
      );
      const [start, end] = [a % (values.length + 1), b % (values.length + 1)].sort((x, y) => x - y) as [number, number];
      const part = slice(column, start, end);
      assert.equal(valuesOf(part), values.slice(start, end));
      assert.is(part.stats.nullCount, values.slice(start, end).filter((value) => value === null).length);
      assert.equal(
        valuesOf(take(part, Int32Array.from(part.length === 0 ? [] : [part.length - 1]))),
        values.slice(start, end).slice(-1),
      );
    });
  });

  test(`concat lays columns of ${name} end to end`, () => {
    checkProperty(parts, (lists) => {
      const columns = lists.map((values) => columnFromValues(type, values));
      assert.equal(valuesOf(concat(columns)), lists.flat());
      assert.equal(
        valuesOf(concat(columns.map((column) => slice(column, column.length >> 1, column.length)))),
        lists.flatMap((list) => list.slice(list.length >> 1)),
      );
    });
  });

  test(`segments of ${name} share a layout and a dictionary`, () => {
    checkProperty(parts, (lists) => {
      const table = shareDictionaries(sameLayout(tableOfParts(type, lists), 0));
      assert.equal(
        [...rowsOf(table)].map(([value]) => value),
        lists.flat(),
      );
      const columns = table.segments.map((segment) => segment.columns[0]!);
      assert.is(new Set(columns.map((column) => column.layout)).size, 1);
      assert.is(sameColumnLayout(columns), columns);
      assert.is(shareDictionaries(table), table);
      const dictionaries = new Set(columns.map((column) => (column.layout === 'dict' ? column.dictionary.id : 0)));
      assert.is(dictionaries.size, 1);
    });
  });

  test(`gatherTable finds rows of ${name} in any segment`, () => {
    checkProperty(fc.tuple(parts, fc.array(fc.nat())), ([lists, picks]) => {
      const values = lists.flat();
      const rows = Int32Array.from(picks, (pick) => (pick % (values.length + 1)) - 1);
      const gathered = gatherTable(tableOfParts(type, lists), rows);
      assert.equal(
        [...rowsOf(gathered)].map(([value]) => value),
        [...rows].map((row) => (row < 0 ? null : values[row])),
      );
    });
  });
}

test('deleted rows disappear', () => {
  const table = tableFromRows([{ name: 'a', type: { kind: 'string' }, nullable: true }], [['x'], [null], ['z'], ['w']]);
  const deleted = Uint8Array.of(0b0101);
  const marked = tableOf(table.fields, [{ ...table.segments[0]!, deleted, deletedCount: 2 }]);
  assert.is(marked.rowCount, 2);
  assert.equal([...rowsOf(marked)], [[null], ['w']]);
  assert.equal([...rowsOf(compactTable(marked))], [[null], ['w']]);
  assert.is(sliceSegment(marked.segments[0]!, 1, 3).deletedCount, 1);
});

test('rows are cut into segments', () => {
  const rows = Array.from({ length: 131073 }, (_, i) => [i]);
  const table = tableFromRows([{ name: 'a', type: { kind: 'int', bits: 64, unsigned: false }, nullable: false }], rows);
  assert.equal(
    table.segments.map((segment) => segment.length),
    [131072, 1],
  );
  assert.is(table.rowCount, 131073);
});

test.run();
