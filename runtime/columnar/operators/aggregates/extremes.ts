import { compareValues } from '../../compare-values.ts';
import type { AggregateFunction } from './accumulator.ts';

/** Keeps the value for which `wins` says that it beats the one kept. */
function kept(wins: (value: unknown, best: unknown) => boolean): AggregateFunction {
  return {
    strict: true,
    create() {
      let best: unknown = null;
      return {
        add(value) {
          if (best === null || wins(value, best)) best = value;
        },
        result: () => best,
      };
    },
  };
}

export const min = kept((value, best) => compareValues(value, best) < 0);
export const max = kept((value, best) => compareValues(value, best) > 0);
export const first = kept(() => false);
export const last = kept(() => true);

/** The value of the row whose key wins; of equal keys that of the first row. */
function keptBy(wins: (key: unknown, best: unknown) => boolean): AggregateFunction {
  return {
    strict: true,
    create() {
      let best: unknown = null;
      let result: unknown = null;
      return {
        add(value, key) {
          if (best !== null && !wins(key, best)) return;
          best = key;
          result = value;
        },
        result: () => result,
      };
    },
  };
}

export const minBy = keptBy((key, best) => compareValues(key, best) < 0);
export const maxBy = keptBy((key, best) => compareValues(key, best) > 0);

/** Whether all values are true, or some. */
function truths(decisive: boolean): AggregateFunction {
  return {
    strict: true,
    create() {
      let result: boolean | null = null;
      return {
        add(value) {
          if (result !== decisive) result = value as boolean;
        },
        result: () => result,
      };
    },
  };
}

export const boolAnd = truths(false);
export const boolOr = truths(true);
