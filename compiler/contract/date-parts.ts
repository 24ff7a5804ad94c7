/** A unit of the calendar or the clock. */
export type DatePart = keyof typeof DATE_PARTS;

/** The names of each part, its own first. Case does not count. */
export const DATE_PARTS = {
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
  yearweek: ['yearweek'],
  era: ['era'],
  epoch: ['epoch'],
} as const;

const CLOCK: readonly DatePart[] = ['hour', 'minute', 'second', 'millisecond', 'microsecond'];
const MONTHS: readonly DatePart[] = ['millennium', 'century', 'decade', 'year', 'quarter', 'month'];

/** The parts that a function takes whose first argument names one, and what they are. */
export const partChoices = {
  moment: { what: 'a part of a date or timestamp', parts: Object.keys(DATE_PARTS) as readonly DatePart[] },
  time: { what: 'a part of a time', parts: [...CLOCK, 'epoch'] },
  interval: { what: 'a part of an interval', parts: [...MONTHS, 'day', ...CLOCK, 'epoch'] },
  unit: { what: 'a unit of time', parts: [...MONTHS, 'isoyear', 'week', 'day', ...CLOCK] },
} as const satisfies Record<string, { readonly what: string; readonly parts: readonly DatePart[] }>;

/** The name of a row of `partChoices`. */
export type PartChoice = keyof typeof partChoices;

const BY_NAME: ReadonlyMap<string, DatePart> = new Map(
  Object.entries(DATE_PARTS).flatMap(([part, names]) => names.map((name) => [name, part as DatePart] as const)),
);

/** The part of a name, in upper or lower case; `undefined` for other words. */
export function datePartOf(name: string): DatePart | undefined {
  return BY_NAME.get(name.toLowerCase());
}
