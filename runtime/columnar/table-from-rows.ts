import type { Field } from '../../compiler/contract/data-type.ts';
import type { Arena } from './arena.ts';
import { columnBuilder } from './builders/column-builder.ts';
import type { Column } from './column.ts';
import type { Segment, Table } from './table.ts';
import { SEGMENT_ROWS } from './table.ts';
import type { Value } from './value.ts';

/** A table of rows of run-time values in the order of `fields`. The values are trusted to be of the fields' types. */
export function tableFromRows(fields: readonly Field[], rows: Iterable<readonly Value[]>, arena?: Arena): Table {
  const segments: Segment[] = [];
  let builders = fields.map((field) => columnBuilder(field.type));
  let length = 0;
  const finish = (): void => {
    segments.push(
      segmentOf(
        builders.map((builder) => builder.finish(arena)),
        length,
      ),
    );
    builders = fields.map((field) => columnBuilder(field.type));
    length = 0;
  };
  for (const row of rows) {
    for (let i = 0; i < builders.length; i++) builders[i]!.appendValue(row[i] ?? null);
    if (++length === SEGMENT_ROWS) finish();
  }
  if (length > 0) finish();
  return tableOf(fields, segments);
}

/** A segment without deleted rows. */
export function segmentOf(columns: readonly Column[], length: number): Segment {
  return { length, columns, deleted: null, deletedCount: 0 };
}

/** A table of the given segments. */
export function tableOf(fields: readonly Field[], segments: readonly Segment[]): Table {
  return {
    fields,
    segments,
    rowCount: segments.reduce((sum, segment) => sum + segment.length - segment.deletedCount, 0),
  };
}
