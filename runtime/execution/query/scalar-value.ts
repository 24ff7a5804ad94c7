import type { Constant, Scalar } from '../../../compiler/contract/scalar.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
import { converter } from '../../columnar/convert/convert-value.ts';
import { integerValue, type Value } from '../../columnar/value.ts';

/** The value of a scalar that stands outside of rows: a constant or parameter, perhaps in another type. The planner leaves nothing else in such a place. */
export function scalarValue(scalar: Scalar, args: readonly unknown[]): Value {
  switch (scalar.kind) {
    case 'constant':
      return constantValue(scalar.value);
    case 'parameter':
      return args[scalar.index] as Value;
    case 'cast':
      return converter(scalar.value.type, scalar.type)(scalarValue(scalar.value, args));
    default:
      throw gobiError('Unsupported', {
        what: 'an expression in this place',
        instead: 'compute it with `let` before and use the variable',
      });
  }
}

/** A constant as values are carried. */
export function constantValue(constant: Constant): Value {
  if (constant === null || typeof constant !== 'object') return constant;
  if ('big' in constant) return integerValue(BigInt(constant.big));
  if ('float' in constant) return Number(constant.float);
  if ('interval' in constant) {
    const [months, days, micros] = constant.interval;
    return { months, days, micros };
  }
  return new Uint8Array(Buffer.from(constant.blob, 'base64'));
}
