import type { Type } from '../compiler/contract/type.ts';
import {
  averageFloats,
  chunks,
  dates,
  get,
  integers,
  repeat,
  set,
  slice,
  sumFloats,
  sumInts,
  timestamps,
} from './list/build.ts';
import { all, any, dropWhile, filter, find, flatMap, fold, map, reduce, takeWhile, zip } from './list/higher-order.ts';
import {
  distinct,
  extreme,
  hasElements,
  indexFinder,
  placeFinder,
  remove,
  setMember,
  sort,
  sortBy,
} from './list/search.ts';
import { plain, typed, type Native, type NativeBody, type NativeModule } from './native.ts';
import type { DataType } from '../compiler/contract/data-type.ts';
import { decimalType } from './math/decimal.ts';
import { withinPrecision } from './value/decimal.ts';
import type { Integer } from './value/integer.ts';
import type { Interval } from './value/interval.ts';
import { shower } from './value/show.ts';
import { elementOf, resultOf } from './value/type-of.ts';

type List = readonly unknown[];

/** A native that works on elements of the type that its first argument, a list, has. */
function byElement(body: (type: DataType) => NativeBody): Native {
  return typed((types: readonly Type[]) => body(elementOf(types[0])));
}

/** Bodies of list.plg. */
export const list: NativeModule = {
  'list/length': plain((values: List) => values.length),
  'list/filter': plain(filter),
  'list/map': plain(map),
  'list/flat_map': plain(flatMap),
  'list/reduce': plain(reduce),
  'list/fold': plain(fold),
  'list/find': plain(find),
  'list/any': plain(any),
  'list/all': plain(all),
  'list/take_while': plain(takeWhile),
  'list/drop_while': plain(dropWhile),
  'list/take': plain((values: List, count: Integer) => values.slice(0, Math.max(0, Number(count)))),
  'list/drop': plain((values: List, count: Integer) => values.slice(Math.max(0, Number(count)))),
  'list/zip': plain(zip),
  'list/first': plain((values: List) => values[0] ?? null),
  'list/last': plain((values: List) => values.at(-1) ?? null),
  'list/get': plain(get),
  'list/set': plain(set),
  'list/slice': plain(slice),
  'list/append': plain((values: List | null, value: unknown) => (values === null ? null : [...values, value])),
  'list/prepend': plain((values: List | null, value: unknown) => (values === null ? null : [value, ...values])),
  'list/concat': plain((left: List, right: List) => [...left, ...right]),
  'list/reverse': plain((values: List) => values.toReversed()),
  'list/flatten': plain((values: readonly (List | null)[]) => values.flatMap((part) => part ?? [])),
  'list/repeat': plain(repeat),
  'list/chunks': plain(chunks),
  'list/sort': byElement((type) => sort(type, 1)),
  'list/sort_desc': byElement((type) => sort(type, -1)),
  'list/sort_by': typed((types) => sortBy(resultOf(types[1]), 1)),
  'list/sort_by_desc': typed((types) => sortBy(resultOf(types[1]), -1)),
  'list/distinct': byElement(distinct),
  'list/contains': byElement((type) => {
    const find = indexFinder(type);
    return (values: List, value: unknown) => find(values, value) >= 0;
  }),
  'list/index_of': byElement((type) => {
    const find = indexFinder(type);
    return (values: List, value: unknown) => {
      const index = find(values, value);
      return index < 0 ? null : index;
    };
  }),
  'list/position': byElement((type) => {
    const find = placeFinder(type);
    return (values: List | null, value: unknown) => {
      const index = values === null ? -1 : find(values, value);
      return index < 0 ? null : index + 1;
    };
  }),
  'list/remove': byElement(remove),
  'list/intersect': byElement((type) => setMember(type, true)),
  'list/except': byElement((type) => setMember(type, false)),
  'list/union': byElement((type) => {
    const once = distinct(type);
    return (left: List, right: List) => once([...left, ...right]);
  }),
  'list/has_any': byElement((type) => hasElements(type, false)),
  'list/has_all': byElement((type) => hasElements(type, true)),
  'list/min': byElement((type) => extreme(type, 1)),
  'list/max': byElement((type) => extreme(type, -1)),
  'list/sum_int': plain(sumInts),
  'list/sum_float': plain(sumFloats),
  'list/sum_decimal': typed((_, result) => {
    const { precision } = decimalType(result);
    return (values: readonly (Integer | null)[]) => {
      const present = values.filter((value) => value !== null);
      return present.length === 0
        ? null
        : withinPrecision(
            present.reduce((sum: bigint, value) => sum + BigInt(value), 0n),
            precision,
            'list_sum',
          );
    };
  }),
  'list/avg': plain(averageFloats),
  'list/join': byElement((type) => {
    const show = shower(type);
    return (values: List, separator: string) =>
      values
        .filter((value) => value !== null)
        .map(show)
        .join(separator);
  }),
  'list/range_to': plain((stop: Integer) => integers('range', 0, stop, 1, false)),
  'list/range': plain((start: Integer, stop: Integer, step: Integer = 1) =>
    integers('range', start, stop, step, false),
  ),
  'list/range_dates': plain((start: number, stop: number, step: Interval) => dates('range', start, stop, step, false)),
  'list/range_timestamps': plain((start: Integer, stop: Integer, step: Interval) =>
    timestamps('range', start, stop, step, false),
  ),
  'list/series': plain((start: Integer, stop: Integer, step: Integer = 1) =>
    integers('generate_series', start, stop, step, true),
  ),
  'list/series_dates': plain((start: number, stop: number, step: Interval) =>
    dates('generate_series', start, stop, step, true),
  ),
  'list/series_timestamps': plain((start: Integer, stop: Integer, step: Interval) =>
    timestamps('generate_series', start, stop, step, true),
  ),
};
