import type { Arena } from './arena.ts';
import { nullColumn } from './builders/null-column.ts';
import type { Column } from './column.ts';
import { concat } from './concat.ts';
import { liveRows } from './rows-of.ts';
import type { Segment, Table } from './table.ts';
import { SEGMENT_ROWS } from './table.ts';
import { segmentOf, tableOf } from './table-from-rows.ts';
import { take } from './take.ts';
import { gobiError } from '../../compiler/contract/runtime-error.ts';

/**
 * The rows at the given positions, in their order. A position counts through all segments, deleted rows included; -1 gives a row of NULLs.
 */
export function gatherTable(table: Table, rows: Int32Array, arena?: Arena): Table {
  const ends = segmentEnds(table);
  const segments: Segment[] = [];
  for (let start = 0; start < rows.length; start += SEGMENT_ROWS) {
    segments.push(gatherSegment(table, ends, rows.subarray(start, start + SEGMENT_ROWS), arena));
  }
  return tableOf(table.fields, segments);
}

function segmentEnds(table: Table): number[] {
  let end = 0;
  return table.segments.map((segment) => (end += segment.length));
}

/** Takes what each segment contributes, lays the parts end to end, and puts them in order. */
function gatherSegment(table: Table, ends: readonly number[], rows: Int32Array, arena?: Arena): Segment {
  const { locals, order } = splitBySegment(ends, rows);
  const touched = [...locals.keys()];
  const columns = table.fields.map((field, index): Column => {
    if (touched.length === 0) return nullColumn(field.type, rows.length);
    const parts = touched.map((segment) =>
      take(table.segments[segment]!.columns[index]!, Int32Array.from(locals.get(segment)!), arena),
    );
    const joined = concat(parts, arena);
    return order === null ? joined : take(joined, order, arena);
  });
  return segmentOf(columns, rows.length);
}

interface SplitRows {
  /** Wanted rows of each segment that has some, counted from its start. */
  readonly locals: ReadonlyMap<number, readonly number[]>;
  /** Where each wanted row stands among the segments' contributions laid end to end; `null` when they are in order already. */
  readonly order: Int32Array | null;
}

function splitBySegment(ends: readonly number[], rows: Int32Array): SplitRows {
  const locals = new Map<number, number[]>();
  const owner = new Int32Array(rows.length).fill(-1);
  const rank = new Int32Array(rows.length);
  let segment = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row < 0) continue;
    if (row >= ends[segment]! || row < (ends[segment - 1] ?? 0)) segment = findSegment(ends, row);
    let local = locals.get(segment);
    if (local === undefined) locals.set(segment, (local = []));
    owner[i] = segment;
    rank[i] = local.length;
    local.push(row - (ends[segment - 1] ?? 0));
  }
  const starts = new Map<number, number>();
  let start = 0;
  for (const [index, local] of locals) {
    starts.set(index, start);
    start += local.length;
  }
  let inOrder = true;
  const order = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    order[i] = owner[i]! < 0 ? -1 : starts.get(owner[i]!)! + rank[i]!;
    if (order[i] !== i) inOrder = false;
  }
  return { locals, order: inOrder ? null : order };
}

/** The first segment that ends after `row`. Throws `InternalError` for a row that no segment has. */
function findSegment(ends: readonly number[], row: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]! > row) high = middle;
    else low = middle + 1;
  }
  if (low === ends.length)
    throw gobiError('InternalError', { what: `row ${row} of a table of ${ends.at(-1) ?? 0} rows` });
  return low;
}

/** The table without its deleted rows. */
export function compactTable(table: Table, arena?: Arena): Table {
  if (table.segments.every((segment) => segment.deletedCount === 0)) return table;
  const segments = table.segments
    .filter((segment) => segment.deletedCount < segment.length)
    .map((segment) => compactSegment(segment, arena));
  return tableOf(table.fields, segments);
}

/** The segment without its deleted rows. */
export function compactSegment(segment: Segment, arena?: Arena): Segment {
  const rows = liveRows(segment);
  return rows === null
    ? segment
    : segmentOf(
        segment.columns.map((column) => take(column, rows, arena)),
        rows.length,
      );
}
