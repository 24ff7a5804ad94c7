import { invalidArgument } from '../value/failure.ts';

/** A unit of the calendar or the clock. */
export type Part =
  | 'millennium'
  | 'century'
  | 'decade'
  | 'year'
  | 'quarter'
  | 'month'
  | 'week'
  | 'day'
  | 'hour'
  | 'minute'
  | 'second'
  | 'millisecond'
  | 'microsecond'
  | 'dow'
  | 'isodow'
  | 'doy'
  | 'isoyear'
  | 'epoch';

const SPELLINGS: Readonly<Record<Part, readonly string[]>> = {
  millennium: ['millennium', 'millennia', 'millenniums'],
  century: ['century', 'centuries'],
  decade: ['decade', 'decades'],
  year: ['year', 'years', 'yr', 'y'],
  quarter: ['quarter', 'quarters'],
  month: ['month', 'months', 'mon'],
  week: ['week', 'weeks', 'weekofyear', 'w'],
  day: ['day', 'days', 'dayofmonth', 'd'],
  hour: ['hour', 'hours', 'hr', 'h'],
  minute: ['minute', 'minutes', 'min'],
  second: ['second', 'seconds', 'sec', 's'],
  millisecond: ['millisecond', 'milliseconds', 'ms'],
  microsecond: ['microsecond', 'microseconds', 'us'],
  dow: ['dow', 'dayofweek', 'weekday'],
  isodow: ['isodow'],
  doy: ['doy', 'dayofyear'],
  isoyear: ['isoyear'],
  epoch: ['epoch'],
};

const PARTS: ReadonlyMap<string, Part> = new Map(
  Object.entries(SPELLINGS).flatMap(([part, names]) => names.map((name) => [name, part as Part] as const)),
);

/** The part of a name, in upper or lower case. */
export function partOf(name: string, part: string): Part {
  const known = PARTS.get(part.toLowerCase());
  if (known === undefined)
    throw invalidArgument(name, 'part', part, `the parts are ${Object.keys(SPELLINGS).join(', ')}`);
  return known;
}

/** The error of a part that a function does not go by. */
export function unsuitablePart(name: string, part: Part, what: string): Error {
  return invalidArgument(name, 'part', part, `${what} has no such part`);
}
