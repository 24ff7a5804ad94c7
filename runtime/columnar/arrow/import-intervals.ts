import type { DataType } from '../../../compiler/contract/data-type.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { Arena } from '../arena.ts';
import { columnFromValues } from '../builders/column-builder.ts';
import type { Column } from '../column.ts';
import type { IntervalValue } from '../value.ts';
import { isValid } from '../validity.ts';
import type { ArrowArray } from './arrow-array.ts';
import type { ArrowUnit } from './arrow-type.ts';
import { typedView } from './typed-view.ts';

const NANOS: Readonly<Record<ArrowUnit, bigint>> = { s: 1000000000n, ms: 1000000n, us: 1000n, ns: 1n };

/** Imports Arrow intervals and durations. Throws `ConversionError` for spans with nanoseconds or beyond ±(2^53 - 1) µs. */
export function importIntervals(array: ArrowArray, type: DataType, validity: Uint8Array | null, arena?: Arena): Column {
  const { values, length } = array;
  const view = new DataView(values!.buffer, values!.byteOffset, values!.byteLength);
  const read = reader(array, view);
  return columnFromValues(
    type,
    Array.from({ length }, (_, row) => (isValid(validity, row) ? read(row) : null)),
    arena,
  );
}

/** Imports intervals as Parquet has them: months, days and milliseconds, unsigned, 4 bytes each. */
export function importParquetIntervals(
  array: ArrowArray,
  type: DataType,
  validity: Uint8Array | null,
  arena?: Arena,
): Column {
  const words = typedView(array.values!, Uint32Array);
  const read = (row: number): IntervalValue => ({
    months: words[row * 3]!,
    days: words[row * 3 + 1]!,
    micros: words[row * 3 + 2]! * 1000,
  });
  return columnFromValues(
    type,
    Array.from({ length: array.length }, (_, row) => (isValid(validity, row) ? read(row) : null)),
    arena,
  );
}

function reader({ field: { type } }: ArrowArray, view: DataView): (row: number) => IntervalValue {
  if (type.kind === 'duration') {
    const nanos = NANOS[type.unit];
    return (row) => ({ months: 0, days: 0, micros: microsOf(view.getBigInt64(row * 8, true) * nanos) });
  }
  if (type.kind !== 'interval')
    throw gobiError('InternalError', { what: `an Arrow ${type.kind} was imported as intervals` });
  switch (type.unit) {
    case 'month':
      return (row) => ({ months: view.getInt32(row * 4, true), days: 0, micros: 0 });
    case 'day_time':
      return (row) => ({
        months: 0,
        days: view.getInt32(row * 8, true),
        micros: view.getInt32(row * 8 + 4, true) * 1000,
      });
    case 'month_day_nano':
      return (row) => ({
        months: view.getInt32(row * 16, true),
        days: view.getInt32(row * 16 + 4, true),
        micros: microsOf(view.getBigInt64(row * 16 + 8, true)),
      });
  }
}

function microsOf(nanos: bigint): number {
  const micros = Number(nanos / 1000n);
  if (nanos % 1000n !== 0n)
    throw gobiError('ConversionError', {
      value: `${nanos} ns`,
      to: 'interval',
      reason: 'it has nanoseconds, intervals here have microseconds',
    });
  if (!Number.isSafeInteger(micros))
    throw gobiError('ConversionError', { value: `${nanos} ns`, to: 'interval', reason: 'it is too long' });
  return micros;
}
