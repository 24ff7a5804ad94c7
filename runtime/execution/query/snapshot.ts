import type { ChangeBounds } from '../../../compiler/contract/plan.ts';
import type { Scalar } from '../../../compiler/contract/scalar.ts';
import { GobiError, gobiError } from '../../../compiler/contract/runtime-error.ts';
import { converter } from '../../columnar/convert/convert-value.ts';
import { TIMESTAMPZ } from '../../../compiler/contract/data-type.ts';
import type { SnapshotRange } from '../../lake/rows/changed-source.ts';
import type { Frame } from '../frame.ts';
import { scalarValue } from './scalar-value.ts';

/** Whole numbers from here on are seconds since 1970: no lake has as many snapshots, and none was there in 1973. */
export const FIRST_SECOND = 100_000_000;

/** The snapshot that `AS OF` names: by its id, or the newest one at a time (a timestamp, its text, seconds since 1970). */
export function snapshotOf(frame: Frame, asOf: Scalar, args: readonly unknown[]): number {
  const moment = momentOf(asOf, args, 'AS OF');
  return 'snapshot' in moment ? moment.snapshot : frame.environment.snapshotAt(moment.time);
}

/** The snapshots of `SINCE low UNTIL high`; bounds the wrong way round are turned. A time before the lake was made is before its first snapshot. */
export function changeRange(frame: Frame, { low, high }: ChangeBounds, args: readonly unknown[]): SnapshotRange {
  const after = boundOf(frame, low, args, 'SINCE');
  const until = high === null ? Infinity : boundOf(frame, high, args, 'UNTIL');
  return after <= until || high === null ? { after, until } : { after: until, until: after };
}

function boundOf(frame: Frame, value: Scalar, args: readonly unknown[], what: string): number {
  const moment = momentOf(value, args, what);
  if ('snapshot' in moment) return moment.snapshot;
  try {
    return frame.environment.snapshotAt(moment.time);
  } catch (error) {
    if (error instanceof GobiError && error.exception === 'ObjectNotFound') return -1;
    throw error;
  }
}

function momentOf(
  scalar: Scalar,
  args: readonly unknown[],
  what: string,
): { readonly snapshot: number } | { readonly time: number | bigint } {
  const value = scalarValue(scalar, args);
  if (value === null) throw gobiError('NullError', { what: `the time or snapshot of ${what}` });
  const { type } = scalar;
  if (type.kind === 'int')
    return Number(value) < FIRST_SECOND ? { snapshot: Number(value) } : { time: BigInt(value as number) * 1_000_000n };
  return { time: (type.kind === 'timestamp' ? value : converter(type, TIMESTAMPZ)(value)) as number | bigint };
}
