import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { showOptionType, type OptionKeys, type OptionType } from '../../../compiler/contract/option-type.ts';
import { findOption, optionNames, OPTIONS } from '../../../compiler/contract/options.ts';
import { MODEL_KINDS } from '../../../compiler/contract/model-kinds.ts';
import { findings } from '../../support/compile/check.ts';

/** Every table of keys, those inside of structs too. */
function tablesIn(title: string, keys: OptionKeys): readonly (readonly [string, OptionKeys])[] {
  const inside = (type: OptionType): readonly OptionKeys[] => {
    if (type.kind === 'struct') return [type.keys];
    if (type.kind === 'list' || type.kind === 'map') return inside(type.of);
    return type.kind === 'choice' ? type.of.flatMap(inside) : [];
  };
  return [
    [title, keys],
    ...Object.entries(keys).flatMap(([key, { type }]) =>
      inside(type).flatMap((each) => tablesIn(`${title}.${key}`, each)),
    ),
  ];
}

const tables = Object.entries(OPTIONS).flatMap(([object, keys]) => tablesIn(object, keys));

test('every key is a lower-case name that is spelled one way only', () => {
  for (const [title, keys] of tables) {
    const names = optionNames(keys);
    assert.is(new Set(names).size, names.length, title);
    for (const name of names) assert.match(name, /^[a-z][a-z_]*$/);
  }
});

test('every key says what it means, in a sentence', () => {
  for (const [title, keys] of tables)
    for (const [key, info] of Object.entries(keys)) assert.match(info.meaning, /^[A-Z].*[.}]$/s, `${title}.${key}`);
});

test('every short form is a key', () => {
  const shorts = (type: OptionType): readonly string[] => {
    if (type.kind === 'struct')
      return type.short !== undefined && type.keys[type.short] === undefined ? [type.short] : [];
    return type.kind === 'list' ? shorts(type.of) : [];
  };
  for (const [, keys] of tables) for (const { type } of Object.values(keys)) assert.equal(shorts(type), []);
});

test('every default is a value that its key takes', () => {
  for (const [key, info] of Object.entries(OPTIONS.procedure)) {
    if (info.default === undefined) continue;
    const text = typeof info.default === 'string' ? `'${info.default}'` : String(info.default);
    assert.equal(findings(`upsert procedure p as <{${key}: ${text}}> () returns void { }`), [], key);
  }
});

test('finds keys by any spelling and case', () => {
  assert.is(findOption(OPTIONS.procedure, 'KIND')?.key, 'kind');
  assert.is(findOption(OPTIONS.procedure, 'grain')?.key, 'grains');
  assert.equal(
    [findOption(OPTIONS.schedule, 'retries')?.key, findOption(OPTIONS.schedule, 'retries')?.inner],
    ['retry', 'max'],
  );
  assert.is(findOption(OPTIONS.trigger, 'retries'), null);
  assert.is(findOption(OPTIONS.trigger, 'toString'), null);
});

test('what a kind needs is a key of procedures', () => {
  for (const [kind, { needs }] of Object.entries(MODEL_KINDS))
    for (const key of needs) assert.ok(OPTIONS.procedure[key], `${kind}: ${key}`);
});

test('describes what a key takes', () => {
  const shown = (key: string): string => showOptionType(OPTIONS.schedule[key]?.type ?? { kind: 'data' });
  assert.is(shown('overlap'), "one of 'skip', 'queue', 'cancel_previous', 'parallel'");
  assert.is(shown('retry'), 'a whole number from 0, or {max, backoff, factor, on}');
  assert.is(shown('priority'), 'a whole number');
});

test.run();
