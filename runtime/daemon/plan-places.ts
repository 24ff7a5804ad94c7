import { PLACE } from '../../compiler/contract/scalar.ts';
import type { Span } from '../../compiler/contract/span.ts';

/** The places of a manifest's expressions: the number of each among all objects, and its place. Messages between threads leave them out. */
export type PlanPlaces = readonly (readonly [number: number, place: Span])[];

export function placesIn(root: object): PlanPlaces {
  const places: (readonly [number, Span])[] = [];
  walk(root, (each, number) => {
    const place = (each as { readonly [PLACE]?: Span })[PLACE];
    if (place !== undefined) places.push([number, place]);
  });
  return places;
}

/** Puts places back into a copy of what they were taken from. */
export function restorePlaces(root: object, places: PlanPlaces): void {
  const byNumber = new Map(places);
  walk(root, (each, number) => {
    const place = byNumber.get(number);
    if (place !== undefined) Object.defineProperty(each, PLACE, { value: place, enumerable: true });
  });
}

/** Visits all objects once, in the order of their keys. */
function walk(root: object, visit: (each: object, number: number) => void): void {
  const seen = new Set<object>();
  const pending: object[] = [root];
  while (pending.length > 0) {
    const each = pending.pop()!;
    if (seen.has(each)) continue;
    visit(each, seen.size);
    seen.add(each);
    const parts = Object.values(each) as unknown[];
    for (let i = parts.length - 1; i >= 0; i--) {
      const part = parts[i];
      if (typeof part === 'object' && part !== null && !ArrayBuffer.isView(part)) pending.push(part);
    }
  }
}
