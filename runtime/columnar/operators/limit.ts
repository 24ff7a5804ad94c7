import { gobiError } from '../../../compiler/contract/runtime-error.ts';

/** A LIMIT or OFFSET as a number of rows; NULL is no limit. A negative one is an error. */
export function rowLimit(value: number | bigint | null): number {
  if (value === null) return Infinity;
  if (value < 0)
    throw gobiError('InvalidArgument', {
      function: 'LIMIT and OFFSET',
      argument: 'the number of rows',
      value: String(value),
      reason: 'it must be 0 or more',
    });
  return Number(value);
}
