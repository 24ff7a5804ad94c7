import { compareCodePoints } from './code-point-order.ts';
import { intervalMicros, isInterval } from './canonical-key.ts';

/**
 * The order of two values of one type, neither of them NULL: negative, 0 or positive. Numbers and bigints compare by value, NaN is the greatest and
 * equal to itself; strings by code point; blobs by byte; lists and structs element by element, where NULL is the greatest; intervals with months of 30 days.
 */
export function compareValues(a: unknown, c: unknown): number {
  if (typeof a === 'number' || typeof a === 'bigint') return compareNumbers(a, c as number | bigint);
  if (typeof a === 'string') return compareCodePoints(a, c as string);
  if (typeof a === 'boolean') return Number(a) - Number(c);
  if (a instanceof Uint8Array) return Buffer.compare(a, c as Uint8Array);
  if (Array.isArray(a)) return compareLists(a, c as readonly unknown[]);
  if (isInterval(a as object)) return compareNumbers(intervalMicros(a as never), intervalMicros(c as never));
  return compareLists(Object.values(a as object), Object.values(c as object));
}

function compareNumbers(a: number | bigint, c: number | bigint): number {
  if (a < c) return -1;
  if (a > c) return 1;
  if (a === c) return 0;
  return Number(a !== a) - Number(c !== c);
}

function compareLists(a: readonly unknown[], c: readonly unknown[]): number {
  const length = Math.min(a.length, c.length);
  for (let i = 0; i < length; i++) {
    const x = a[i] ?? null;
    const y = c[i] ?? null;
    if (x === null || y === null) {
      if (x !== y) return x === null ? 1 : -1;
      continue;
    }
    const order = compareValues(x, y);
    if (order !== 0) return order;
  }
  return a.length - c.length;
}

/** Whether two values are equal or both NULL. */
export function sameValues(a: unknown, c: unknown): boolean {
  return a === null || c === null ? a === c : compareValues(a, c) === 0;
}
