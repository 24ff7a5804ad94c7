import type { DataType } from '../../../compiler/contract/data-type.ts';
import { showDataType } from '../../../compiler/contract/data-type.ts';
import type { GobiError } from '../../../compiler/contract/runtime-error.ts';
import { gobiError } from '../../../compiler/contract/runtime-error.ts';
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
    type: showDataType(to),
  });
}

/** The error for types between which there is no conversion. */
export function noConversion(from: DataType, to: DataType): GobiError {
  return gobiError('IncompatibleOperation', { operation: 'a cast', left: showDataType(from), right: showDataType(to) });
}
