/** What is known of one key column before its rows are seen. */
export interface KeyBounds {
  readonly low: number;
  readonly high: number;
  readonly nullable: boolean;
}

/**
 * Several keys as one number by mixed radix: `Σ (value - low) * stride`. Where a key is nullable its `low` is one less than the least value,
 * and NULL counts as 0. `size` is the number of different packed keys.
 */
export interface Packing {
  /** The packed keys are exact doubles. Otherwise keys go side by side. */
  readonly fits: boolean;
  /** The packed keys are beyond int32. */
  readonly wide: boolean;
  readonly size: number;
  readonly lows: readonly number[];
  readonly strides: readonly number[];
}

/** Packs keys whose bounds are known; bounds that are not (`null`) or a product beyond 2^53 give a packing that does not fit. */
export function packKeys(bounds: readonly (KeyBounds | null)[]): Packing {
  const lows: number[] = [];
  const strides: number[] = [];
  let size = 1;
  for (const bound of bounds) {
    if (bound === null) return NOTHING;
    const low = bound.nullable ? bound.low - 1 : bound.low;
    lows.push(low);
    strides.push(size);
    size *= bound.high - low + 1;
    if (!(size <= Number.MAX_SAFE_INTEGER)) return NOTHING;
  }
  return { fits: true, wide: size > 2147483648, size, lows, strides };
}

const NOTHING: Packing = { fits: false, wide: false, size: 0, lows: [], strides: [] };

/** Bounds of a key from the bounds of a column, `null` when they are not known. */
export function keyBounds(
  bounds: { readonly low: number; readonly high: number } | null,
  nullable: boolean,
): KeyBounds | null {
  return bounds === null ? null : { ...bounds, nullable };
}

/** A vector that a block's packed keys are written to. */
export function packedBlock(packing: Packing, rows: number): Int32Array | Float64Array {
  return packing.wide ? new Float64Array(rows) : new Int32Array(rows);
}
