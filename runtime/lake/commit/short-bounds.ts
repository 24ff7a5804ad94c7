import type { Value } from '../../columnar/value.ts';

/** Longer texts are cut in statistics: what stands there is a bound. */
const LONGEST_BOUND = 256;

/** Bounds for the catalog: no text is longer than need be, none is narrower than before. */
export function shortBounds(min: Value, max: Value): { readonly min: Value; readonly max: Value } {
  return { min: shortened(min, ''), max: shortened(max, '\u{10ffff}') };
}

function shortened(value: Value, ending: string): Value {
  if (typeof value !== 'string' || value.length <= LONGEST_BOUND) return value;
  // A pair of surrogates is not cut in two.
  const end = (value.charCodeAt(LONGEST_BOUND - 1) & 0xfc00) === 0xd800 ? LONGEST_BOUND - 1 : LONGEST_BOUND;
  return value.slice(0, end) + ending;
}
