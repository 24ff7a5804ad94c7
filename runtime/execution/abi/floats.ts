export {
  divideDoubles as divideFloats,
  remainderOfDoubles as moduloFloats,
  wholeQuotientOfDoubles as divFloats,
} from '../../columnar/scalar/arithmetic.ts';

/** Negative, 0 or positive; NaN equals itself and is greater than every number. */
export function compareFloats(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return a === b ? 0 : Number(a !== a) - Number(b !== b);
}
