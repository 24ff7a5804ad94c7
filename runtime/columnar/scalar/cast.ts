import type { DataType, DecimalType } from '../../../compiler/contract/data-type.ts';
import { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { converter } from '../convert/convert-value.ts';
import { digitsAfterPoint } from '../convert/decimal-text.ts';
import { forColumn, forParameter, lostDigits } from '../convert/failures.ts';
import { printFloat } from '../convert/print-value.ts';
import type { Value } from '../value.ts';

/**
 * The cast between two types, for values that are not NULL. `safe`: NULL where the value does not fit, instead of an error. `column` is what the values
 * are for, which errors name.
 */
export function casterOf(from: DataType, to: DataType, safe: boolean, column?: string): (value: Value) => Value {
  const convert = converter(from, to);
  if (!safe) return column === undefined ? convert : intoColumn(convert, column);
  return (value) => {
    try {
      return convert(value);
    } catch (error) {
      if (error instanceof GobiError) return null;
      throw error;
    }
  };
}

/**
 * As `casterOf`, for the value of a parameter, which errors name. Texts and floats go into a decimal that has all of their digits, and are a `ConversionError`
 * where one would be lost.
 */
export function parameterCasterOf(
  from: DataType,
  to: DataType,
  parameter: string,
  column?: string,
): (value: Value) => Value {
  const convert = converter(from, to);
  return (value) => {
    try {
      const result = convert(value);
      if (to.kind === 'decimal' && !isExact(value, from, to)) throw lostDigits(value, from, to);
      return result;
    } catch (error) {
      throw forParameter(column === undefined ? error : forColumn(error, column), parameter);
    }
  };
}

function intoColumn(convert: (value: Value) => Value, column: string): (value: Value) => Value {
  return (value) => {
    try {
      return convert(value);
    } catch (error) {
      throw forColumn(error, column);
    }
  };
}

/** Whether a decimal has all digits of a value that was converted to it. */
function isExact(value: Value, from: DataType, { scale }: DecimalType): boolean {
  if (from.kind === 'float') return digitsAfterPoint(printFloat(value as number)) <= scale;
  return from.kind !== 'string' || digitsAfterPoint(value as string) <= scale;
}
