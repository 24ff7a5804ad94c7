import { vectorOf, type Vector } from './vector.ts';

/** A vector of given cells: numbers, booleans as 0 and 1, or values as the abi carries them. */
export function vectorOfCells(
  form: 'f64' | 'u8' | 'any',
  cells: readonly unknown[],
  nulls: readonly number[] | null,
): Vector {
  if (form === 'any') return vectorOf('any', [...cells]);
  const flags = nulls === null ? null : Uint8Array.from(nulls);
  return vectorOf(
    form,
    form === 'f64' ? Float64Array.from(cells as readonly number[]) : Uint8Array.from(cells as readonly number[]),
    flags,
  );
}
