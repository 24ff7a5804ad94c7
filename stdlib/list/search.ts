import type { DataType } from '../../compiler/contract/data-type.ts';
import { comparator, nullsLast } from '../value/compare.ts';
import { identity } from '../value/identity.ts';

type List = readonly unknown[];

/** Finds the first element that equals a value, NULL one that is NULL; -1 when there is none. */
export function placeFinder(type: DataType): (list: List, value: unknown) => number {
  const find = indexFinder(type);
  return (list, value) => (value === null ? list.indexOf(null) : find(list, value));
}

/** The place of the first element that equals a value, from 0; -1 when there is none. NULL elements equal nothing. */
export function indexFinder(type: DataType): (list: List, value: unknown) => number {
  const of = identity(type);
  return (list, value) => {
    const wanted = of(value);
    return list.findIndex((element) => element !== null && sameIdentity(of(element), wanted));
  };
}

function sameIdentity(a: unknown, b: unknown): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

/** Each element once, in the order of first occurrence; NULL is one of them. */
export function distinct(type: DataType): (list: List) => List {
  const of = identity(type);
  return (list) => {
    const seen = new Set<unknown>();
    return list.filter((element) => {
      const key = of(element);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  };
}

/** Elements of the left list that are (`present`) or are not in the right one, each once. */
export function setMember(type: DataType, present: boolean): (left: List, right: List) => List {
  const of = identity(type);
  const once = distinct(type);
  return (left, right) => {
    const keys = new Set(right.map(of));
    return once(left.filter((element) => keys.has(of(element)) === present));
  };
}

/** Whether the left list has `every` or any element of the right one. */
export function hasElements(type: DataType, every: boolean): (left: List, right: List) => boolean {
  const of = identity(type);
  return (left, right) => {
    const keys = new Set(left.map(of));
    return every ? right.every((element) => keys.has(of(element))) : right.some((element) => keys.has(of(element)));
  };
}

/** The elements that do not equal a value. */
export function remove(type: DataType): (list: List, value: unknown) => List {
  const of = identity(type);
  return (list, value) => {
    const unwanted = of(value);
    return list.filter((element) => element === null || !sameIdentity(of(element), unwanted));
  };
}

/** The least (`sign` 1) or greatest (-1) element; NULL elements are passed over. */
export function extreme(type: DataType, sign: 1 | -1): (list: List) => unknown {
  const compare = comparator(type);
  return (list) => {
    let best: unknown = null;
    for (const element of list)
      if (element !== null && (best === null || compare(element, best) * sign < 0)) best = element;
    return best;
  };
}

/** In order, equal ones as they were; NULLs come last, or first when descending. */
export function sort(type: DataType, sign: 1 | -1): (list: List) => List {
  const compare = nullsLast(comparator(type));
  return (list) => list.toSorted((a, b) => compare(a, b) * sign);
}

/** In the order of their keys, equal ones as they were. */
export function sortBy(keyType: DataType, sign: 1 | -1): (list: List, key: (element: unknown) => unknown) => List {
  const compare = nullsLast(comparator(keyType));
  return (list, key) =>
    list
      .map((element) => ({ element, key: key(element) }))
      .sort((a, b) => compare(a.key, b.key) * sign)
      .map(({ element }) => element);
}
