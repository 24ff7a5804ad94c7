import type { DataType } from '../../../compiler/contract/data-type.ts';
import { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { converter } from '../convert/convert-value.ts';
import type { Value } from '../value.ts';

/** The cast between two types, for values that are not NULL. `safe`: NULL where the value does not fit, instead of an error. */
export function casterOf(from: DataType, to: DataType, safe: boolean): (value: Value) => Value {
  const convert = converter(from, to);
  if (!safe) return convert;
  return (value) => {
    try {
      return convert(value);
    } catch (error) {
      if (error instanceof GobiError) return null;
      throw error;
    }
  };
}
