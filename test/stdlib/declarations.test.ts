import { globSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { LIBRARY_USES } from '../../compiler/contract/signature.ts';
import { partChoices } from '../../compiler/contract/date-parts.ts';
import { decimalRules } from '../../compiler/contract/decimal-rules.ts';
import type { Operation } from '../../compiler/contract/scalar.ts';
import { readDeclarations } from '../../stdlib/declaration.ts';
import { natives } from '../../stdlib/natives.ts';
import { librarySources } from '../../stdlib/sources.ts';

const OPERATIONS: readonly Operation[] = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'modulo',
  'div',
  'negate',
  'equal',
  'not_equal',
  'less',
  'less_equal',
  'greater',
  'greater_equal',
  'is_null',
  'is_not_null',
  'is_distinct',
  'is_not_distinct',
  'and',
  'or',
  'not',
  'concat',
  'coalesce',
  'like',
  'not_like',
  'ilike',
  'not_ilike',
];
const KEYS = [
  'native',
  'operation',
  'aggregate',
  'window',
  'strict',
  'may_be_null',
  'null_on_empty',
  'list_form',
  'value_form',
  'epoch_form',
  'null_when',
  'part',
  'use',
  'word',
  'volatile',
  'acts',
  'variadic',
  'decimal',
  'aliases',
];

const groups = Object.entries(librarySources()).flatMap(([file, text]) => readDeclarations(file, text).groups);
const overloads = groups.flatMap((group) => group.overloads);
const valuesOf = (key: string): readonly string[] =>
  overloads.map((overload) => overload.options.get(key)).filter((value) => typeof value === 'string');
const without = (names: Iterable<string>, known: Iterable<string>): readonly string[] =>
  Array.from(new Set(names).difference(new Set(known)));

test('every declaration says once what it stands for', () => {
  const kinds = ['native', 'operation', 'aggregate', 'window'];
  assert.equal(
    overloads.filter(({ options }) => kinds.filter((kind) => options.has(kind)).length !== 1).map(({ name }) => name),
    [],
  );
});

test('every native declared has a body, and every body is declared', () => {
  assert.equal(without(valuesOf('native'), Object.keys(natives)), []);
  assert.equal(without(Object.keys(natives), valuesOf('native')), []);
});

test('every operation is declared', () => {
  assert.equal(without(OPERATIONS, valuesOf('operation')), []);
  assert.equal(without(valuesOf('operation'), OPERATIONS), []);
});

test('options are known, and so are the rules they name', () => {
  assert.equal(
    without(
      overloads.flatMap(({ options }) => Array.from(options.keys())),
      KEYS,
    ),
    [],
  );
  assert.equal(without(valuesOf('decimal'), Object.keys(decimalRules)), []);
  assert.equal(without(valuesOf('null_when'), ['any', 'all']), []);
  assert.equal([...valuesOf('use')].sort(), [...LIBRARY_USES].sort());
  assert.equal(without(valuesOf('part'), Object.keys(partChoices)), []);
});

test('a decimal result has a rule', () => {
  assert.equal(
    overloads
      .filter(({ options, result }) => /^decimal\??$/.test(result) !== options.has('decimal'))
      .map(({ name, parameters }) => `${name}(${parameters})`),
    [],
  );
});

test('a function that is not strict takes NULL', () => {
  const careless = overloads.filter(
    ({ options, parameters }) =>
      options.get('strict') === false && parameters !== '' && !options.has('aggregate') && !parameters.includes('?'),
  );
  assert.equal(
    careless.map(({ name }) => name),
    [],
  );
});

test('every function has a sentence and an example', () => {
  assert.equal(
    groups
      .filter(({ documentation }) => documentation.length === 0 || !documentation.every((line) => line.endsWith('.')))
      .map(({ name }) => name),
    [],
  );
  // a stream is made by a statement, so no expression shows what it does
  const shown = groups.filter((group) => !group.overloads.some(({ parameters }) => parameters.includes('iterator<')));
  assert.equal(
    shown.filter(({ examples }) => examples.length === 0).map(({ name }) => name),
    [],
  );
});

test('no two groups share a name', () => {
  const seen = new Set<string>();
  assert.equal(
    groups.filter(({ name }) => seen.size === seen.add(name.toLowerCase()).size).map(({ name }) => name),
    [],
  );
});

test('every native is called in a test', () => {
  const tests = globSync('test/stdlib/**/*.test.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  assert.equal(
    Object.keys(natives).filter((id) => !tests.includes(`'${id}'`)),
    [],
  );
});

test('a line that is no declaration is refused', () => {
  assert.throws(() => readDeclarations('x.plg', 'function f() returns int'), /x\.plg:1 is no declaration/);
  assert.throws(() => readDeclarations('x.plg', 'function f <{ native }> () returns int as sync'), /x\.plg:1/);
});

test.run();
