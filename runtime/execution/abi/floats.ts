import { gobiError } from '../../../compiler/contract/runtime-error.ts';

/** Negative, 0 or positive; NaN equals itself and is greater than every number. */
export function compareFloats(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return a === b ? 0 : Number(a !== a) - Number(b !== b);
}

export function divideFloats(a: number, b: number): number {
  if (b === 0) throw gobiError('DivisionByZero', { operation: '/' });
  return a / b;
}

export function moduloFloats(a: number, b: number): number {
  if (b === 0) throw gobiError('DivisionByZero', { operation: '%' });
  return a % b;
}

/** The quotient without its fraction. */
export function divFloats(a: number, b: number): number {
  if (b === 0) throw gobiError('DivisionByZero', { operation: 'div' });
  return Math.trunc(a / b);
}
