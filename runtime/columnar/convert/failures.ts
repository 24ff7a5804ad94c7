import type { DataType, DecimalType } from '../../../compiler/contract/data-type.ts';
import { showDataType } from '../../../compiler/contract/data-type.ts';
import { GobiError, gobiError, type RuntimeErrorParams } from '../../../compiler/contract/runtime-error.ts';
import type { Value } from '../value.ts';
import { showValue } from './print-value.ts';

/** The error for a value that has no form in the type. */
export function conversionError(value: Value, from: DataType, to: DataType, reason?: string): GobiError {
  return gobiError('ConversionError', {
    value: showValue(value, from),
    to: showDataType(to),
    ...(reason === undefined ? {} : { reason }),
  });
}

/** The error for a number that is out of the type's range. */
export function overflow(value: Value, from: DataType, to: DataType): GobiError {
  return gobiError('NumericOverflow', {
    operation: `${showValue(value, from)} :: ${showDataType(to)}`,
    value: showValue(value, from),
    type: showDataType(to),
  });
}

/** The error for a number with digits after the point that the decimal has not. */
export function lostDigits(value: Value, from: DataType, to: DecimalType): GobiError {
  return gobiError('ConversionError', {
    value: showValue(value, from),
    to: showDataType(to),
    reason: to.scale === 0 ? 'it is no whole number' : `it has more than ${to.scale} digits after the point`,
  });
}

/** The error for types between which there is no conversion. */
export function noConversion(from: DataType, to: DataType): GobiError {
  return gobiError('IncompatibleOperation', { operation: 'a cast', left: showDataType(from), right: showDataType(to) });
}

/** What a cast raised, as the error of a value for a column. Anything else stays as it is. */
export function forColumn(error: unknown, column: string): unknown {
  return saying(error, { column });
}

/** What a cast raised, as the error of the value of a parameter (`$1`). Anything else stays as it is. */
export function forParameter(error: unknown, parameter: string): unknown {
  return saying(error, { parameter });
}

function saying(error: unknown, more: { readonly column: string } | { readonly parameter: string }): unknown {
  if (!(error instanceof GobiError)) return error;
  switch (error.exception) {
    case 'ConversionError':
      return gobiError('ConversionError', { ...(error.params as RuntimeErrorParams<'ConversionError'>), ...more });
    case 'NumericOverflow':
      return gobiError('NumericOverflow', { ...(error.params as RuntimeErrorParams<'NumericOverflow'>), ...more });
    default:
      return error;
  }
}
