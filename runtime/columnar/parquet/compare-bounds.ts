import { compareCodePoints } from '../code-point-order.ts';
import type { Value } from '../value.ts';

/** Orders two values of one scalar type: strings by code point, all else by size. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b);
  return a! < b! ? -1 : a! > b! ? 1 : 0;
}
