import { gobiError } from '../../../../compiler/contract/runtime-error.ts';
import { canonicalKey } from '../../canonical-key.ts';
import { compareValues } from '../../compare-values.ts';
import type { AggregateFunction } from './accumulator.ts';

/** Values kept as numbers, with the point below which `fraction` of them lies, filled in evenly between two. NaN is the greatest. */
function quantileOf(fractionOf: (rest: readonly unknown[]) => number): AggregateFunction {
  return {
    strict: true,
    create() {
      let values = new Float64Array(64);
      let count = 0;
      let fraction = 0;
      return {
        add(value, ...rest) {
          if (count === values.length) {
            const grown = new Float64Array(count * 2);
            grown.set(values);
            values = grown;
          }
          values[count++] = Number(value);
          fraction = fractionOf(rest);
        },
        result: () => (count === 0 ? null : quantileAt(values.slice(0, count), fraction)),
      };
    },
  };
}

/** Reorders `values`. */
function quantileAt(values: Float64Array, fraction: number): number {
  const numbers = numbersFirst(values);
  const place = fraction * (values.length - 1);
  const below = Math.floor(place);
  if (below >= numbers) return NaN;
  const low = select(values, below, numbers);
  if (below === place) return low;
  if (below + 1 >= numbers) return NaN;
  let high = values[below + 1]!;
  for (let i = below + 2; i < numbers; i++) if (values[i]! < high) high = values[i]!;
  return low === high ? low : low + (high - low) * (place - below);
}

/** Moves NaN behind the numbers, and gives how many numbers there are. */
function numbersFirst(values: Float64Array): number {
  let numbers = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value !== value) continue;
    values[i] = values[numbers]!;
    values[numbers++] = value;
  }
  return numbers;
}

/** The value that would stand at `place` if the first `count` were sorted; smaller ones are moved before it, greater ones behind (quickselect). */
function select(values: Float64Array, place: number, count: number): number {
  let left = 0;
  let right = count - 1;
  while (left < right) {
    const pivot = values[(left + right) >> 1]!;
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const value = values[i]!;
      values[i++] = values[j]!;
      values[j--] = value;
    }
    if (place <= j) right = j;
    else if (place >= i) left = i;
    else break;
  }
  return values[place]!;
}

export const median = quantileOf(() => 0.5);

export const quantile = quantileOf(([fraction]) => fractionOf(fraction));
/** Of `within group (order by x desc)`. */
export const quantileDesc = quantileOf(([fraction]) => 1 - fractionOf(fraction));

/** Raises `InvalidArgument` for what is not from 0 to 1. */
function fractionOf(fraction: unknown): number {
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
}

/** The value at a place of the sorted values, one that is among them. */
function discrete(direction: 1 | -1): AggregateFunction {
  return {
    strict: true,
    create() {
      const values: unknown[] = [];
      let fraction = 0;
      return {
        add(value, given) {
          values.push(value);
          fraction = fractionOf(given);
        },
        result() {
          if (values.length === 0) return null;
          const place = values.length - Math.floor(values.length - fraction * values.length);
          return values.toSorted((a, b) => direction * compareValues(a, b))[Math.max(1, place) - 1];
        },
      };
    },
  };
}

export const quantileDisc = discrete(1);
/** Of `within group (order by x desc)`. */
export const quantileDiscDesc = discrete(-1);

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
