import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { IntervalLike } from '../canonical-key.ts';
import { compareValues } from '../compare-values.ts';
import { vectorValue } from './vector.ts';
import { shiftedValue } from './window-range.ts';
import type { Partition } from './window.ts';

export interface FrameEdge {
  readonly kind: 'unbounded_preceding' | 'preceding' | 'current_row' | 'following' | 'unbounded_following';
  readonly offset: number | bigint | IntervalLike | null;
}

export interface Frame {
  readonly unit: 'rows' | 'range' | 'groups';
  readonly start: FrameEdge;
  readonly end: FrameEdge;
  readonly exclude: 'current row' | 'group' | 'ties' | null;
  /** The order's one key is a date: distances in intervals count from days. */
  readonly overDates: boolean;
}

/** The frames of a partition's rows, as places in the window's order. */
export interface FrameRows {
  /** Frame of the row at place `i`, from `low` up to but not including `high`, before EXCLUDE. */
  low(i: number): number;
  high(i: number): number;
  readonly exclude: Frame['exclude'];
  /** The places in the frame, EXCLUDE applied. */
  rowsOf(i: number): number[];
}

export function frameRows(partition: Partition, frame: Frame): FrameRows {
  const { start, end } = partition;
  checkOffset(frame.start);
  checkOffset(frame.end);
  const groups = peerGroups(partition);
  const edge = frame.unit === 'rows' ? rowsEdge : frame.unit === 'groups' ? groupsEdge : rangeEdge(frame.overDates);
  const low = (i: number): number => Math.max(start, Math.min(end, edge(partition, groups, frame.start, i, true)));
  const high = (i: number): number => Math.max(start, Math.min(end, edge(partition, groups, frame.end, i, false)));
  return {
    low,
    high,
    exclude: frame.exclude,
    rowsOf(i) {
      const rows: number[] = [];
      const until = high(i);
      for (let at = low(i); at < until; at++) if (!excluded(frame.exclude, at, i, groups, start)) rows.push(at);
      return rows;
    },
  };
}

/** Group number of each place of a partition, and where each group begins. */
interface PeerGroups {
  readonly groupOf: Int32Array;
  readonly starts: readonly number[];
}

function peerGroups({ order, start, end }: Partition): PeerGroups {
  const groupOf = new Int32Array(end - start);
  const starts: number[] = [];
  for (let i = start; i < end; i++) {
    if ((i & 65535) === 0) order.context.check();
    if (i === start || !order.peers(order.rows[i - 1]!, order.rows[i]!)) starts.push(i);
    groupOf[i - start] = starts.length - 1;
  }
  return { groupOf, starts: [...starts, end] };
}

function excluded(exclude: Frame['exclude'], at: number, i: number, groups: PeerGroups, start: number): boolean {
  if (exclude === null) return false;
  if (exclude === 'current row') return at === i;
  const samePeers = groups.groupOf[at - start] === groups.groupOf[i - start];
  return exclude === 'group' ? samePeers : samePeers && at !== i;
}

function checkOffset({ offset }: FrameEdge): void {
  const negative =
    offset !== null &&
    (typeof offset === 'object' ? offset.months < 0 || offset.days < 0 || offset.micros < 0 : offset < 0);
  if (negative)
    throw gobiError('InvalidArgument', {
      function: 'the frame',
      argument: 'the distance',
      value: typeof offset === 'object' ? 'a negative interval' : String(offset),
      reason: 'it must be 0 or more',
    });
}

type Edge = (partition: Partition, groups: PeerGroups, edge: FrameEdge, i: number, isStart: boolean) => number;

const rowsEdge: Edge = ({ start, end }, _, edge, i, isStart) => {
  const past = isStart ? 0 : 1;
  switch (edge.kind) {
    case 'unbounded_preceding':
      return start;
    case 'unbounded_following':
      return end;
    case 'current_row':
      return i + past;
    case 'preceding':
      return i - Number(edge.offset) + past;
    case 'following':
      return i + Number(edge.offset) + past;
  }
};

const groupsEdge: Edge = ({ start, end }, groups, edge, i, isStart) => {
  const distance =
    edge.kind === 'preceding' ? -Number(edge.offset) : edge.kind === 'following' ? Number(edge.offset) : 0;
  if (edge.kind === 'unbounded_preceding') return start;
  if (edge.kind === 'unbounded_following') return end;
  const group = groups.groupOf[i - start]! + distance + (isStart ? 0 : 1);
  return group < 0 ? start : (groups.starts[group] ?? end);
};

/** RANGE with a distance compares the one key of the order; NULLs are each other's peers and nobody else's. */
const rangeEdge =
  (overDates: boolean): Edge =>
  (partition, groups, edge, i, isStart) => {
    if (edge.kind !== 'preceding' && edge.kind !== 'following') return groupsEdge(partition, groups, edge, i, isStart);
    const { order, start, end } = partition;
    const key = order.keys[0]!;
    const value = vectorValue(key.vector, order.rows[i]!);
    if (value === null) return groupsEdge(partition, groups, { kind: 'current_row', offset: null }, i, isStart);
    const forward = (edge.kind === 'following') !== key.descending;
    const target = shiftedValue(value, edge.offset!, forward ? 1 : -1, overDates);
    const sign = key.descending ? -1 : 1;
    let low = start;
    let high = end;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = vectorValue(key.vector, order.rows[middle]!);
      const before = other === null ? key.nullsFirst : sign * compareValues(other, target) < (isStart ? 0 : 1);
      if (before) low = middle + 1;
      else high = middle;
    }
    return low;
  };
