import { plain, typed, type NativeModule } from './native.ts';
import { comparator } from './value/compare.ts';
import type { Integer } from './value/integer.ts';
import { dataTypeOf } from './value/type-of.ts';

/** Bodies of conversion.plg. */
export const conversion: NativeModule = {
  'conversion/nullif': typed((_, result) => {
    const compare = comparator(dataTypeOf(result));
    return (value: unknown, unwanted: unknown) =>
      value !== null && unwanted !== null && compare(value, unwanted) === 0 ? null : value;
  }),
  'conversion/null_if_zero': plain((value: Integer) => (value === 0 ? null : value)),
};
