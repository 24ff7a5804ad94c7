import { gobiError } from '../../../../compiler/contract/runtime-error.ts';
import { canonicalKey } from '../../canonical-key.ts';
import type { AggregateFunction } from './accumulator.ts';

/** Values kept as numbers, with the point below which `fraction` of them lies, filled in evenly between two. NaN is the greatest. */
function quantileOf(fractionOf: (args: readonly unknown[]) => number): AggregateFunction {
  return {
    strict: true,
    create() {
      const values: number[] = [];
      let sorted: Float64Array | null = null;
      let fraction = 0;
      return {
        add(value, ...rest) {
          values.push(Number(value));
          fraction = fractionOf(rest);
          sorted = null;
        },
        result() {
          if (values.length === 0) return null;
          sorted ??= Float64Array.from(values).sort();
          return at(sorted, fraction);
        },
      };
    },
  };
}

function at(values: Float64Array, fraction: number): number {
  const place = fraction * (values.length - 1);
  const below = Math.floor(place);
  const low = values[below]!;
  const high = values[Math.ceil(place)]!;
  return low === high ? low : low + (high - low) * (place - below);
}

export const median = quantileOf(() => 0.5);

export const quantile = quantileOf(([fraction]) => {
  const given = Number(fraction);
  if (!(given >= 0 && given <= 1)) {
    throw gobiError('InvalidArgument', {
      function: 'quantile',
      argument: 'the fraction',
      value: String(fraction),
      reason: 'it must be from 0 to 1',
    });
  }
  return given;
});

/** The most frequent value; of several the one that came first. */
export const mode: AggregateFunction = {
  strict: true,
  create() {
    const counts = new Map<unknown, { readonly value: unknown; rows: number }>();
    return {
      add(value) {
        const key = canonicalKey(value);
        const known = counts.get(key);
        if (known === undefined) counts.set(key, { value, rows: 1 });
        else known.rows++;
      },
      result() {
        let best: { readonly value: unknown; rows: number } | null = null;
        for (const each of counts.values()) if (best === null || each.rows > best.rows) best = each;
        return best === null ? null : best.value;
      },
    };
  },
};
