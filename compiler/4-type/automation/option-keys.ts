import type { OptionKeys, OptionType } from '../../contract/option-type.ts';
import { findOption, optionNames } from '../../contract/options.ts';
import { suggest } from '../../contract/suggest.ts';
import type { Span } from '../../contract/span.ts';
import type { Identifier } from '../../ir/syntax-name.ts';
import { constantOf } from './constant.ts';
import type { Json, OptionNode, OptionReader } from './option-reader.ts';

/** A key with its value, of an option list or a struct. */
export interface Entry {
  readonly key: Identifier;
  readonly value: OptionNode;
}

/** Options as data by their own names, and the nodes they came from. An option of which nothing could be read is in `nodes` alone. */
export interface ReadKeys {
  readonly values: Readonly<Record<string, Json>>;
  readonly nodes: ReadonlyMap<string, Entry>;
}

/** Reads one value, as `option-value.ts` does. */
type ReadValue = (reader: OptionReader, key: string, type: OptionType, node: OptionNode) => Json | undefined;

/** Reads entries against a table of keys. `object` is how messages call what the keys belong to, `path` what stands before a key. */
export function readKeys(
  reader: OptionReader,
  keys: OptionKeys,
  entries: readonly Entry[],
  object: string,
  path: string,
  readValue: ReadValue,
): ReadKeys {
  const values: Record<string, Json> = {};
  const nodes = new Map<string, Entry>();
  const seen = new Set<string>();
  for (const entry of entries) {
    const written = entry.key.text;
    const found = findOption(keys, written);
    const place =
      found === null ? written.toLowerCase() : found.inner === null ? found.key : `${found.key}.${found.inner}`;
    const isRepeated = seen.has(place);
    if (isRepeated) reader.report('PLG1004', { clause: written }, entry.key.span);
    seen.add(place);
    if (found === null) {
      const value = readFree(reader, keys, entry, object);
      if (value !== undefined) values[written] = value;
      continue;
    }
    nodes.set(found.key, entry);
    const value = readValue(reader, `${path}${written}`, found.info.type, entry.value);
    if (value === undefined) continue;
    if (found.inner === null && found.info.type.kind !== 'struct') {
      values[found.key] = value;
      continue;
    }
    const before = asStruct(values[found.key]);
    const more = found.inner === null ? asStruct(value) : { [found.inner]: value };
    const again = Object.keys(more).some((key) => Object.hasOwn(before, key)) && !isRepeated;
    if (again) reader.report('PLG1004', { clause: written }, entry.key.span);
    values[found.key] = { ...before, ...more };
  }
  return { values, nodes };
}

/** Keys that begin with `x_` may be any constant; others are unknown. */
function readFree(reader: OptionReader, keys: OptionKeys, { key, value }: Entry, object: string): Json | undefined {
  if (!key.text.toLowerCase().startsWith('x_')) {
    reader.report('PLG1401', { key: key.text, object, nearest: suggest(key.text, optionNames(keys)) }, key.span);
    return undefined;
  }
  const constant = constantOf(value);
  if (constant === undefined)
    reader.report('PLG1410', { key: key.text, found: 'computed', expected: 'a constant' }, value.span);
  return constant;
}

/** PLG1411 for keys that must be given. */
export function requireKeys(
  reader: OptionReader,
  keys: OptionKeys,
  { nodes }: ReadKeys,
  object: string,
  at: Span,
): void {
  for (const [key, info] of Object.entries(keys))
    if (info.required === true && !nodes.has(key)) reader.report('PLG1411', { key, object }, at);
}

/** What is there already of a struct, given key by key: `retries: 5, retry_delay: '1m'`. */
function asStruct(value: Json | undefined): Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)
    : {};
}
