import { findOption, optionTables, type OptionKey, type OptionObject } from '../../contract/options.ts';
import type { Span } from '../../contract/span.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { Option, OptionList } from '../../ir/syntax-routine.ts';
import { report, textOf, type Env } from '../checker.ts';
import { readInterval, readTimestamp } from '../literals/temporal-text.ts';
import { cronMistake } from './cron.ts';
import { plainValue } from './option-values.ts';

/** Options that are known keys with fitting values, by key; what is wrong was reported. */
export type CheckedOptions = ReadonlyMap<string, { readonly value: unknown; readonly option: Option }>;

/** Keys, types and values of an option list against the table of its object. */
export function checkOptions(env: Env, object: OptionObject, name: string, list: OptionList | undefined, at: Span): CheckedOptions {
  const checked = new Map<string, { readonly value: unknown; readonly option: Option }>();
  for (const option of list?.options ?? []) {
    const key = findOption(object, option.key.text);
    if (key === undefined) {
      if (!option.key.text.toLowerCase().startsWith('x_')) reportUnknown(env, object, name, option);
      continue;
    }
    if (checked.has(key.key)) report(env, 'PLG1004', { clause: option.key.text }, option.key.span);
    const value = plainValue(env.checker, option.value);
    if (checkValue(env, key, option, value)) checked.set(key.key, { value, option });
  }
  const named = new Set((list?.options ?? []).map((option) => findOption(object, option.key.text)?.key));
  for (const key of optionTables[object]) if (key.required === true && !named.has(key.key)) report(env, 'PLG1411', { key: key.key, object: `${object} \`${name}\`` }, at);
  return checked;
}

function reportUnknown(env: Env, object: OptionObject, name: string, { key }: Option): void {
  const known = optionTables[object].flatMap((option) => [option.key, ...(option.aliases ?? [])]);
  report(env, 'PLG1401', { key: key.text, object: `${object} \`${name}\``, nearest: suggest(key.text, known) }, key.span);
}

function checkValue(env: Env, key: OptionKey, option: Option, value: unknown): boolean {
  const expected = mistakeOf(env, key, option, value);
  if (expected === null) return true;
  if (expected !== REPORTED) report(env, 'PLG1410', { key: option.key.text, found: textOf(env, option.value), expected }, option.value.span);
  return false;
}

const REPORTED = 'reported';

/** What would be fitting, when the value is not. */
function mistakeOf(env: Env, key: OptionKey, option: Option, value: unknown): string | null {
  const isText = typeof value === 'string';
  const texts = isText ? [value] : Array.isArray(value) && value.every((item) => typeof item === 'string') ? (value as readonly string[]) : null;
  switch (key.type) {
    case 'string':
    case 'name':
      return isText ? null : 'a string';
    case 'strings':
    case 'names':
      return texts === null ? 'a string or a list of strings' : null;
    case 'boolean':
      return typeof value === 'boolean' ? null : 'true or false';
    case 'int':
      return typeof value === 'number' && Number.isInteger(value) && (value >= 0 || key.key === 'priority') ? null : 'a whole number';
    case 'number':
      return typeof value === 'number' ? null : 'a number';
    case 'word':
      return isText && key.words?.includes(value.toLowerCase()) === true ? null : choices(key);
    case 'words':
      return isText && value.split('|').every((word) => key.words?.includes(word.trim().toLowerCase()) === true) ? null : choices(key);
    case 'cron':
      return texts === null ? 'a cron text or a list of them' : checkCrons(env, option, texts);
    case 'schedule':
      return texts === null ? 'a name, a cron text, or a list of them' : checkCrons(env, option, texts.filter(looksLikeCron));
    case 'duration':
      return (typeof value === 'number' && value >= 0) || (isText && readInterval(value) !== null) ? null : "a duration like '5 minutes', or seconds";
    case 'time':
      return isText && (readTimestamp(value) !== null || readInterval(value) !== null) ? null : "a time like '2026-01-01', or a span like '7 days ago'";
    case 'zone':
      return isText ? checkZone(env, option, value) : "the name of a time zone, as 'Europe/Berlin'";
    case 'struct':
    case 'arguments':
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? null : 'a struct: {name: value}';
    case 'expression':
    case 'any':
      return null;
  }
}

function choices({ words }: OptionKey): string {
  return (words ?? []).map((word) => `'${word}'`).join(', ');
}

/** A text with blanks, a star or an `@` is no name of a schedule. */
export function looksLikeCron(text: string): boolean {
  return /[\s*@]/.test(text.trim());
}

function checkCrons(env: Env, { value }: Option, texts: readonly string[]): string | null {
  let wrong = false;
  for (const text of texts) {
    const reason = cronMistake(text);
    if (reason !== null) {
      report(env, 'PLG1406', { cron: text, reason }, value.span);
      wrong = true;
    }
  }
  return wrong ? REPORTED : null;
}

function checkZone(env: Env, { value }: Option, zone: string): string | null {
  const zones = [...Intl.supportedValuesOf('timeZone'), 'UTC', 'GMT'];
  if (zones.some((each) => each.toLowerCase() === zone.toLowerCase())) return null;
  report(env, 'PLG1413', { zone, nearest: suggest(zone, zones) }, value.span);
  return REPORTED;
}
