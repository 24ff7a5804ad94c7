import type { Arena } from './arena.ts';
import { nullColumn } from './builders/null-column.ts';
import type { Column } from './column.ts';
import type { Segment } from './table.ts';
import { countBits, countNulls, sliceBitmap } from './validity.ts';

/** Rows `start` (inclusive) to `end` (exclusive) of a column; values are not copied, bitmaps are. `min` and `max` remain bounds. */
export function slice(column: Column, start: number, end: number, arena?: Arena): Column {
  const length = end - start;
  if (start === 0 && length === column.length) return column;
  const { type } = column;
  if (column.layout === 'null') return nullColumn(type, length);
  const bitmap = column.validity === null ? null : sliceBitmap(column.validity, start, end, arena);
  const nullCount = countNulls(bitmap, length);
  const stats = { ...column.stats, nullCount };
  const common = { type, length, validity: nullCount === 0 ? null : bitmap, stats };
  switch (column.layout) {
    case 'i8':
    case 'u8':
    case 'i16':
    case 'u16':
    case 'i32':
      return {
        ...common,
        layout: column.layout,
        values: column.values.subarray(start, end),
        base: column.base,
        factor: column.factor,
      };
    case 'f64':
      return { ...common, layout: 'f64', values: column.values.subarray(start, end) };
    case 'i64':
      return { ...common, layout: 'i64', values: column.values.subarray(start, end) };
    case 'i128':
      return { ...common, layout: 'i128', values: column.values.subarray(start * 2, end * 2) };
    case 'dict':
      return { ...common, layout: 'dict', values: column.values.subarray(start, end), dictionary: column.dictionary };
    case 'utf8':
      return { ...common, layout: 'utf8', bytes: column.bytes, offsets: column.offsets.subarray(start, end + 1) };
    case 'interval':
      return {
        ...common,
        layout: 'interval',
        values: column.values.subarray(start * 2, end * 2),
        micros: column.micros.subarray(start, end),
      };
    case 'list':
      return { ...common, layout: 'list', offsets: column.offsets.subarray(start, end + 1), child: column.child };
    case 'struct':
      return { ...common, layout: 'struct', children: column.children.map((child) => slice(child, start, end, arena)) };
  }
}

/** Rows `start` to `end` of a segment, deleted ones counted. */
export function sliceSegment(segment: Segment, start: number, end: number, arena?: Arena): Segment {
  const length = end - start;
  const deleted = segment.deleted === null ? null : sliceBitmap(segment.deleted, start, end, arena);
  const deletedCount = deleted === null ? 0 : countBits(deleted, length);
  return {
    length,
    columns: segment.columns.map((column) => slice(column, start, end, arena)),
    deleted: deletedCount === 0 ? null : deleted,
    deletedCount,
  };
}
