import type { AggregateFunction } from './accumulator.ts';
import { approximateCount } from './approximate-count.ts';
import {
  corr,
  covarPop,
  covarSamp,
  regrAvgX,
  regrAvgY,
  regrCount,
  regrIntercept,
  regrR2,
  regrSlope,
  regrSumXX,
  regrSumXY,
  regrSumYY,
} from './co-moments.ts';
import { arrayAgg, stringAgg } from './collections.ts';
import { boolAnd, boolOr, first, last, max, maxBy, min, minBy } from './extremes.ts';
import { stddev, stddevPop, variance, varPop } from './moments.ts';
import { bitAnd, bitOr, bitXor } from './bits.ts';
import { median, mode, quantile, quantileDesc, quantileDisc, quantileDiscDesc } from './order-statistics.ts';
import { kurtosis, kurtosisPop, skewness } from './shapes.ts';
import { avg, count, product, sum } from './sums.ts';

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
  corr,
  covar_pop: covarPop,
  covar_samp: covarSamp,
  regr_count: regrCount,
  regr_avgx: regrAvgX,
  regr_avgy: regrAvgY,
  regr_sxx: regrSumXX,
  regr_syy: regrSumYY,
  regr_sxy: regrSumXY,
  regr_slope: regrSlope,
  regr_intercept: regrIntercept,
  regr_r2: regrR2,
  median,
  quantile,
  quantile_desc: quantileDesc,
  quantile_disc: quantileDisc,
  quantile_disc_desc: quantileDiscDesc,
  skewness,
  kurtosis,
  kurtosis_pop: kurtosisPop,
  product,
  bit_and: bitAnd,
  bit_or: bitOr,
  bit_xor: bitXor,
  mode,
  string_agg: stringAgg,
  array_agg: arrayAgg,
  min_by: minBy,
  max_by: maxBy,
  approx_count_distinct: approximateCount,
};
