type List = readonly unknown[];
type Test = (element: unknown) => boolean | null;

/** The elements for which the test is true; NULL is not true. */
export function filter(list: List, test: Test): List {
  return list.filter((element) => test(element) === true);
}

export function map(list: List, transform: (element: unknown) => unknown): List {
  return list.map((element) => transform(element));
}

export function flatMap(list: List, transform: (element: unknown) => List | null): List {
  return list.flatMap((element) => transform(element) ?? []);
}

/** The elements combined from left to right; NULL for an empty list. */
export function reduce(list: List, combine: (sum: unknown, element: unknown) => unknown): unknown {
  if (list.length === 0) return null;
  return list.reduce((sum, element) => combine(sum, element));
}

/** The elements combined from left to right, on top of an initial value. */
export function fold(list: List, initial: unknown, combine: (sum: unknown, element: unknown) => unknown): unknown {
  return list.reduce((sum, element) => combine(sum, element), initial);
}

/** The first element for which the test is true. */
export function find(list: List, test: Test): unknown {
  return list.find((element) => test(element) === true) ?? null;
}

export function any(list: List, test: Test): boolean {
  return list.some((element) => test(element) === true);
}

export function all(list: List, test: Test): boolean {
  return list.every((element) => test(element) === true);
}

export function takeWhile(list: List, test: Test): List {
  return list.slice(0, runLength(list, test));
}

export function dropWhile(list: List, test: Test): List {
  return list.slice(runLength(list, test));
}

function runLength(list: List, test: Test): number {
  const end = list.findIndex((element) => test(element) !== true);
  return end < 0 ? list.length : end;
}

/** Elements of the same place combined, as far as the shorter list goes. */
export function zip(left: List, right: List, combine: (a: unknown, b: unknown) => unknown): List {
  return Array.from({ length: Math.min(left.length, right.length) }, (_, i) => combine(left[i], right[i]));
}
