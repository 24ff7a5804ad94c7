import type { RowSource } from './row-source.ts';

/** Snapshots after `after`, up to `until`. */
export interface SnapshotRange {
  readonly after: number;
  readonly until: number;
}

/** Rows that may have come or gone in a range of snapshots. */
export interface ChangedSource {
  readonly source: RowSource;
  readonly rows: number;
  /** The snapshot that each row came with; one for all rows where it is a number. */
  readonly began: number | ArrayLike<number>;
  /** The snapshot that each row was deleted in, infinity for a row that is there; one for all rows where it is a number. */
  readonly ended: number | ArrayLike<number>;
}

export function isWithin(snapshot: number, { after, until }: SnapshotRange): boolean {
  return snapshot > after && snapshot <= until;
}

export function at(moments: number | ArrayLike<number>, row: number): number {
  return typeof moments === 'number' ? moments : moments[row]!;
}
