import type { IntType } from '../../../compiler/contract/data-type.ts';

/** The least and the greatest value of an integer type. */
export function intBounds({ bits, unsigned }: IntType): readonly [min: bigint, max: bigint] {
  const size = BigInt(bits);
  return unsigned ? [0n, (1n << size) - 1n] : [-(1n << (size - 1n)), (1n << (size - 1n)) - 1n];
}

/** Whether a run-time integer is within the bounds of a type. */
export function fitsInt(value: number | bigint, type: IntType): boolean {
  if (typeof value === 'number') {
    if (type.bits === 64) return !type.unsigned || value >= 0;
    const size = 2 ** type.bits;
    return type.unsigned ? value >= 0 && value < size : value >= -size / 2 && value < size / 2;
  }
  const [min, max] = intBounds(type);
  return value >= min && value <= max;
}
