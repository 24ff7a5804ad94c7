import type { AggregateTypes } from './aggregates/accumulator.ts';
import { aggregateFunctions } from './aggregates/aggregate-functions.ts';
import { UNCHECKED, type Checked } from './checked.ts';
import { radixOrder } from './radix-order.ts';
import { comparatorOf, packRanks, type SortColumn } from './sort.ts';
import { partsOfColumn, ranksOfColumn } from './sort-ranks.ts';
import { vectorOf, vectorValue, type Vector } from './vector.ts';
import { frameRows, type Frame } from './window-frame.ts';
import { argumentIds, framedAggregate } from './window-aggregate.ts';
import { navigate } from './window-navigation.ts';
import { rankings, tile } from './window-ranking.ts';

/** The rows of a window: partition by partition, in order within each. */
export interface WindowOrder {
  readonly rows: Int32Array;
  /** Where partitions begin in `rows`, and behind the last one its end. */
  readonly starts: Int32Array;
  readonly keys: readonly SortColumn[];
  /** Whether two rows are equal in the window's order. */
  readonly peers: (a: number, c: number) => boolean;
  readonly context: Checked;
}

export interface WindowSpec {
  readonly operation: string;
  readonly types: AggregateTypes;
  readonly args: readonly Vector[];
  /** Equal arguments count once in a frame. */
  readonly distinct: boolean;
  /** The order in which an aggregate takes the rows of a frame; empty for the window's. */
  readonly inputOrder: readonly SortColumn[];
  readonly filter: Vector | null;
  readonly frame: Frame | null;
  readonly ignoreNulls: boolean;
}

/** One partition: the rows from `start` to `end` of the order. */
export interface Partition {
  readonly order: WindowOrder;
  readonly start: number;
  readonly end: number;
}

/** Orders the rows `0 … length` by partition, then by key, then as they lie. Partitions come in any order. */
export function windowOrder(
  partition: readonly Vector[],
  keys: readonly SortColumn[],
  length: number,
  context: Checked = UNCHECKED,
): WindowOrder {
  const parts = packRanks(
    partition.map((vector) => () => partsOfColumn(vector, length, context)),
    length,
    context,
  );
  const partOf = parts.values.slice();
  const packed = packRanks(
    [() => parts, ...keys.map((key) => () => ranksOfColumn(key, length, context))],
    length,
    context,
  );
  const rows = radixOrder(packed.values, packed.slots, context);
  const starts: number[] = [];
  for (let i = 0; i < length; i++) if (i === 0 || partOf[rows[i]!] !== partOf[rows[i - 1]!]) starts.push(i);
  starts.push(length);
  const compare = keys.length === 0 ? () => 0 : comparatorOf(keys);
  return { rows, starts: Int32Array.from(starts), keys, peers: (a, c) => compare(a, c) === 0, context };
}

/** The values of a window call, row by row as the rows lie. */
export function windowValues(order: WindowOrder, spec: WindowSpec): Vector {
  const ranking = rankings[spec.operation];
  if (ranking !== undefined) {
    const ranks = new Float64Array(order.rows.length);
    eachPartition(order, (partition) => ranking(partition, ranks));
    return vectorOf('f64', ranks);
  }
  const values: unknown[] = [];
  for (let i = 0; i < order.rows.length; i++) values.push(null);
  order.context.check();
  const ids = spec.distinct ? argumentIds(spec.args, order.rows.length) : null;
  eachPartition(order, (partition) => partitionValues(partition, spec, ids, values));
  return vectorOf('any', values);
}

function eachPartition(order: WindowOrder, visit: (partition: Partition) => void): void {
  const { starts, context } = order;
  for (let p = 0; p + 1 < starts.length; p++) {
    if ((p & 1023) === 0) context.check();
    if (starts[p] !== starts[p + 1]) visit({ order, start: starts[p]!, end: starts[p + 1]! });
  }
}

function partitionValues(partition: Partition, spec: WindowSpec, ids: Int32Array | null, values: unknown[]): void {
  if (spec.operation === 'ntile') {
    tile(partition, spec, values);
    return;
  }
  if (spec.operation === 'lag' || spec.operation === 'lead') {
    navigate(partition, spec, values);
    return;
  }
  const frames = frameRows(partition, spec.frame ?? defaultFrame(partition.order));
  if (spec.operation === 'first_value' || spec.operation === 'last_value' || spec.operation === 'nth_value') {
    framedValue(partition, spec, frames, values);
    return;
  }
  if (aggregateFunctions[spec.operation] === undefined) throw new Error(`no window function ${spec.operation}`);
  framedAggregate(partition, spec, frames, ids, values);
}

/** With ORDER BY up to the current row and its peers, otherwise the whole partition. */
function defaultFrame(order: WindowOrder): Frame {
  const start = { kind: 'unbounded_preceding', offset: null } as const;
  return {
    unit: 'range',
    start,
    end: { kind: order.keys.length === 0 ? 'unbounded_following' : 'current_row', offset: null },
    exclude: null,
    overDates: false,
  };
}

type Frames = ReturnType<typeof frameRows>;

/** `first_value`, `last_value`, `nth_value`: one row of the frame. */
function framedValue({ order, start, end }: Partition, spec: WindowSpec, frames: Frames, values: unknown[]): void {
  const [arg, place] = spec.args;
  for (let i = start; i < end; i++) {
    const row = order.rows[i]!;
    if ((i & 255) === 0) order.context.check();
    const inside = frames.rowsOf(i).filter((at) => !spec.ignoreNulls || vectorValue(arg!, order.rows[at]!) !== null);
    const wanted =
      spec.operation === 'first_value'
        ? 0
        : spec.operation === 'last_value'
          ? inside.length - 1
          : Number(vectorValue(place!, row)) - 1;
    const at = inside[wanted];
    values[row] = at === undefined ? null : vectorValue(arg!, order.rows[at]!);
  }
}
