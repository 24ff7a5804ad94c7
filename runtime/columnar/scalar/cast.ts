import type { DataType } from '../../../compiler/contract/data-type.ts';
import { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { converter } from '../convert/convert-value.ts';
import { forColumn } from '../convert/failures.ts';
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

function intoColumn(convert: (value: Value) => Value, column: string): (value: Value) => Value {
  return (value) => {
    try {
      return convert(value);
    } catch (error) {
      throw forColumn(error, column);
    }
  };
}
