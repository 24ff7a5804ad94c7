import { findOption, optionNames, OPTIONS, type OptionObject } from '../../contract/options.ts';
import type { OptionKeys } from '../../contract/option-type.ts';
import type { Span } from '../../contract/span.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import type { Option, OptionList } from '../../ir/syntax-routine.ts';
import { report, type Env } from '../checker.ts';
import { checkOptionValue } from './option-value-check.ts';
import { plainValue } from './option-values.ts';

/** Options that are known keys with fitting values, by key; what is wrong was reported. */
export type CheckedOptions = ReadonlyMap<string, { readonly value: unknown; readonly option: Option }>;

/** Keys, types and values of an option list against the table of its object. */
export function checkOptions(env: Env, object: OptionObject, name: string, list: OptionList | undefined, at: Span): CheckedOptions {
  const keys = OPTIONS[object];
  const title = `${object} \`${name}\``;
  const checked = new Map<string, { readonly value: unknown; readonly option: Option }>();
  const given = new Set<string>();
  for (const option of list?.options ?? []) {
    const found = findKey(env, keys, title, option.key);
    if (found === null) continue;
    const id = found.inner === null ? found.key : `${found.key}.${found.inner}`;
    if (given.has(id)) report(env, 'PLG1004', { clause: option.key.text }, option.key.span);
    given.add(found.key).add(id);
    if (checkOptionValue(env, option.key.text, found.info.type, option.value, title) && found.inner === null) {
      checked.set(found.key, { value: plainValue(env.checker, option.value), option });
    }
  }
  for (const [key, info] of Object.entries(keys)) if (info.required === true && !given.has(key)) report(env, 'PLG1411', { key, object: title }, at);
  return checked;
}

/** The option of a key; keys that begin with `x_` are free. */
export function findKey(env: Env, keys: OptionKeys, object: string, key: Identifier): ReturnType<typeof findOption> {
  const found = findOption(keys, key.text);
  if (found === null && !key.text.toLowerCase().startsWith('x_')) {
    report(env, 'PLG1401', { key: key.text, object, nearest: suggest(key.text, optionNames(keys)) }, key.span);
  }
  return found;
}

