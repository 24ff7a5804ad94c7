import { OPTIONS, type OptionObject } from '../../contract/options.ts';
import type { Span } from '../../contract/span.ts';
import type { OptionList } from '../../ir/syntax-routine.ts';
import type { Checker } from '../checker.ts';
import type { Env } from '../checker.ts';
import { topEnv } from '../routines/frames.ts';
import { readKeys, requireKeys, type ReadKeys } from './option-keys.ts';
import { readerOf, silentReader, type Json } from './option-reader.ts';
import { readValue } from './option-value.ts';

/** The options of an object as data, and the nodes they came from; what is wrong was reported. */
export type CheckedOptions = ReadKeys;

/** Reads an option list against the table of its object. */
export function checkOptions(
  env: Env,
  object: OptionObject,
  name: string,
  list: OptionList | undefined,
  at: Span,
): CheckedOptions {
  const reader = readerOf(env);
  const title = `${object} \`${name}\``;
  const read = readKeys(reader, OPTIONS[object], list?.options ?? [], title, '', readValue);
  requireKeys(reader, OPTIONS[object], read, title, at);
  return read;
}

/** The options of an object that is checked elsewhere. */
export function optionsOf(checker: Checker, object: OptionObject, list: OptionList | undefined): CheckedOptions {
  const reader = silentReader(readerOf(topEnv(checker)));
  return readKeys(reader, OPTIONS[object], list?.options ?? [], '', '', readValue);
}

/** The strings in an option that is a list; none where it was not given. */
export function textsIn(options: Readonly<Record<string, unknown>>, key: string): readonly string[] {
  const value = options[key];
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((each) => typeof each === 'string');
}

/** An option that is a struct; empty where it was not given. */
export function structIn(options: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, Json>> {
  const value = options[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)
    : {};
}
