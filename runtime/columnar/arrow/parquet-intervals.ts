import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import type { IntervalColumn } from '../column.ts';
import { isValid } from '../validity.ts';
import { printInterval } from '../convert/print-time.ts';

/**
 * Intervals as Parquet has them: months, days and milliseconds, each an unsigned 32-bit number. Throws `ConversionError` for those that do not fit.
 */
export function parquetIntervals(values: Int32Array, micros: Float64Array, length: number): Uint8Array {
  const words = new Uint32Array(length * 3);
  for (let row = 0; row < length; row++) {
    const months = values[row * 2]!;
    const days = values[row * 2 + 1]!;
    const millis = micros[row]! / 1000;
    if (!isStorable(months, days, millis)) {
      const value = printInterval({ months, days, micros: micros[row]! });
      throw gobiError('ConversionError', {
        value,
        to: 'interval',
        reason: 'a Parquet file has only those of whole milliseconds without negative parts; cast it to a string',
        instead: null,
      });
    }
    words[row * 3] = months;
    words[row * 3 + 1] = days;
    words[row * 3 + 2] = millis;
  }
  return new Uint8Array(words.buffer);
}

/** Whether Parquet has the spans of all the rows that are not NULL. */
export function fitParquet({ values, micros, validity, length }: IntervalColumn): boolean {
  for (let row = 0; row < length; row++)
    if (isValid(validity, row) && !isStorable(values[row * 2]!, values[row * 2 + 1]!, micros[row]! / 1000))
      return false;
  return true;
}

function isStorable(months: number, days: number, millis: number): boolean {
  return months >= 0 && days >= 0 && millis >= 0 && millis <= 4294967295 && Number.isInteger(millis);
}
