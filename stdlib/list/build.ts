import { invalidArgument } from '../value/failure.ts';
import { addInt64, carried, type Integer } from '../value/integer.ts';
import { addToTimestamp, type Interval } from '../value/interval.ts';
import { addMonths } from '../value/calendar.ts';
import { intervalText } from '../value/show.ts';

type List = readonly unknown[];

/** The most elements that a function makes out of nothing. */
const MAX_ELEMENTS = 2 ** 24;

/** Whole numbers from `start` to before `stop` (up to it when `inclusive`). */
export function integers(
  name: string,
  start: Integer,
  stop: Integer,
  step: Integer,
  inclusive: boolean,
): readonly Integer[] {
  if (step === 0) throw invalidArgument(name, 'step', step, 'it would never arrive');
  const first = BigInt(start);
  const by = BigInt(step);
  const distance = (BigInt(stop) - first) * (by < 0n ? -1n : 1n);
  const size = by < 0n ? -by : by;
  const count = distance < 0n ? 0n : inclusive ? distance / size + 1n : (distance + size - 1n) / size;
  checkCount(name, 'stop', stop, Number(count));
  return Array.from({ length: Number(count) }, (_, i) => carried(first + BigInt(i) * by));
}

/** Timestamps from `start` to before `stop`; each is the start plus a multiple of the step, so that months keep their day. */
export function timestamps(
  name: string,
  start: Integer,
  stop: Integer,
  step: Interval,
  inclusive: boolean,
): readonly Integer[] {
  return times(name, start, stop, step, inclusive, (count) => addToTimestamp(start, scaled(step, count)));
}

/** Days from `start` to before `stop`. */
export function dates(
  name: string,
  start: number,
  stop: number,
  step: Interval,
  inclusive: boolean,
): readonly Integer[] {
  if (step.micros !== 0) throw invalidArgument(name, 'step', intervalText(step), 'between dates it has whole days');
  return times(
    name,
    start,
    stop,
    step,
    inclusive,
    (count) => addMonths(start, step.months * count) + step.days * count,
  );
}

function times(
  name: string,
  start: Integer,
  stop: Integer,
  step: Interval,
  inclusive: boolean,
  at: (count: number) => Integer,
): readonly Integer[] {
  const forward = at(1) > start;
  if (at(1) === start || at(2) === at(1))
    throw invalidArgument(name, 'step', intervalText(step), 'it would never arrive');
  const values: Integer[] = [];
  for (
    let i = 0, value = start;
    (forward ? value < stop : value > stop) || (inclusive && value === stop);
    value = at(++i)
  ) {
    values.push(value);
    checkCount(name, 'step', intervalText(step), i);
  }
  return values;
}

function scaled(step: Interval, count: number): Interval {
  return { months: step.months * count, days: step.days * count, micros: step.micros * count };
}

function checkCount(name: string, argument: string, value: unknown, count: number): void {
  if (count > MAX_ELEMENTS)
    throw invalidArgument(name, argument, value, `the list would have more than ${MAX_ELEMENTS} elements`);
}

/** Elements from `from` to before `to`; negative places count from the end, places beyond the ends are clipped. */
export function slice(list: List, from: Integer | null, to: Integer | null): List {
  return list.slice(from === null ? 0 : Number(from), to === null ? list.length : Number(to));
}

/** The element at a place, negative from the end; NULL where there is none. */
export function get(list: List, index: Integer): unknown {
  return list[index < 0 ? list.length + Number(index) : Number(index)] ?? null;
}

/** The list with another element at a place that it has. */
export function set(list: List, index: Integer, value: unknown): List {
  const place = index < 0 ? list.length + Number(index) : Number(index);
  if (place < 0 || place >= list.length)
    throw invalidArgument('list_set', 'index', index, `the list has ${list.length} elements`);
  return list.with(place, value);
}

export function repeat(value: unknown, count: Integer): List {
  checkCount('list_repeat', 'count', count, Number(count));
  return Array.from({ length: Math.max(0, Number(count)) }, () => value);
}

/** Lists of `size` elements each; the last may have fewer. */
export function chunks(list: List, size: Integer): readonly List[] {
  if (size <= 0) throw invalidArgument('chunks', 'size', size, 'it must be positive');
  const step = Number(size);
  return Array.from({ length: Math.ceil(list.length / step) }, (_, i) => list.slice(i * step, (i + 1) * step));
}

/** The sum of ints; NULL elements are passed over, and NULL is the sum of none. */
export function sumInts(list: readonly (Integer | null)[]): Integer | null {
  let sum: Integer | null = null;
  for (const element of list) if (element !== null) sum = sum === null ? element : addInt64(sum, element, 'list_sum');
  return sum;
}

export function sumFloats(list: readonly (number | null)[]): number | null {
  let sum: number | null = null;
  for (const element of list) if (element !== null) sum = sum === null ? element : sum + element;
  return sum;
}

export function averageFloats(list: readonly (number | null)[]): number | null {
  const values = list.filter((element) => element !== null);
  return values.length === 0 ? null : sumFloats(values)! / values.length;
}
