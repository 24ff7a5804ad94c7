import { vectorOf, type Vector } from './vector.ts';

/** The elements of a list; none of NULL. */
export function elementsOf(list: readonly unknown[] | null): readonly unknown[] {
  return list ?? [];
}

/** The numbers from 0 up to `count`. */
export function placesUpTo(count: number): Vector {
  return vectorOf(
    'i32',
    Int32Array.from({ length: count }, (_, place) => place),
  );
}
