import { CRON_WORDS, cronFields, type CronField } from './cron-fields.ts';
import { checkCronField } from './cron-field.ts';
import { readDuration } from './duration.ts';
import { suggest } from './suggest.ts';

/**
 * What is wrong with a time: which `field` (null where the text as a whole is wrong), the part that is wrong with its `offset` in the
 * text, and what the field takes instead.
 */
export interface CronFault {
  readonly field: CronField['name'] | null;
  readonly value: string;
  readonly offset: number;
  readonly allowed: string;
}

/**
 * Checks the text of a time, or of several with `;` between them: five, six (second first) or seven fields (year last), `@daily` and
 * its like, `every 30 seconds`. Null if it is right, else the first fault.
 *
 * Fields take `*`, `?`, numbers, names (`MON`, `JAN`), `a-b`, `a,b`, and steps: `a-b/n`, or a star before the slash. Days take `L`, `LW` and
 * `15W` as well, weekdays `5#2`, `5L`, and both 0 and 7 for Sunday.
 */
export function checkCron(text: string): CronFault | null {
  let offset = 0;
  for (const part of text.split(';')) {
    const fault = checkOne(part, offset);
    if (fault !== null) return fault;
    offset += part.length + 1;
  }
  return null;
}

/** Whether a text means a time rather than the name of a schedule: it has spaces or signs that names do not have. */
export function isCronText(text: string): boolean {
  return !/^\s*[\p{L}_][\p{L}\d_$.-]*\s*$/u.test(text);
}

/** The sentence that says what is wrong: `minute 61: 0-59`. */
export function showCronFault({ field, value, allowed }: CronFault): string {
  return field === null ? allowed : `${field} ${value === '' ? '' : `${value}: `}${allowed}`;
}

function checkOne(part: string, at: number): CronFault | null {
  const start = at + (part.length - part.trimStart().length);
  const text = part.trim();
  if (text === '') return whole(text, start, 'the time is empty');
  if (text.startsWith('@')) return checkWord(text, start);
  if (/^every\b/i.test(text)) return checkEvery(text, start);
  const words = [...text.matchAll(/\S+/g)];
  const fields = cronFields(words.length);
  if (fields === null) return whole(text, start, countOf(text, words.length));
  for (const [i, field] of fields.entries()) {
    const word = words[i];
    const fault = word === undefined ? null : checkCronField(field, word[0]);
    if (fault !== null) return { field: field.name, ...fault, offset: start + (word?.index ?? 0) + fault.offset };
  }
  const values = new Map(fields.map((field, i) => [field.name, words[i]]));
  return checkDate(values.get('day'), values.get('month')?.[0] ?? '*', values.get('weekday')?.[0] ?? '*', start);
}

function whole(value: string, offset: number, allowed: string): CronFault {
  return { field: null, value, offset, allowed };
}

function countOf(text: string, count: number): string {
  const near = count === 1 ? suggest(`@${text}`, Object.keys(CRON_WORDS)) : undefined;
  return near === undefined
    ? `${count} field${count === 1 ? '' : 's'}, a time has five, six or seven`
    : `did you mean '${near}'?`;
}

function checkWord(text: string, offset: number): CronFault | null {
  if (Object.hasOwn(CRON_WORDS, text.toLowerCase())) return null;
  const near = suggest(text, Object.keys(CRON_WORDS));
  return whole(
    text,
    offset,
    near === undefined ? `one of ${Object.keys(CRON_WORDS).join(', ')}` : `did you mean '${near}'?`,
  );
}

/** `every minute`, `every 30 seconds`, `every 1h 30m`. */
function checkEvery(text: string, offset: number): CronFault | null {
  const amount = text.slice('every'.length).trim();
  const length = readDuration(/^[a-z]+$/i.test(amount) ? `1 ${amount}` : amount);
  if (length !== null && length >= 1000 && !/^[\d.]+$/.test(amount)) return null;
  const at = offset + text.length - amount.length;
  if (length === null || /^[\d.]+$/.test(amount))
    return { field: null, value: amount, offset: at, allowed: "a length of time comes after `every`, as '30 seconds'" };
  return { field: null, value: amount, offset: at, allowed: 'the shortest time between two firings is a second' };
}

const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day that none of the months has is never reached, unless a weekday fires too. */
function checkDate(day: RegExpExecArray | undefined, months: string, weekday: string, start: number): CronFault | null {
  if (day === undefined || !/^\d+(,\d+)*$/.test(day[0]) || !/^\d+(,\d+)*$/.test(months) || !/^[*?]$/.test(weekday))
    return null;
  const least = Math.min(...day[0].split(',').map(Number));
  const longest = Math.max(...months.split(',').map((month) => LONGEST[Number(month) - 1] ?? 0));
  if (least <= longest) return null;
  return {
    field: 'day',
    value: day[0],
    offset: start + day.index,
    allowed: `never comes: month ${months} has ${longest} days`,
  };
}
