import type { Scalar } from '../../../compiler/contract/scalar.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { converter } from '../../columnar/convert/convert-value.ts';
import { TIMESTAMPZ } from '../../../compiler/contract/data-type.ts';
import type { Frame } from '../frame.ts';
import { scalarValue } from './scalar-value.ts';

/** The snapshot that `AS OF` names: by its id, or the newest one at a time (a timestamp, or its text). */
export function snapshotOf(frame: Frame, asOf: Scalar, args: readonly unknown[]): number {
  const value = scalarValue(asOf, args);
  if (value === null) throw gobiError('NullError', { what: 'the time or snapshot of AS OF' });
  const { type } = asOf;
  if (type.kind === 'int') return Number(value);
  const time = type.kind === 'timestamp' ? value : converter(type, TIMESTAMPZ)(value);
  return frame.environment.snapshotAt(time as number | bigint);
}
