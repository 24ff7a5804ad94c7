/** What is wrong with a cron text, or `null` when it is fine. */
export function cronMistake(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.startsWith('@')) return WORDS.has(trimmed.toLowerCase()) ? null : `unknown word ${trimmed}`;
  if (/^every\s/i.test(trimmed)) return /^every\s+\d+\s*(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|weeks?)$/i.test(trimmed) ? null : 'write `every 30 seconds`';
  const parts = trimmed.split(/\s+/);
  if (parts.length < 5 || parts.length > 7) return `${parts.length} field${parts.length === 1 ? '' : 's'} instead of five`;
  const fields = parts.length === 5 ? FIELDS.slice(1, 6) : parts.length === 6 ? FIELDS.slice(0, 6) : FIELDS;
  for (const [i, part] of parts.entries()) {
    const field = fields[i]!;
    for (const item of part.split(',')) if (!isItem(item, field)) return `${field.name} ${item} is not in ${field.low}-${field.high}`;
  }
  return null;
}

const WORDS = new Set(['@hourly', '@daily', '@midnight', '@weekly', '@monthly', '@yearly', '@annually']);

interface CronField {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly names: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Seconds come first in texts of six fields; a seventh is the year. Sunday is 0 and 7. */
const FIELDS: readonly CronField[] = [
  { name: 'second', low: 0, high: 59, names: [] },
  { name: 'minute', low: 0, high: 59, names: [] },
  { name: 'hour', low: 0, high: 23, names: [] },
  { name: 'day', low: 1, high: 31, names: [] },
  { name: 'month', low: 1, high: 12, names: MONTHS },
  { name: 'weekday', low: 0, high: 7, names: DAYS },
  { name: 'year', low: 1, high: 9999, names: [] },
];

/** `*`, `?`, `5`, `1-5`, any of these with `/2`; `L` for the last day, `FRI#2` and `5L` for the second and last Friday, `15W`. */
function isItem(item: string, field: CronField): boolean {
  const [range = '', step, more] = item.split('/');
  if (more !== undefined || (step !== undefined && !(/^\d+$/.test(step) && Number(step) > 0))) return false;
  if (range === '*' || range === '?') return true;
  if (field.name === 'day' && (/^lw?$/i.test(range) || (/^\d+w$/i.test(range) && inRange(range.slice(0, -1), field)))) return step === undefined;
  if (field.name === 'weekday') {
    const special = /^(\w+?)(?:#([1-5]|l)|l)$/i.exec(range);
    if (special !== null) return inRange(special[1] ?? '', field);
    if (/^l$/i.test(range)) return true;
  }
  const [low = '', high, rest] = range.split('-');
  if (rest !== undefined) return false;
  return inRange(low, field) && (high === undefined || (inRange(high, field) && (valueOf(low, field) <= valueOf(high, field) || field.name === 'weekday')));
}

function inRange(text: string, field: CronField): boolean {
  const value = valueOf(text, field);
  return value >= field.low && value <= field.high;
}

function valueOf(text: string, field: CronField): number {
  const named = field.names.indexOf(text.toLowerCase());
  if (named >= 0) return field.name === 'month' ? named + 1 : named;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
