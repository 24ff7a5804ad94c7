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

/** A share of `rows`, in a hundred, as a number of rows, rounded down; NULL is no limit. One that is not from 0 to 100 is an error. */
export function rowShare(percent: number | null, rows: number): number {
  if (percent === null) return Infinity;
  if (!(percent >= 0 && percent <= 100))
    throw gobiError('InvalidArgument', {
      function: 'LIMIT',
      argument: 'the share',
      value: String(percent),
      reason: 'it must lie between 0 and 100',
    });
  return Math.floor((rows * percent) / 100);
}
