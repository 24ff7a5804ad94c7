import type { CronField } from './cron-fields.ts';

/** What is wrong inside of one field; `offset` counts from its start. */
export interface FieldFault {
  readonly value: string;
  readonly offset: number;
  readonly allowed: string;
}

/** Checks the text of one field: a list of `*`, numbers, ranges and steps, and the forms that days and weekdays have alone. */
export function checkCronField(field: CronField, text: string): FieldFault | null {
  const parts = text.split(',');
  let offset = 0;
  for (const part of parts) {
    const fault = checkPart(field, part, parts.length > 1);
    if (fault !== null) return { ...fault, offset: offset + fault.offset };
    offset += part.length + 1;
  }
  return null;
}

function checkPart(field: CronField, part: string, listed: boolean): FieldFault | null {
  if (part === '') return fault(part, 0, 'a value is missing');
  if (part === '*' || part === '?') return null;
  if (field.name === 'day') {
    if (/^l$/i.test(part)) return null;
    if (/^lw$/i.test(part)) return listed ? fault(part, 0, 'LW stands alone') : null;
    const [, near] = /^(.+)w$/i.exec(part) ?? [];
    if (near !== undefined) return checkNumber(field, near, 0);
  }
  if (field.name === 'weekday') {
    const [, day = '', nth = ''] = /^([^#]*)#(.*)$/.exec(part) ?? [];
    if (part.includes('#')) return checkRange(field, day) ?? checkNth(nth, day.length + 1);
    const [, last] = /^(\d+|[a-z]{3})l$/i.exec(part) ?? [];
    if (last !== undefined) return checkNumber(field, last, 0);
  }
  const slash = part.indexOf('/');
  if (slash < 0) return checkRange(field, part);
  const range = part.slice(0, slash);
  const step = part.slice(slash + 1);
  if (range !== '*' && !range.includes('-'))
    return fault(part, 0, `a step needs a range before it, as */${step === '' ? '5' : step}`);
  return (range === '*' ? null : checkRange(field, range)) ?? checkStep(field, step, slash + 1);
}

function checkNth(text: string, offset: number): FieldFault | null {
  return /^([1-5]|l)$/i.test(text) ? null : fault(text, offset, 'after # comes 1-5 or L');
}

function checkStep(field: CronField, text: string, offset: number): FieldFault | null {
  const isStep = /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= field.mostStep;
  return isStep ? null : fault(text, offset, `a step is 1-${field.mostStep}`);
}

function checkRange(field: CronField, text: string): FieldFault | null {
  const dash = text.indexOf('-');
  if (dash < 0) return checkNumber(field, text, 0);
  const [from, to] = [text.slice(0, dash), text.slice(dash + 1)];
  const wrong = checkNumber(field, from, 0) ?? checkNumber(field, to, dash + 1);
  if (wrong !== null) return wrong;
  const end = field.name === 'weekday' && /^sun$/i.test(to) ? 7 : numberOf(field, to);
  return numberOf(field, from) <= end ? null : fault(text, 0, 'a range goes upwards');
}

function checkNumber(field: CronField, text: string, offset: number): FieldFault | null {
  const value = numberOf(field, text);
  if (value >= field.least && value <= field.most) return null;
  const words =
    field.words.length === 0
      ? ''
      : `, or ${field.words[0]?.toUpperCase() ?? ''}-${field.words.at(-1)?.toUpperCase() ?? ''}`;
  return fault(text, offset, `${field.least}-${field.most}${words}`);
}

function numberOf(field: CronField, text: string): number {
  const word = field.words.indexOf(text.toLowerCase());
  if (word >= 0) return field.least + word;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function fault(value: string, offset: number, allowed: string): FieldFault {
  return { value, offset, allowed };
}
