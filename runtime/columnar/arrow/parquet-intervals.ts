import { gobiError } from '../../../compiler/contract/runtime-error.ts';
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
    if (months < 0 || days < 0 || !(millis >= 0 && millis <= 4294967295) || !Number.isInteger(millis)) {
      const value = printInterval({ months, days, micros: micros[row]! });
      throw gobiError('ConversionError', {
        value,
        to: 'interval of a Parquet file',
        reason: 'it has only whole milliseconds and no negative parts; store the interval as a string',
      });
    }
    words[row * 3] = months;
    words[row * 3 + 1] = days;
    words[row * 3 + 2] = millis;
  }
  return new Uint8Array(words.buffer);
}
