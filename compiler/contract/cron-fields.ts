/** One field of a cron time: its name, the numbers it takes, and what else. */
export interface CronField {
  readonly name: 'second' | 'minute' | 'hour' | 'day' | 'month' | 'weekday' | 'year';
  readonly least: number;
  readonly most: number;
  /** The greatest step after `/`. */
  readonly mostStep: number;
  /** Words for numbers, the first for `least`. */
  readonly words: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const SECOND: CronField = { name: 'second', least: 0, most: 59, mostStep: 60, words: [] };
const YEAR: CronField = { name: 'year', least: 1970, most: 9999, mostStep: 9999, words: [] };
const FIVE: readonly CronField[] = [
  { name: 'minute', least: 0, most: 59, mostStep: 60, words: [] },
  { name: 'hour', least: 0, most: 23, mostStep: 24, words: [] },
  { name: 'day', least: 1, most: 31, mostStep: 31, words: [] },
  { name: 'month', least: 1, most: 12, mostStep: 12, words: MONTHS },
  { name: 'weekday', least: 0, most: 7, mostStep: 7, words: WEEKDAYS },
];

/** The fields by how many there are: six begin with the second, seven end with the year too. Null for other numbers. */
export function cronFields(count: number): readonly CronField[] | null {
  if (count === 5) return FIVE;
  if (count === 6) return [SECOND, ...FIVE];
  return count === 7 ? [SECOND, ...FIVE, YEAR] : null;
}

/** Short forms of whole times, and the five fields they stand for. */
export const CRON_WORDS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
