import { compareCodePoints } from '../code-point-order.ts';
import { compareValues } from '../compare-values.ts';

/** The order of two texts; 0 where one is NULL, for which the kernel has a flag. */
export function orderOfTexts(a: string | null | undefined, c: string | null | undefined): number {
  return typeof a === 'string' && typeof c === 'string' ? compareCodePoints(a, c) : 0;
}

/** The order of two values of one type; 0 where one is NULL, for which the kernel has a flag. */
export function orderOfValues(a: unknown, c: unknown): number {
  return a === null || a === undefined || c === null || c === undefined ? 0 : compareValues(a, c);
}
