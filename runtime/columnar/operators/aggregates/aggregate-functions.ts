import type { AggregateFunction } from './accumulator.ts';
import { approximateCount } from './approximate-count.ts';
import { arrayAgg, stringAgg } from './collections.ts';
import { boolAnd, boolOr, first, last, max, maxBy, min, minBy } from './extremes.ts';
import { stddev, stddevPop, variance, varPop } from './moments.ts';
import { median, mode, quantile } from './order-statistics.ts';
import { avg, count, sum } from './sums.ts';

/** The aggregates by the name of their kernel operation, as the signatures of the standard library give it. */
export const aggregateFunctions: Readonly<Record<string, AggregateFunction>> = {
  count,
  sum,
  avg,
  min,
  max,
  any_value: first,
  first,
  last,
  bool_and: boolAnd,
  bool_or: boolOr,
  stddev,
  stddev_pop: stddevPop,
  variance,
  var_pop: varPop,
  median,
  quantile,
  mode,
  string_agg: stringAgg,
  array_agg: arrayAgg,
  min_by: minBy,
  max_by: maxBy,
  approx_count_distinct: approximateCount,
};
