import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { vectorValue } from './vector.ts';
import type { Partition, WindowSpec } from './window.ts';

type Ranking = (partition: Partition, values: Float64Array) => void;

/** Functions of a row's place in its partition. They do not look at frames. */
export const rankings: Readonly<Record<string, Ranking | undefined>> = {
  row_number: ({ order, start, end }, values) => {
    for (let i = start; i < end; i++) values[order.rows[i]!] = i - start + 1;
  },
  rank: byGroup(({ before }) => before + 1),
  dense_rank: byGroup(({ group }) => group + 1),
  percent_rank: byGroup(({ before, size }) => (size === 1 ? 0 : before / (size - 1))),
  cume_dist: byGroup(({ before, peers, size }) => (before + peers) / size),
};

/** `ntile`: NULL where the number of buckets is. */
export function tile({ order, start, end }: Partition, spec: WindowSpec, values: unknown[]): void {
  const size = end - start;
  for (let i = start; i < end; i++) {
    const row = order.rows[i]!;
    const given = vectorValue(spec.args[0]!, row);
    values[row] = given === null ? null : bucket(i - start, size, buckets(given));
  }
}

function buckets(given: unknown): number {
  const count = Number(given);
  if (!(count >= 1))
    throw gobiError('InvalidArgument', {
      function: 'ntile',
      argument: 'the number of buckets',
      value: String(given),
      reason: 'it must be 1 or more',
    });
  return count;
}

/** The first buckets hold one row more when the rows do not divide evenly. */
function bucket(place: number, size: number, count: number): number {
  const small = Math.floor(size / count);
  const larger = size % count;
  const inLarger = larger * (small + 1);
  return place < inLarger ? Math.floor(place / (small + 1)) + 1 : larger + Math.floor((place - inLarger) / small) + 1;
}

interface PeerGroup {
  /** Rows before the group, its own rows, the number of groups before it, rows of the partition. */
  readonly before: number;
  readonly peers: number;
  readonly group: number;
  readonly size: number;
}

/** A function that gives equal rows one value. */
function byGroup(compute: (group: PeerGroup) => number): Ranking {
  return ({ order, start, end }, values) => {
    let group = 0;
    for (let first = start; first < end; group++) {
      let next = first + 1;
      while (next < end && order.peers(order.rows[first]!, order.rows[next]!)) next++;
      const value = compute({ before: first - start, peers: next - first, group, size: end - start });
      for (let i = first; i < next; i++) values[order.rows[i]!] = value;
      first = next;
    }
  };
}
