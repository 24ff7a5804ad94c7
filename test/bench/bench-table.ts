import type { Timing } from './measure.ts';

/** One line of the benchmark table. */
export interface BenchRow {
  readonly group: string;
  readonly name: string;
  readonly ours: Timing;
  /** The peer's name and times, `null` where there is none on this machine. */
  readonly peer: { readonly name: string; readonly timing: Timing } | null;
  /** What the ratio is to be, as text for people (`≤ 1.0`, `≥ 30`). */
  readonly goal: string;
  /** `ours/peer`: our time over the peer's (small is good). `peer/ours`: how many times faster we are (large is good). */
  readonly ratio: 'ours/peer' | 'peer/ours' | 'none';
}

/** The ratio of the sustained times, or `null` without a peer. */
export function ratioOf(row: BenchRow): number | null {
  if (row.peer === null || row.ratio === 'none') return null;
  const quotient = row.ours.sustained / row.peer.timing.sustained;
  return row.ratio === 'ours/peer' ? quotient : 1 / quotient;
}

/** Prints one line; columns line up. */
export function printRow(row: BenchRow): void {
  const ratio = ratioOf(row);
  const cells = [
    row.group.padEnd(12),
    row.name.padEnd(34),
    ms(row.ours.cold),
    ms(row.ours.sustained),
    row.peer === null ? ''.padStart(21) : ms(row.peer.timing.cold) + ms(row.peer.timing.sustained),
    (ratio === null ? '' : `${ratio.toFixed(2)}x`).padStart(9),
    `  ${row.peer?.name ?? 'no peer'}`.padEnd(18),
    row.goal,
  ];
  process.stdout.write(`${cells.join(' ')}\n`);
}

/** Prints the heads of the columns. */
export function printHeads(): void {
  const cells = [
    'group'.padEnd(12),
    'work'.padEnd(34),
    'ours cold'.padStart(10),
    'sustained'.padStart(10),
    `${'peer cold'.padStart(10)} ${'sustained'.padStart(10)}`,
    'ratio'.padStart(9),
    '  peer'.padEnd(18),
    'goal',
  ];
  process.stdout.write(`${cells.join(' ')}\n`);
}

function ms(time: number): string {
  return time.toFixed(time < 10 ? 2 : 1).padStart(10);
}
